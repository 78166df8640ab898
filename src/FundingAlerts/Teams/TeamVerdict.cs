using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Teams;

/// <summary>What a member thinks of a call for the team.</summary>
public enum TeamMark
{
    None,
    Interested,
    Applying,
    NotForUs,
}

/// <summary>What one member said of one call.</summary>
/// <param name="Note">Empty where they left none.</param>
/// <param name="AssignedTo">The member who is to look at it; null for nobody.</param>
public sealed record TeamVerdict(OpportunityId Opportunity, string MemberId, TeamMark Mark, string Note, string? AssignedTo, Instant At)
{
    public const int LongestNote = 1_000;
}
