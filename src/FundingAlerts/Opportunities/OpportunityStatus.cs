namespace FundingAlerts.Opportunities;

/// <summary>Whether one can apply. Computed at an instant by <see cref="Opportunity.StatusAt"/>, never stored alone.</summary>
public enum OpportunityStatus
{
    /// <summary>Neither the dates nor the source's words say.</summary>
    Unknown,
    Forthcoming,
    Open,
    Closed,
}
