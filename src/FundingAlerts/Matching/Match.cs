using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>A change of a call meets one or more interests of a subscriber, and why.</summary>
/// <param name="Version">The version of the opportunity that the change made.</param>
public sealed record Match(string SubscriberId, OpportunityId Opportunity, int Version, Instant MatchedAt, IReadOnlyList<InterestMatch> Interests)
{
    /// <summary>The changes that this version brought, in the order in which they happened.</summary>
    public IReadOnlyList<OpportunityChange> Changes { get; init; } = [];

    /// <summary>It was no news any more when its turn came: settled, but the subscriber never heard of it.</summary>
    public bool WasPassedOver { get; init; }
}

/// <summary>One interest that was met. The reasons are empty for a query that only excludes.</summary>
public sealed record InterestMatch(string InterestId, string InterestName, IReadOnlyList<MatchReason> Reasons)
{
    // A row holds a megabyte, and nobody reads more reasons than these.
    private const int MostReasons = 10;
    private const int MostInterests = 50;

    /// <summary>As a subscriber is told of it.</summary>
    internal static IReadOnlyList<InterestMatch> Of(IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> met) =>
        [.. met.Take(MostInterests).Select(m => new InterestMatch(m.Interest.InterestId, m.Interest.Name, [.. m.Reasons.Distinct().Take(MostReasons)]))];
}
