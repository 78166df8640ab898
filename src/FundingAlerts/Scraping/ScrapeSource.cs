using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// Reads one source once: fetch, read, normalise, check, store, and tell of what changed. Safe to run again after a crash
/// at any point, and beside another run: each call is stored in one transaction with its change, and the source's state is written last.
/// </summary>
public sealed partial class ScrapeSource(
    IPageFetcher fetcher,
    SourceStore sources,
    OpportunityStore opportunities,
    StorageAccount storage,
    ILogger<ScrapeSource> log)
{
    private readonly IQueue _changes = storage.Queue(ChangeMessage.Queue);

    public async Task<ScrapeRun> RunAsync(SourceDefinition source, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var notes = new RunNotes();
        var state = await sources.StateAsync(source.Id, cancellationToken);
        var known = await sources.KnownRowsAsync(source.Id, cancellationToken);
        var reading = await new ListingReading(fetcher, sources, notes).ReadAsync(source, state, known, cancellationToken);
        var run = reading.Problem is { } problem
            ? Ended(source, now, ScrapeVerdict.Failed, reading, problem, notes)
            : await FollowAndStoreAsync(source, reading, known, notes, now, cancellationToken);

        // Whatever an earlier run stored and did not live to tell is told now.
        await opportunities.TellPendingAsync(
            source.Id,
            (id, version) => _changes.SendAsync(new ChangeMessage(1, correlation, id.Source, id.Reference, version), cancellationToken),
            cancellationToken);
        await sources.SaveRunAsync(Next(state, run, reading), run, cancellationToken);
        LogRun(source.Id, run.Verdict, run.Listings, run.Opportunities, run.Changes, run.Problem?.Message ?? "");
        return run;
    }

    private async Task<ScrapeRun> FollowAndStoreAsync(
        SourceDefinition source, ListingReading.Result reading, Dictionary<string, KnownRow> known, RunNotes notes, Instant now, CancellationToken cancellationToken)
    {
        var stored = (await opportunities.AllAsync(source.Id, cancellationToken)).ToDictionary(o => o.Reference, StringComparer.Ordinal);
        var current = stored.Values.Where(o => o.WithdrawnAt is null && o.StatusAt(now) != OpportunityStatus.Closed).ToList();
        var absent = source.Complete && reading.IsWhole
            ? current.Where(o => !reading.Rows.ContainsKey(o.Reference)).ToList()
            : [];
        if ((ContractCheck.OfRows(source, reading.Rows.Count, reading.SaysEmpty) ?? ContractCheck.OfDrop(source, current.Count, absent.Count)) is { } broken)
            return Ended(source, now, ScrapeVerdict.Suspect, reading, broken, notes);

        var (rows, blind) = await new DetailReading(fetcher, notes).ReadAsync(source, reading.Rows, known, stored, now, cancellationToken);
        if (blind is not null)
            return Ended(source, now, ScrapeVerdict.Failed, reading, blind, notes);

        var normalised = rows.Values
            .Where(r => !r.Gone && r.IsComplete(source))
            .Select(r => r.Detail is { } detail ? r.Row.With(detail) : r.Row)
            .Select(words => (Words: words, Call: Normaliser.Normalise(source, words)))
            .ToList();
        var refusals = normalised.Select(n => n.Call.Refusal).OfType<string>().ToList();
        refusals.ForEach(notes.Add);
        var gone = absent.Concat(current.Where(o => rows.TryGetValue(o.Reference, out var row) && row.Gone)).ToList();
        if ((ContractCheck.OfDrop(source, current.Count, gone.Count) ?? ContractCheck.OfFields(source, [.. normalised.Select(n => n.Words)], refusals)) is { } thin)
            return Ended(source, now, ScrapeVerdict.Suspect, reading, thin, notes);

        var read = normalised.Select(n => n.Call.Opportunity).OfType<Opportunity>().ToList();
        var changes = await StoreAsync(
            read.Select(o => OpportunityDifference.Between(stored.GetValueOrDefault(o.Reference), o, now))
                .Concat(gone.Select(o => OpportunityDifference.Withdraw(o, now))),
            notes,
            cancellationToken);
        await RememberAsync(source, rows, known, reading, notes, cancellationToken);
        var verdict = reading.Rows.Count == 0 ? ScrapeVerdict.Empty
            : changes == 0 ? ScrapeVerdict.Unchanged
            : ScrapeVerdict.Changed;
        return new(source.Id, now, verdict, reading.Rows.Count, read.Count, changes, null, notes.All);
    }

    private async Task<int> StoreAsync(IEnumerable<OpportunityDifference> differences, RunNotes notes, CancellationToken cancellationToken)
    {
        var changes = 0;
        foreach (var difference in differences.Where(d => d.Changes.Count > 0))
        {
            try
            {
                await opportunities.SaveAsync(difference, cancellationToken);
                changes += difference.Changes.Count;
            }
            catch (RowExistsException)
            {
                notes.Add($"{difference.Next.Reference}: another run of this source stored it at the same time; it is compared again at the next run.");
            }
            catch (StorageLimitException limit)
            {
                notes.Add($"{difference.Next.Reference}: not kept. {limit.Message}");
            }
        }
        return changes;
    }

    // A row that cannot be remembered is simply read again.
    private async Task RememberAsync(
        SourceDefinition source, Dictionary<string, KnownRow> rows, Dictionary<string, KnownRow> known, ListingReading.Result reading, RunNotes notes, CancellationToken cancellationToken)
    {
        var left = known.Where(k => k.Value.Listed && !reading.Rows.ContainsKey(k.Key) && !rows.ContainsKey(k.Key));
        var changed = rows.Where(r => !ReferenceEquals(r.Value, known.GetValueOrDefault(r.Key)))
            .Concat(left.Select(k => KeyValuePair.Create(k.Key, k.Value with { Listed = false })));
        foreach (var (reference, row) in changed.ToList())
        {
            try
            {
                await sources.SaveRowAsync(source.Id, reference, row, cancellationToken);
            }
            catch (StorageLimitException limit)
            {
                notes.Add($"{reference}: not remembered. {limit.Message}");
            }
        }
    }

    private static ScrapeRun Ended(
        SourceDefinition source, Instant now, ScrapeVerdict verdict, ListingReading.Result reading, SourceProblem problem, RunNotes notes) =>
        new(source.Id, now, verdict, reading.Rows.Count, 0, 0, problem, notes.All);

    private static SourceState Next(SourceState state, ScrapeRun run, ListingReading.Result reading)
    {
        var believed = run.Verdict is not (ScrapeVerdict.Failed or ScrapeVerdict.Suspect);
        return new()
        {
            LastRunAt = run.StartedAt,
            LastRun = run,
            LastSuccessAt = believed ? run.StartedAt : state.LastSuccessAt,
            FailuresInARow = believed ? 0 : state.FailuresInARow + 1,
            Validators = believed ? reading.Validators : state.Validators,
            Fingerprint = believed ? reading.Fingerprint : state.Fingerprint,
        };
    }

    [LoggerMessage(LogLevel.Information, "Read {Source}: {Verdict}, {Listings} listings, {Opportunities} calls, {Changes} changes. {Problem}")]
    private partial void LogRun(string source, ScrapeVerdict verdict, int listings, int opportunities, int changes, string problem);
}
