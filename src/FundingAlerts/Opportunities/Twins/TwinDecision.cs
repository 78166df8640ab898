using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>What was decided about two calls.</summary>
public enum TwinState
{
    /// <summary>Waits for a curator.</summary>
    Proposed,
    MergedByRule,
    MergedByCurator,

    /// <summary>A curator said that they are two; no rule merges them again.</summary>
    KeptApart,
}

/// <summary>A decision about a pair, with those that went before.</summary>
/// <param name="First">The one whose id comes first in ordinal order.</param>
/// <param name="By">Who: a curator's name, or "rule".</param>
/// <param name="Before">Earlier decisions, oldest first.</param>
public sealed record TwinDecision(
    OpportunityId First,
    OpportunityId Second,
    TwinState State,
    string By,
    Instant At,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<TwinStep> Before)
{
    public const string Rule = "rule";

    public bool IsMerged => State is TwinState.MergedByRule or TwinState.MergedByCurator;

    public OpportunityId Other(OpportunityId call) => call == First ? Second : First;

    internal bool IsOf(OpportunityId a, OpportunityId b) => First == a && Second == b || First == b && Second == a;

    internal TwinDecision Next(TwinState state, string by, Instant at, IReadOnlyList<string> reasons) =>
        new(First, Second, state, by, at, reasons, [.. Before, new(State, By, At, Reasons)]);
}

/// <summary>An earlier decision about a pair.</summary>
public sealed record TwinStep(TwinState State, string By, Instant At, IReadOnlyList<string> Reasons);

/// <summary>What became of the wish to merge.</summary>
public enum TwinMerge
{
    Merged,

    /// <summary>They were one already.</summary>
    Unchanged,

    /// <summary>A curator keeps them, or two others that would become one with them, apart.</summary>
    KeptApart,

    /// <summary>Two calls of one source would become one, which no rule may do: it waits for a curator.</summary>
    Proposed,

    /// <summary>More calls would become one than we believe (<see cref="TwinStore.MostMembers"/>).</summary>
    TooMany,
}
