using System.Security.Cryptography;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Teams;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>
/// Teams: who is in one, what they say of calls, and where their digest goes. Who acts was let in by their own signed link; what a
/// member may not do is not done.
/// </summary>
public sealed class Teamwork(TeamStore teams, SubscriberStore subscribers, LinkKeys keys, Throttle throttle, Outbox outbox, NoticeWriter write, StorageAccount storage)
{
    private const int IdBytes = 6;
    private const int LongestChannel = 2_000;
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>Begins a team, with a confirmed subscriber as its first owner.</summary>
    /// <param name="seed">Makes asking twice one team: random, from the form.</param>
    /// <returns>The team as its owner reads it; null where the founder may not be mailed, or began enough teams today.</returns>
    public async Task<Subscriber?> FoundAsync(Subscriber founder, string name, string seed, Instant now, CancellationToken cancellationToken)
    {
        if (founder.IsTeam || founder.StateAt(now) != SubscriberState.Confirmed)
            return null;
        var id = $"t{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{founder.SubscriberId} {seed}")).AsSpan(0, 2 * IdBytes))}";
        var team = await subscribers.FindAsync(id, cancellationToken);
        if (team is null && !await throttle.TryAsync(Throttle.Founder, founder.SubscriberId, now, cancellationToken))
            return null;
        var owner = new TeamMember("m1", founder.Address, founder.Name, founder.Language, TeamRole.Owner, now, now);
        try
        {
            await teams.AddMemberAsync(id, owner, cancellationToken);
        }
        catch (RowExistsException)
        {
            // Asked for twice, or begun before a crash.
        }
        if (team is null)
        {
            team = new(id, "", Wishes.Line(name), founder.Language, founder.Zone, Cadence.WeeklyOn(IsoDayOfWeek.Monday, founder.Cadence.Hour)) { IsTeam = true, StateSince = now };
            await subscribers.SaveAsync(team, [], cancellationToken);
        }
        return TeamReaders.AsRead(team, owner);
    }

    /// <summary>Invites somebody by mail; the same address again mails the same invitation again.</summary>
    /// <returns>False where the inviter may not, the address is none, the team is full, the team invited enough today, or the mailbox got enough such mails.</returns>
    public async Task<bool> InviteAsync(string teamId, string inviterId, string address, string language, Instant now, CancellationToken cancellationToken)
    {
        var members = await teams.MembersAsync(teamId, cancellationToken);
        if (members.FirstOrDefault(m => m.MemberId == inviterId) is not { Role: TeamRole.Owner, JoinedAt: not null } inviter
            || EmailAddress.Read(address) is not { } known
            || await subscribers.FindAsync(teamId, cancellationToken) is not { } team)
            return false;
        var member = members.FirstOrDefault(m => EmailAddress.Read(m.Address)?.Hash == known.Hash);
        if (member?.JoinedAt is not null || (member is null && members.Count >= TeamStore.MostMembers) || !await throttle.TryAsync(Throttle.Inviter, teamId, now, cancellationToken) || !await throttle.TryAsync(Throttle.Mailbox, known.MailboxHash, now, cancellationToken))
            return false;
        if (member is null)
        {
            member = new($"m{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))}", known.Text, "", language, TeamRole.Member, now, JoinedAt: null);
            await teams.AddMemberAsync(teamId, member, cancellationToken);
        }
        else
        {
            member = await teams.ChangeMemberAsync(teamId, member.MemberId, m => m with { InvitedAt = now }, cancellationToken) ?? member;
        }
        await PromiseAsync(team, member, inviter, now, cancellationToken);
        return true;
    }

    /// <summary>Takes up an invitation.</summary>
    /// <returns>The member; null for an invitation that was withdrawn or has expired.</returns>
    public Task<TeamMember?> JoinAsync(string teamId, string memberId, string name, Instant now, CancellationToken cancellationToken) =>
        teams.ChangeMemberAsync(
            teamId,
            memberId,
            m => m.JoinedAt is not null ? m : now < m.InvitedAt + TeamMember.InvitationKept ? m with { JoinedAt = now, Name = Wishes.Line(name) } : null,
            cancellationToken);

    /// <summary>Leaves the team, or removes another as an owner. Who stays keeps an owner; a team without members ends.</summary>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> LeaveAsync(string teamId, string byId, string memberId, Instant now, CancellationToken cancellationToken)
    {
        var members = await teams.MembersAsync(teamId, cancellationToken);
        if (byId != memberId && members.FirstOrDefault(m => m.MemberId == byId) is not { Role: TeamRole.Owner, JoinedAt: not null })
            return false;
        var rest = members.Where(m => m.MemberId != memberId && m.JoinedAt is not null).OrderBy(m => m.JoinedAt).ToList();
        if (rest.Count > 0 && rest.TrueForAll(m => m.Role != TeamRole.Owner))
            await teams.ChangeMemberAsync(teamId, rest[0].MemberId, m => m with { Role = TeamRole.Owner }, cancellationToken);
        await teams.RemoveMemberAsync(teamId, memberId, cancellationToken);
        if (rest.Count == 0)
            await subscribers.ChangeAsync(teamId, t => t with { State = SubscriberState.Unsubscribed, StateSince = now, Departure = new(DepartureCause.Unsubscribed, now, Reason: null) }, cancellationToken);
        return true;
    }

    /// <summary>Chooses where the digest goes.</summary>
    /// <returns>False where they may not, or there is no such address or channel.</returns>
    public async Task<bool> DirectAsync(string teamId, string byId, TeamSettings settings, CancellationToken cancellationToken)
    {
        var isFit = settings.Destination switch
        {
            TeamDestination.Members => true,
            TeamDestination.Address => EmailAddress.Read(settings.To) is not null,
            _ => Uri.TryCreate(settings.To, UriKind.Absolute, out var channel) && channel is { Scheme: "https", UserInfo: "", HostNameType: UriHostNameType.Dns } && settings.To.Length <= LongestChannel,
        };
        if (!isFit || await teams.FindMemberAsync(teamId, byId, cancellationToken) is not { Role: TeamRole.Owner, JoinedAt: not null })
            return false;
        await teams.SaveSettingsAsync(teamId, settings with { To = settings.Destination == TeamDestination.Members ? "" : settings.To.Trim() }, cancellationToken);
        return true;
    }

    /// <summary>Says what a member thinks of a call.</summary>
    /// <returns>Whether they are a member, and whom it is assigned to one too.</returns>
    public async Task<bool> JudgeAsync(string teamId, TeamVerdict verdict, CancellationToken cancellationToken)
    {
        var members = await teams.MembersAsync(teamId, cancellationToken);
        bool IsMember(string id) => members.Any(m => m.MemberId == id && m.JoinedAt is not null);
        if (!IsMember(verdict.MemberId) || (verdict.AssignedTo is { } to && !IsMember(to)))
            return false;
        await teams.SaveVerdictAsync(teamId, verdict with { Note = verdict.Note.Length <= TeamVerdict.LongestNote ? verdict.Note : Sources.PlainText.Cut(verdict.Note, TeamVerdict.LongestNote) }, cancellationToken);
        return true;
    }

    private async Task PromiseAsync(Subscriber team, TeamMember member, TeamMember inviter, Instant now, CancellationToken cancellationToken)
    {
        var reader = TeamReaders.AsRead(team, member);
        var path = (await keys.SignerAsync(cancellationToken)).PathOf(reader, LinkPurpose.Join);
        var notice = new Notice(FormattableString.Invariant($"{team.SubscriberId}-i{now.ToUnixTimeSeconds():x}.{member.MemberId}"), reader, Request: null, path, IsKnown: false, member.InvitedAt + TeamMember.InvitationKept, now)
        {
            Invitation = new(team.Name, inviter.Name),
        };
        try
        {
            await _table.TransactAsync(team.SubscriberId, await outbox.PromiseAsync(team.SubscriberId, await write(notice, cancellationToken), [], now, cancellationToken, isAsked: true), cancellationToken);
        }
        catch (RowExistsException)
        {
            // Promised before a crash.
        }
        await outbox.TellQueuedAsync(team.SubscriberId, "invitation", cancellationToken);
    }
}
