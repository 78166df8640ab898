namespace FundingAlerts.Opportunities;

/// <summary>An amount in whole currency units (not cents) with its ISO 4217 code.</summary>
public sealed record Money(decimal Amount, string Currency);

/// <summary>A share of the costs that the funder pays, in percent (0 to 100).</summary>
public sealed record Rate(decimal Percent);

/// <summary>What a call gives: in all, at least and at most per award, and which share of the costs. Null: not said.</summary>
public sealed record FundingAvailable(
    Understood<Money>? Total = null,
    Understood<Money>? MinAward = null,
    Understood<Money>? MaxAward = null,
    Understood<Rate>? Rate = null)
{
    public static readonly FundingAvailable Unstated = new();
}
