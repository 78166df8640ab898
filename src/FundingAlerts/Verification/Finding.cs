namespace FundingAlerts.Verification;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Code">What kind, for machines: match-without-change.</param>
/// <param name="Where">The row, call, subscriber or queue. Ids only.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record Finding(FindingKind Kind, string Code, string Where, string Message)
{
    public static Finding Fault(string code, string where, string message) => new(FindingKind.Fault, code, where, message);

    public static Finding Notice(string code, string where, string message) => new(FindingKind.Notice, code, where, message);
}

public enum FindingKind
{
    /// <summary>Worth knowing, and nothing is broken.</summary>
    Notice,

    /// <summary>A rule is broken that the engine relies on.</summary>
    Fault,
}
