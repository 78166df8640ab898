using System.Text.Json.Serialization;

namespace FundingAlerts.Interests;

/// <summary>What a subscriber wants to hear of; on pages it is called an alert.</summary>
/// <param name="InterestId">Unique over all subscribers.</param>
/// <param name="Query">In the query language of docs/query-language.md.</param>
public sealed record Interest(string InterestId, string SubscriberId, string Name, string Query)
{
    /// <summary>What is matched by: the rest counts only when a digest is composed.</summary>
    [JsonIgnore]
    public Interest Bare => this with { Frequency = null, LeadDays = null };

    /// <summary>How often it is told; null for as often as the subscriber's digest comes.</summary>
    public Frequency? Frequency { get; init; }

    /// <summary>The days before a deadline on which its calls are reminded of; null for the subscriber's own.</summary>
    public IReadOnlyList<int>? LeadDays { get; init => field = value is null ? null : Interests.LeadDays.Checked(value); }
}
