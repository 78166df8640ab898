using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Reads all that a digest is composed of.</summary>
public sealed class GatherDigest(
    PendingCalls pending,
    SubscriberStore subscribers,
    CallMarks marks,
    UpcomingCalls upcoming,
    MatchStore matches,
    OpportunityStore opportunities,
    TeamReaders teams,
    DeskNotes notes,
    SourceWatch sources)
{
    public async Task<DigestSituation> RunAsync(Subscriber reader, DigestMessage message, Instant now, CancellationToken cancellationToken)
    {
        var id = reader.SubscriberId;
        var calls = await pending.OfAsync(id, now, cancellationToken);
        var team = reader.IsTeam ? await teams.OfAsync(reader, cancellationToken) : null;
        var hidden = (await marks.OfAsync(id, cancellationToken)).Hidden;
        return new(reader, calls, now)
        {
            Copies = team?.Copies ?? [reader],
            TeamNews = team?.News ?? [],
            Occasion = message.Occasion,
            Notes = await notes.CurrentAsync(now, cancellationToken),
            Period = message.Period,
            Interests = (await subscribers.InterestsOfAsync(id, cancellationToken)).ToDictionary(i => i.InterestId, StringComparer.Ordinal),
            Hidden = team is null ? hidden : hidden.Concat(team.NotForUs).ToHashSet(),
            Upcoming = await UpcomingAsync(reader, calls.Count > 0, now, cancellationToken),
            Sources = message.Occasion != Occasion.AtOnce ? await sources.CurrentAsync(now, cancellationToken) : null,
        };
    }

    /// <param name="hasNews">Deadlines are only named beside news; without any they need not be read.</param>
    private async Task<IReadOnlyList<UpcomingCall>> UpcomingAsync(Subscriber reader, bool hasNews, Instant now, CancellationToken cancellationToken)
    {
        var today = now.InZone(ReminderTimes.ZoneOf(reader)).Date;
        var calls = new List<UpcomingCall>();
        foreach (var day in await upcoming.UntilAsync(reader.SubscriberId, today, today.PlusDays(DigestComposer.NearDays + 1), cancellationToken))
        {
            // Days gone by say nothing any more, nor does an opening that was told, but that it was.
            var isOpening = day is { Kind: UpcomingKind.Opening, WasTold: false } && day.Day <= today;
            if (!isOpening && !(hasNews && (day.WasTold || day.Day >= today.PlusDays(-1))))
                continue;
            if (await opportunities.FindAsync(day.Opportunity, cancellationToken) is { } call)
                calls.Add(new(day, call, isOpening ? (await matches.LastAsync(reader.SubscriberId, call.Id, cancellationToken))?.Interests ?? [] : []));
        }
        return calls;
    }
}
