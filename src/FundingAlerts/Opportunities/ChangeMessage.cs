namespace FundingAlerts.Opportunities;

/// <summary>Asks to hold one new version of a call against all interests. Carries ids only.</summary>
/// <param name="OpportunityVersion">The version of the call that the change made.</param>
public sealed record ChangeMessage(int Version, string Correlation, string Source, string Reference, int OpportunityVersion)
{
    public const string Queue = "changes";
}
