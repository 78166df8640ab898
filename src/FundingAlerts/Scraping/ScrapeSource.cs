using FundingAlerts.Opportunities;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// Reads one source once: fetch, read, normalise, check, store, and tell of what changed. A lease keeps other runs of the source
/// away. Safe to run again after a crash at any point: each call is stored in one transaction with its change, and the source's
/// state is written last.
/// </summary>
/// <param name="time">Measures how long a run takes.</param>
public sealed partial class ScrapeSource(
    IPageFetcher fetcher,
    SourceStore sources,
    OpportunityStore opportunities,
    StorageAccount storage,
    IOptions<ScrapeOptions> options,
    TimeProvider time,
    ILogger<ScrapeSource> log)
{
    private readonly IQueue _changes = storage.Queue(ChangeMessage.Queue);
    private readonly HealthStore _health = new(storage);
    private readonly HostBudget _hosts = new(storage, options.Value.RequestsPerHostAndDay);

    /// <returns>Null when another run reads the source: there was nothing to do, or it took over because this one was too slow.</returns>
    public async Task<ScrapeRun?> RunAsync(SourceDefinition source, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var clock = new RunClock(time, now);
        if (await SourceLease.TakeAsync(storage, source.Id, correlation, clock, cancellationToken) is not { } lease)
        {
            await sources.UnplanAsync(source.Id, cancellationToken);
            LogHeld(source.Id);
            return null;
        }
        try
        {
            return await ReadAsync(source, correlation, lease, clock, now, cancellationToken);
        }
        catch (LeaseLostException)
        {
            LogLost(source.Id, clock.Elapsed);
            return null;
        }
        finally
        {
            await lease.GiveBackAsync(CancellationToken.None);
        }
    }

    private async Task<ScrapeRun> ReadAsync(
        SourceDefinition source, string correlation, SourceLease lease, RunClock clock, Instant now, CancellationToken cancellationToken)
    {
        var notes = new RunNotes();
        var purse = new HostPurse(_hosts);
        var guarded = new RunFetcher(fetcher, clock, source.Contract.MaxTime, lease, purse);
        var state = await sources.StateAsync(source.Id, cancellationToken);
        var known = (await sources.KnownRowsAsync(source.Id, cancellationToken)).ToDictionary(k => k.Key, k => k.Value.After(state.DetailsSeen), StringComparer.Ordinal);
        var reading = await new ListingReading(guarded, sources, notes).ReadAsync(source, state, known, cancellationToken);
        var scrape = new Scrape(source, known, reading, guarded, lease, notes, now);
        var outcome = reading.Problem is { } problem
            ? scrape.Failed(problem)
            : await FollowAndStoreAsync(scrape, cancellationToken);
        await purse.ReturnAsync(cancellationToken);
        var run = outcome.Run with { Took = clock.Elapsed, PagesRead = notes.PagesRead };
        await lease.HoldAsync(cancellationToken);

        // Whatever an earlier run stored and did not live to tell is told now.
        await opportunities.TellPendingAsync(
            source.Id,
            now,
            (id, version) => _changes.SendAsync(new ChangeMessage(1, correlation, id.Source, id.Reference, version), cancellationToken),
            cancellationToken);
        var events = await _health.SaveRunAsync(source, Next(state, run, reading, outcome.DetailsSeen), outcome with { Run = run }, lease, cancellationToken);
        await sources.UnplanAsync(source.Id, cancellationToken);
        LogRun(source.Id, run.Verdict, run.Listings, run.Opportunities, run.Changes, run.Problem?.Message ?? "");
        foreach (var broke in events.Where(e => e.Kind == SourceEventKind.Broke))
            LogBroke(source.Id, broke.Trouble!.State, broke.Trouble.Message);
        return run;
    }

    private async Task<RunOutcome> FollowAndStoreAsync(Scrape scrape, CancellationToken cancellationToken)
    {
        var (source, known, reading, _, lease, notes, now) = scrape;
        var stored = (await opportunities.AllAsync(source.Id, cancellationToken)).ToDictionary(o => o.Reference, StringComparer.Ordinal);
        var health = await _health.RecordAsync(source.Id, cancellationToken);
        var contract = new ContractCheck(source, health.Quarantine?.Accepted is { } accepted && accepted.HoldsAt(now) ? accepted.Measure : null, health.Believed?.Coverage);
        var current = stored.Values.Where(o => o.WithdrawnAt is null && o.StatusAt(now) != OpportunityStatus.Closed).ToList();
        var absent = source.Complete && reading.IsWhole
            ? current.Where(o => !reading.Rows.ContainsKey(o.Reference)).ToList()
            : [];
        var closed = scrape.Left.Count(k => stored.TryGetValue(k.Key, out var call) && call.WithdrawnAt is null && call.StatusAt(now) == OpportunityStatus.Closed);
        if ((contract.OfRows(reading.Rows.Count, reading.SaysEmpty)
            ?? contract.OfReferences(reading.Rows.Count, scrape.Renamed)
            ?? contract.OfDrop(current.Count, absent.Count)
            ?? contract.OfMedian(health.RowCounts, reading.Rows.Count, closed, reading.SaysEmpty)) is { } broken)
            return scrape.Suspect(broken, absent.Count, health.Believed);

        var details = await new DetailReading(scrape.Fetcher, notes).ReadAsync(source, reading.Rows, known, stored, now, cancellationToken);
        if (details.Problem is { EndsRun: true })
            await RememberAsync(scrape, details.Rows, [], seen: null, cancellationToken);
        if (details.Problem is { } blind)
            return scrape.Failed(blind);

        var (doubt, isAccepted) = contract.OfDetails(details.Tally);
        var rows = doubt is not null || isAccepted ? details.WithDoubted() : details.Rows;

        var normalised = rows
            .Where(r => !r.Value.Gone && r.Value.IsComplete(source))
            .Select(r => (Reference: r.Key, Words: r.Value.Detail is { } detail ? r.Value.Row.With(detail) : r.Value.Row))
            .Select(r => (r.Reference, r.Words, Call: Normaliser.Normalise(source, r.Words)))
            .ToList();
        var refusals = normalised.Select(n => n.Call.Refusal).OfType<string>().ToList();
        refusals.ForEach(notes.Add);
        var gone = absent.Concat(current.Where(o => rows.TryGetValue(o.Reference, out var row) && row.Gone)).ToList();
        if ((doubt ?? contract.OfDrop(current.Count, gone.Count) ?? contract.OfFields([.. normalised.Select(n => n.Words)], refusals)) is { } thin)
            return scrape.Suspect(thin, gone.Count, health.Believed, normalised.ToDictionary(n => n.Reference, n => n.Words, StringComparer.Ordinal), refusals.Count, doubt is not null ? details.Tally.Doubted : 0);

        var read = normalised.Select(n => n.Call.Opportunity).OfType<Opportunity>().ToList();
        var changes = await StoreAsync(
            read.Select(o => OpportunityDifference.Between(stored.GetValueOrDefault(o.Reference), o, now))
                .Concat(gone.Select(o => OpportunityDifference.Withdraw(o, now))),
            lease,
            notes,
            cancellationToken);
        await RememberAsync(scrape, rows, scrape.Left, details.Seen, cancellationToken);
        var verdict = reading.Rows.Count == 0 ? ScrapeVerdict.Empty
            : changes == 0 ? ScrapeVerdict.Unchanged
            : ScrapeVerdict.Changed;
        var run = new ScrapeRun(source.Id, now, verdict, reading.Rows.Count, read.Count, changes, null, notes.All)
        {
            Coverage = RowCoverage.OfWhole(source, [.. normalised.Select(n => n.Words)]),
            Accepted = contract.UsedAcceptance,
        };
        return new(run, null, reading.Snapshots) { Closed = closed, DetailsSeen = details.Seen };
    }

    private async Task<int> StoreAsync(IEnumerable<OpportunityDifference> differences, SourceLease lease, RunNotes notes, CancellationToken cancellationToken)
    {
        var changes = 0;
        foreach (var difference in differences.Where(d => d.Changes.Count > 0))
        {
            await lease.HoldAsync(cancellationToken);
            try
            {
                await opportunities.SaveAsync(difference, cancellationToken);
                changes += difference.Changes.Count;
            }
            catch (RowExistsException)
            {
                if (await opportunities.CatchUpAsync(difference, cancellationToken))
                    changes += difference.Changes.Count;
                else
                    notes.Add($"{difference.Next.Reference}: another run of this source stored it at the same time; it is compared again at the next run.");
            }
            catch (StorageLimitException limit)
            {
                notes.Add($"{difference.Next.Reference}: not kept. {limit.Message}");
            }
        }
        return changes;
    }

    // A row that cannot be remembered is simply read again. What is said of all pages at once need not be said of each.
    private async Task RememberAsync(
        Scrape scrape, Dictionary<string, KnownRow> rows, IEnumerable<KeyValuePair<string, KnownRow>> left, DetailsSeen? seen, CancellationToken cancellationToken)
    {
        var changed = rows.Where(r => scrape.Known.GetValueOrDefault(r.Key) is var before && !ReferenceEquals(r.Value, before) && !(seen is not null && r.Value.IsOnlySeenAgain(before)))
            .Concat(left.Where(k => !rows.ContainsKey(k.Key)).Select(k => KeyValuePair.Create(k.Key, k.Value with { Listed = false })));
        foreach (var (reference, row) in changed.ToList())
        {
            await scrape.Lease.HoldAsync(cancellationToken);
            try
            {
                await sources.SaveRowAsync(scrape.Source.Id, reference, row, cancellationToken);
            }
            catch (StorageLimitException limit)
            {
                scrape.Notes.Add($"{reference}: not remembered. {limit.Message}");
            }
        }
    }

    private static SourceState Next(SourceState state, ScrapeRun run, ListingReading.Result reading, DetailsSeen? seen)
    {
        var believed = run.Verdict is not (ScrapeVerdict.Failed or ScrapeVerdict.Suspect);
        var cutOff = run.Problem?.EndsRun == true;
        return new()
        {
            LastRunAt = run.StartedAt,
            LastRun = run,
            LastSuccessAt = believed ? run.StartedAt : state.LastSuccessAt,
            FailuresInARow = believed ? 0 : run.Problem?.Kind == SourceProblemKind.DailyCap ? state.FailuresInARow : state.FailuresInARow + 1,
            // A run that was cut off has kept rows of a listing that is not the one we hold validators of.
            Validators = believed ? reading.Validators : cutOff ? null : state.Validators,
            Fingerprint = believed ? reading.Fingerprint : cutOff ? null : state.Fingerprint,
            Turns = believed ? reading.Turns : cutOff ? 0 : state.Turns,
            DetailsSeen = seen is null ? state.DetailsSeen : [.. state.DetailsSeen.Where(s => s.At > seen.ReadUpTo), seen],
            Nexts = believed ? reading.Nexts : cutOff ? [] : state.Nexts,
        };
    }

    [LoggerMessage(LogLevel.Information, "Read {Source}: {Verdict}, {Listings} listings, {Opportunities} calls, {Changes} changes. {Problem}")]
    private partial void LogRun(string source, ScrapeVerdict verdict, int listings, int opportunities, int changes, string problem);

    [LoggerMessage(LogLevel.Information, "{Source} is being read by another run; nothing to do.")]
    private partial void LogHeld(string source);

    [LoggerMessage(LogLevel.Warning, "Reading {Source} took {Elapsed}, longer than its lease, and another run has taken over; this one stopped and stores nothing more.")]
    private partial void LogLost(string source, Duration elapsed);

    [LoggerMessage(LogLevel.Warning, "{Source} is newly {State}. {Why}")]
    private partial void LogBroke(string source, HealthState state, string why);
}
