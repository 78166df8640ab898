using FundingAlerts.Opportunities;

namespace FundingAlerts.Programmes;

/// <summary>Who may take part in one call, and why.</summary>
/// <param name="Countries">The Netherlands and the United Kingdom, in this order.</param>
/// <param name="Together">Whether organisations of both can be in one project.</param>
/// <param name="Reason">Why we say so of the two together.</param>
/// <param name="RuleId">The rule that answers; null when none does.</param>
public sealed record EligibilityReading(
    IReadOnlyList<CountryEligibility> Countries, JointParticipation Together, Reason Reason, string? RuleId)
{
    public CountryEligibility Of(string country) => Countries.First(c => c.Country == country);
}
