namespace FundingAlerts.Interests;

/// <summary>What a subscriber wants to hear of; on pages it is called an alert.</summary>
/// <param name="InterestId">Unique over all subscribers.</param>
/// <param name="Query">Words, "phrases", prefix*, OR, AND, NOT, parentheses.</param>
public sealed record Interest(string InterestId, string SubscriberId, string Name, string Query);
