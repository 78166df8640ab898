namespace FundingAlerts.Opportunities;

/// <summary>What an organisation of a country may do in a call.</summary>
public enum Participation
{
    Unknown,
    MayLead,
    MayTakePart,
    OwnFundingNeeded,
    NotEligible,
}

/// <summary>What organisations of one country may do, and why we think so.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case: NL, GB.</param>
/// <param name="Evidence">The source's words, or the rule that says so.</param>
public sealed record CountryEligibility(string Country, Participation Participation, string Evidence);
