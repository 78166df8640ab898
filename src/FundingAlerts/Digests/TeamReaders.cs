using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Teams;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>What a team's digest needs beside its calls.</summary>
/// <param name="Copies">Who gets it, each with their own address, language and links.</param>
/// <param name="NotForUs">Calls that the team wants to hear no more of.</param>
/// <param name="News">What members said since the last digest, the latest first.</param>
public sealed record TeamReading(IReadOnlyList<Subscriber> Copies, IReadOnlyList<OpportunityId> NotForUs, IReadOnlyList<TeamNews> News);

/// <summary>Reads who is in a team, and what they said.</summary>
public sealed class TeamReaders(TeamStore teams, OpportunityStore opportunities)
{
    /// <summary>Whose copy goes to an address or channel that the team reads together.</summary>
    public const string Everybody = "all";

    private const int MostNews = 30;

    public async Task<TeamReading> OfAsync(Subscriber team, CancellationToken cancellationToken)
    {
        var members = await teams.MembersAsync(team.SubscriberId, cancellationToken);
        var verdicts = await teams.VerdictsAsync(team.SubscriberId, cancellationToken);
        return new(
            CopiesOf(team, members, await teams.SettingsAsync(team.SubscriberId, cancellationToken)),
            [.. TeamStore.NotForUs(verdicts)],
            await NewsAsync(verdicts.Where(v => v.At > (team.LastMailAt ?? Instant.MinValue)), members, cancellationToken));
    }

    /// <summary>The team as each of its readers.</summary>
    public async Task<IReadOnlyList<Subscriber>> CopiesAsync(Subscriber reader, CancellationToken cancellationToken) =>
        reader.IsTeam
            ? CopiesOf(reader, await teams.MembersAsync(reader.SubscriberId, cancellationToken), await teams.SettingsAsync(reader.SubscriberId, cancellationToken))
            : [reader];

    private static IReadOnlyList<Subscriber> CopiesOf(Subscriber team, IReadOnlyList<TeamMember> members, TeamSettings settings) =>
        settings.Destination == TeamDestination.Members
            ? [.. members.Where(m => m.IsMailed).Take(TeamStore.MostMembers).Select(m => AsRead(team, m))]
            : [team with { Address = settings.To, MemberId = Everybody }];

    /// <summary>The team as one member reads it.</summary>
    public static Subscriber AsRead(Subscriber team, TeamMember member) => team with
    {
        Address = member.Address,
        Name = member.Name,
        Language = member.Language,
        MemberId = member.MemberId,
        LinkEpoch = member.LinkEpoch,
    };

    private async Task<IReadOnlyList<TeamNews>> NewsAsync(IEnumerable<TeamVerdict> verdicts, IReadOnlyList<TeamMember> members, CancellationToken cancellationToken)
    {
        var names = members.ToDictionary(m => m.MemberId, m => m.Name, StringComparer.Ordinal);
        var news = new List<TeamNews>();
        foreach (var verdict in verdicts.OrderByDescending(v => v.At).Take(MostNews))
        {
            // Of a call that is forgotten, or somebody who left, nothing is to be said.
            if (names.TryGetValue(verdict.MemberId, out var by) && await opportunities.FindAsync(verdict.Opportunity, cancellationToken) is { } call)
                news.Add(new(call, verdict.Mark, verdict.Note, by, verdict.AssignedTo is { } to ? names.GetValueOrDefault(to) : null));
        }
        return news;
    }
}
