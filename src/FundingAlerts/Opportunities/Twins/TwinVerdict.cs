namespace FundingAlerts.Opportunities.Twins;

/// <summary>Whether two sightings are one call.</summary>
public enum TwinVerdict
{
    Different,

    /// <summary>Maybe: a curator decides.</summary>
    Doubtful,

    /// <summary>Sure enough to be merged by rule.</summary>
    Same,
}

/// <summary>A verdict on two calls with its evidence.</summary>
/// <param name="First">The one whose id comes first in ordinal order, so that the order of asking does not matter.</param>
/// <param name="Reasons">In words, for the curator: what agrees, then what does not.</param>
/// <param name="Nearness">Of the titles' letter pairs, 0 to 1; 0 for titles that share too few words.</param>
public sealed record TwinComparison(OpportunityId First, OpportunityId Second, TwinVerdict Verdict, IReadOnlyList<string> Reasons, double Nearness)
{
    /// <summary>Only their texts are alike. It tells that two may be one, never that a merge still stands.</summary>
    public bool IsByText { get; init; }

    /// <summary>The one that is not <paramref name="call"/>.</summary>
    public OpportunityId Other(OpportunityId call) => call == First ? Second : First;
}
