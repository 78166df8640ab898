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

    /// <summary>A query that no call meets.</summary>
    public static readonly int Never = Node(Operation.Constant, 0);

    /// <summary>The node at a place.</summary>
    /// <returns>What it is, its number, and where the next begins that is no part of it.</returns>
    public static (Operation Operation, int Number, int End) Read(ReadOnlySpan<int> code, int at)
    {
        var (operation, number) = ((Operation)(code[at] >>> OperationShift), code[at] & NumberMask);
        return (operation, number, operation is Operation.And or Operation.Or or Operation.Not ? at + 1 + number : at + 1);
    }

    /// <summary>Whether a call meets the query.</summary>
    public static bool IsMet(ReadOnlySpan<int> code, in CallRound call)
    {
        var at = 0;
        return IsMet(code, ref at, in call);
    }

    private static bool IsMet(ReadOnlySpan<int> code, ref int at, in CallRound call)
    {
        var node = code[at++];
        var number = node & NumberMask;
        switch ((Operation)(node >>> OperationShift))
        {
            case Operation.Feature:
                return number < MostFeatures ? call.Marks.Has(number) : call.Marks.IsIn(number & (MostFeatures - 1), Scopes[number >> ScopeShift]);
            case Operation.Condition:
                return call.Conditions[number].IsMetBy(call.Facts);
            case Operation.Facets:
                return (call.Masks[number] & ~call.Facets) == 0;
            case Operation.Constant:
                return number != 0;
            case Operation.Not:
                return !IsMet(code, ref at, in call);
            case var operation:
                var (end, isAnd) = (at + number, operation == Operation.And);
                while (at < end)
                {
                    if (IsMet(code, ref at, in call) == isAnd)
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

    /// <summary>The call has all facets of a set.</summary>
    Facets,
}

/// <summary>A call that was read, as queries are held against it.</summary>
/// <param name="facets">Those that it has, as bits.</param>
internal readonly ref struct CallRound(FeatureMarks marks, CallFacts facts, ulong facets, ReadOnlySpan<ulong> masks, IReadOnlyList<Condition> conditions)
{
    public FeatureMarks Marks { get; } = marks;

    public CallFacts Facts { get; } = facts;

    public ulong Facets { get; } = facets;

    public ReadOnlySpan<ulong> Masks { get; } = masks;

    public IReadOnlyList<Condition> Conditions { get; } = conditions;
}
