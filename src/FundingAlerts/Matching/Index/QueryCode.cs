using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// A query as numbers, in the order in which it is read: each node is an operation and a number, which for AND, OR and NOT is
/// how many numbers their parts take, so that the rest can be skipped once the answer is known.
/// </summary>
internal static class QueryCode
{
    public const int MostFeatures = 1 << ScopeShift;

    private const int ScopeShift = 25;
    private const int OperationShift = 29;
    private const int NumberMask = (1 << OperationShift) - 1;

    // The order is part of the stored form.
    private static readonly CallFields[] Scopes =
    [
        CallFields.Any, CallFields.Title | CallFields.Call, CallFields.Summary | CallFields.Description, CallFields.Funder,
        CallFields.Programme | CallFields.Call | CallFields.Reference, CallFields.Type, CallFields.Reference,
    ];

    public static int Feature(int feature, CallFields fields) => (System.Array.IndexOf(Scopes, fields) << ScopeShift) | feature;

    public static int Node(Operation operation, int number) => ((int)operation << OperationShift) | number;

    /// <summary>Whether a call that was read into <paramref name="marks"/> meets the query.</summary>
    public static bool IsMet(ReadOnlySpan<int> code, FeatureMarks marks, IReadOnlyList<Condition> conditions, CallFacts facts)
    {
        var at = 0;
        return IsMet(code, ref at, marks, conditions, facts);
    }

    private static bool IsMet(ReadOnlySpan<int> code, ref int at, FeatureMarks marks, IReadOnlyList<Condition> conditions, CallFacts facts)
    {
        var node = code[at++];
        var number = node & NumberMask;
        switch ((Operation)(node >>> OperationShift))
        {
            case Operation.Feature:
                return marks.IsIn(number & (MostFeatures - 1), Scopes[number >> ScopeShift]);
            case Operation.Condition:
                return conditions[number].IsMetBy(facts);
            case Operation.Constant:
                return number != 0;
            case Operation.Not:
                return !IsMet(code, ref at, marks, conditions, facts);
            case var operation:
                var (end, isAnd) = (at + number, operation == Operation.And);
                while (at < end)
                {
                    if (IsMet(code, ref at, marks, conditions, facts) == isAnd)
                        continue;
                    at = end;
                    return !isAnd;
                }
                return isAnd;
        }
    }
}

internal enum Operation
{
    Feature,
    And,
    Or,
    Not,
    Condition,
    Constant,
}
