using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// Reads one source once: fetch, read, normalise, check, store, and tell of what changed. Safe to run again after a crash
/// at any point: each call is stored in one transaction with its change, and the source's state is written last.
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
        var state = await sources.StateAsync(source.Id, cancellationToken);
        var known = await sources.KnownRowsAsync(source.Id, cancellationToken);
        var reading = await new ListingReading(fetcher, sources).ReadAsync(source, state, known, cancellationToken);
        var run = reading.Problem is { } problem
            ? Ended(source, now, ScrapeVerdict.Failed, reading, problem)
            : await FollowAndStoreAsync(source, reading, known, now, cancellationToken);

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
        SourceDefinition source, ListingReading.Result reading, Dictionary<string, KnownRow> known, Instant now, CancellationToken cancellationToken)
    {
        var stored = (await opportunities.AllAsync(source.Id, cancellationToken)).ToDictionary(o => o.Reference, StringComparer.Ordinal);
        if (ContractCheck.OfRows(source, reading.Rows.Keys, stored.Values, now) is { } broken)
            return Ended(source, now, ScrapeVerdict.Suspect, reading, broken);

        var rows = await new DetailReading(fetcher).ReadAsync(source, reading.Rows, known, stored, now, cancellationToken);
        var notes = new List<string>(rows.Notes);
        var read = new Dictionary<string, Opportunity>(StringComparer.Ordinal);
        foreach (var (reference, row) in rows.Rows.Where(r => !r.Value.Gone && r.Value.IsComplete(source)))
        {
            var normalised = Normaliser.Normalise(source, row.Detail is { } detail ? row.Row.With(detail) : row.Row);
            if (normalised.Opportunity is { } opportunity)
                read[reference] = opportunity with { Id = new(source.Id, reference) };
            else
                notes.Add(normalised.Refusal!);
        }
        if (rows.Problem is { } blind)
            return Ended(source, now, ScrapeVerdict.Failed, reading, blind);
        if (ContractCheck.OfFields(source, [.. read.Values]) is { } thin)
            return Ended(source, now, ScrapeVerdict.Suspect, reading, thin);

        var changes = await StoreAsync(source, rows.Rows, read, stored, reading.Rows, now, cancellationToken);
        foreach (var (reference, row) in rows.Rows.Where(r => r.Value != known.GetValueOrDefault(r.Key)))
            await sources.SaveRowAsync(source.Id, reference, row, cancellationToken);
        var verdict = reading.Rows.Count == 0 ? ScrapeVerdict.Empty
            : changes == 0 ? ScrapeVerdict.Unchanged
            : ScrapeVerdict.Changed;
        return new(source.Id, now, verdict, reading.Rows.Count, read.Count, changes, null, notes);
    }

    private async Task<int> StoreAsync(
        SourceDefinition source,
        Dictionary<string, KnownRow> rows,
        Dictionary<string, Opportunity> read,
        Dictionary<string, Opportunity> stored,
        IReadOnlyDictionary<string, Listing> listed,
        Instant now,
        CancellationToken cancellationToken)
    {
        var differences = read.Values
            .Select(o => OpportunityDifference.Between(stored.GetValueOrDefault(o.Reference), o, now))
            .Concat(stored.Values
                .Where(o => o.WithdrawnAt is null && o.StatusAt(now) != OpportunityStatus.Closed && IsGone(o.Reference))
                .Select(o => OpportunityDifference.Withdraw(o, now)));
        var changes = 0;
        foreach (var difference in differences.Where(d => d.Changes.Count > 0).ToList())
        {
            await opportunities.SaveAsync(difference, cancellationToken);
            changes += difference.Changes.Count;
        }
        return changes;

        bool IsGone(string reference) =>
            rows.TryGetValue(reference, out var row) && row.Gone || source.Complete && !listed.ContainsKey(reference);
    }

    private static ScrapeRun Ended(SourceDefinition source, Instant now, ScrapeVerdict verdict, ListingReading.Result reading, SourceProblem problem) =>
        new(source.Id, now, verdict, reading.Rows.Count, 0, 0, problem, []);

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
