using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>
/// Composes one reminder of all that a subscriber's agenda holds for one moment, and promises to send it. What it reminds of
/// and the outbox row are one transaction; then the entries are struck off, so a crash anywhere looks again and finds that it
/// was promised.
/// </summary>
public sealed partial class ComposeReminder(
    SubscriberStore subscribers,
    Agenda agenda,
    MatchStore matches,
    OpportunityStore opportunities,
    TwinStore twins,
    Aggregators aggregators,
    ReminderStore reminders,
    CallMarks marks,
    TeamReaders teams,
    Outbox outbox,
    ReminderWriter write,
    StorageAccount storage,
    IOptions<DigestOptions> options,
    ILogger<ComposeReminder> log)
{
    private const int Tries = 5;
    private static readonly Duration LookAgainAfter = Duration.FromHours(1);
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <returns>Whether a mail was promised.</returns>
    public async Task<bool> RunAsync(ReminderMessage message, Instant now, CancellationToken cancellationToken)
    {
        var entries = await agenda.AtAsync(AgendaKinds.Reminder, message.At, message.SubscriberId, cancellationToken);
        if (entries.Count == 0)
            return false;
        var reader = await subscribers.FindAsync(message.SubscriberId, cancellationToken);
        // Who pauses is not reminded; what is still ahead when they come back stays in the agenda.
        var (promised, waiting) = reader?.StateAt(now) == SubscriberState.Confirmed
            ? await PromiseOnceAsync(reader!, entries, now, cancellationToken)
            : (false, []);
        // Who plans digests looks in an hour whether the mail was sent, and asks again.
        if (await outbox.TellQueuedAsync(message.SubscriberId, message.Correlation, cancellationToken) is not null)
            await agenda.PutAsync(new(AgendaKinds.Digest, now + LookAgainAfter, message.SubscriberId), cancellationToken);
        await agenda.StrikeAsync(message.SubscriberId, entries.Where(e => !waiting.Contains(DeadlineName.Parse(e.What).Call)), cancellationToken);
        return promised;
    }

    private async Task<(bool Promised, HashSet<OpportunityId> Waiting)> PromiseOnceAsync(Subscriber reader, IReadOnlyList<AgendaEntry> entries, Instant now, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PromiseAsync(reader, entries, now, cancellationToken);
            }
            catch (RowExistsException) when (attempt < Tries)
            {
                // Another worker reminds of some of it: look again.
            }
        }
    }

    private async Task<(bool Promised, HashSet<OpportunityId> Waiting)> PromiseAsync(Subscriber reader, IReadOnlyList<AgendaEntry> entries, Instant now, CancellationToken cancellationToken)
    {
        var calls = await CallsAsync(reader, entries, now, cancellationToken);
        var all = ReminderComposer.Compose(reader, calls, now);
        var copies = await teams.CopiesAsync(reader, cancellationToken);
        // Each is noted, and for each copy there are two more edits in one transaction.
        var fitting = all.Take(Math.Min(options.Value.MaxOpportunities, StorageLimits.Edits - (2 * copies.Count))).ToList();
        // What does not fit one mail keeps its entry, and comes with the next hour's.
        var waiting = all.Skip(fitting.Count).SelectMany(e => e.Twins.Members).Select(m => m.Id).ToHashSet();

        // Who changed their hour or their days since has other times by now.
        await agenda.PutAsync(reader.SubscriberId, calls.Where(c => !c.IsHidden).SelectMany(c => ReminderTimes.Ahead(reader, c.Twins.Primary, c.LeadDays, now)), cancellationToken);
        if (fitting.Count == 0 || copies.Count == 0)
            return (false, waiting);
        var reminder = new Reminder(reader, now, fitting);
        List<RowEdit> edits = [.. ReminderStore.Note(reminder)];
        foreach (var copy in copies)
            edits.AddRange(await outbox.PromiseAsync(reader.SubscriberId, await write(reminder with { Reader = copy }, cancellationToken), [], now, cancellationToken));
        await _table.TransactAsync(reader.SubscriberId, edits, cancellationToken);
        LogReminded(reader.SubscriberId, reminder.DeliveryId, fitting.Count);
        return (true, waiting);
    }

    /// <summary>The calls that the entries name, each once however many sites show it.</summary>
    private async Task<IReadOnlyList<AskedCall>> CallsAsync(Subscriber reader, IReadOnlyList<AgendaEntry> entries, Instant now, CancellationToken cancellationToken)
    {
        var names = entries.Select(e => DeadlineName.Parse(e.What)).ToList();
        var interests = (await subscribers.InterestsOfAsync(reader.SubscriberId, cancellationToken)).ToDictionary(i => i.InterestId, StringComparer.Ordinal);
        var (hidden, saved) = await marks.OfAsync(reader.SubscriberId, cancellationToken);
        var calls = new List<AskedCall>();
        var seen = new HashSet<OpportunityId>();
        foreach (var id in names.Select(n => n.Call).Distinct())
        {
            if (seen.Contains(id) || await twins.FindGroupAsync(id, opportunities, aggregators.Include, now, cancellationToken) is not { } group)
                continue;
            var members = group.Members.Select(m => m.Id).ToHashSet();
            seen.UnionWith(members);
            var why = await WhyAsync(reader.SubscriberId, group, cancellationToken);
            var wished = members.Where(saved.ContainsKey).SelectMany(m => saved[m]).ToList();
            calls.Add(new(
                group,
                DaysAsked(group.Primary, names.Where(n => members.Contains(n.Call))),
                why ?? (wished.Count > 0 ? [] : null),
                [.. ReminderTimes.LeadDaysFor(reader, interests, why ?? []).Concat(wished).Distinct().Order()],
                await reminders.RemindedAsync(reader.SubscriberId, members, cancellationToken))
            {
                IsHidden = members.Overlaps(hidden),
            });
        }
        return calls;
    }

    // Where sites contradict each other, the leading page's days count, also for whoever heard of another's.
    private static HashSet<(UpcomingKind Kind, LocalDate Day)> DaysAsked(Opportunity call, IEnumerable<DeadlineName> names)
    {
        var days = call.Deadlines.Select(d => d.Value).OfType<Deadline.On>().Select(d => (UpcomingKind.Deadline, d.Date)).ToHashSet();
        return [.. names.SelectMany(IEnumerable<(UpcomingKind, LocalDate)> (n) => n.Kind == UpcomingKind.Opening || n.Call == call.Id || days.Contains((n.Kind, n.Day)) ? [(n.Kind, n.Day)] : days)];
    }

    private async Task<IReadOnlyList<InterestMatch>?> WhyAsync(string subscriberId, TwinGroup group, CancellationToken cancellationToken)
    {
        List<InterestMatch>? why = null;
        foreach (var member in group.Members)
        {
            if (await matches.LastAsync(subscriberId, member.Id, cancellationToken) is { } match)
                (why ??= []).AddRange(match.Interests);
        }
        return why?.DistinctBy(i => i.InterestId).ToList();
    }

    [LoggerMessage(LogLevel.Information, "Reminder {Delivery} of {Subscriber}: {Deadlines} deadlines.")]
    private partial void LogReminded(string subscriber, string delivery, int deadlines);
}
