using FundingAlerts.Opportunities;

namespace FundingAlerts.Interests;

/// <summary>The kinds of changes of a call that somebody can choose to hear of.</summary>
[Flags]
public enum ChangeKinds
{
    None = 0,
    Deadline = 1,
    Status = 2,
    Amount = 4,
    Eligibility = 8,
    Documents = 16,

    /// <summary>All that may alter somebody's plans; documents change often and seldom matter.</summary>
    Usual = Deadline | Status | Amount | Eligibility,
    All = Usual | Documents,
}

public static class ChangeKindsExtensions
{
    /// <summary>Whether whoever chose these hears of a change.</summary>
    public static bool Include(this ChangeKinds chosen, OpportunityChange change) => change switch
    {
        OpportunityChange.DeadlineMoved => chosen.HasFlag(ChangeKinds.Deadline),
        OpportunityChange.StatusChanged or OpportunityChange.Reopened => chosen.HasFlag(ChangeKinds.Status),
        OpportunityChange.FundingChanged => chosen.HasFlag(ChangeKinds.Amount),
        OpportunityChange.EligibilityChanged => chosen.HasFlag(ChangeKinds.Eligibility),
        OpportunityChange.DocumentsChanged => chosen.HasFlag(ChangeKinds.Documents),
        _ => change.IsMaterial,
    };
}
