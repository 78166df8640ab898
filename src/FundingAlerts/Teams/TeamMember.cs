using NodaTime;

namespace FundingAlerts.Teams;

public enum TeamRole
{
    Member,

    /// <summary>May invite and remove others, and change what the team hears of and where.</summary>
    Owner,
}

/// <summary>A person in a team. Each has links of their own: with one's mail nobody can act for another.</summary>
/// <param name="MemberId">Ours, within the team; says nothing about the person.</param>
/// <param name="Language">BCP 47: en, nl.</param>
/// <param name="JoinedAt">Null while they are invited only: they are mailed nothing but the invitation.</param>
public sealed record TeamMember(string MemberId, string Address, string Name, string Language, TeamRole Role, Instant InvitedAt, Instant? JoinedAt)
{
    /// <summary>Until then an invitation can be taken up.</summary>
    public static readonly Duration InvitationKept = Duration.FromDays(14);

    /// <summary>Part of what their links are signed with.</summary>
    public int LinkEpoch { get; init; }

    /// <summary>Their mails came back for good: they are mailed no more, and the others see it.</summary>
    public Instant? BouncedAt { get; init; }

    public bool IsMailed => JoinedAt is not null && BouncedAt is null;
}
