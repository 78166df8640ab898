using FundingAlerts.Delivery;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Work;

/// <summary>
/// What nobody waits for and somebody must do: asks again for what was lost on its way, and removes what is old. Each step is
/// bounded, does no harm twice, and goes on in the next run where this one stopped or died.
/// </summary>
public sealed partial class Housekeeping(
    CuratedCatalogue catalogue,
    OpportunityStore opportunities,
    DeliveryLog deliveries,
    Outbox outbox,
    SourceStore sources,
    ForgetRuns runs,
    WalkSubscribers walk,
    MatchPassingTime passing,
    SignUps signUps,
    HousekeepingStore places,
    StorageAccount storage,
    ILogger<Housekeeping> log)
{
    /// <summary>So many of each kind a run takes on.</summary>
    public const int Most = 1_000;

    /// <summary>Counts the steps that failed; the others were done, and the next run tries again.</summary>
    public const string Failed = "failed";

    private const string PassingTime = "passing-time";
    private static readonly Duration BetweenLooks = Duration.FromHours(6);
    private readonly IQueue _changes = storage.Queue(ChangeMessage.Queue);

    /// <returns>What was done, by name.</returns>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await StepAsync("changes", counts, () => TellChangesAsync(correlation, now, cancellationToken), cancellationToken);
        await StepAsync("opened", counts, () => MatchPassingTimeAsync(now, cancellationToken), cancellationToken);
        await StepAsync("events", counts, () => deliveries.TellAgainAsync(correlation, now, Most, cancellationToken), cancellationToken);
        await StepAsync("sign-ups", counts, () => signUps.LookAfterAsync(correlation, now, Most, cancellationToken), cancellationToken);
        await StepAsync("letters", counts, () => outbox.ForgetLettersAsync(now, Most, cancellationToken), cancellationToken);
        await StepAsync("runs", counts, () => runs.RunAsync(now, cancellationToken), cancellationToken);
        await StepAsync("pages", counts, () => ForgetPagesAsync(counts, now, cancellationToken), cancellationToken);
        await StepAsync("subscribers", counts, () => WalkAsync(counts, now, cancellationToken), cancellationToken);
        return counts;
    }

    private async Task<int> TellChangesAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var told = 0;
        // A source that is switched off, or known no more, may have left some.
        foreach (var source in await opportunities.SourcesAsync(cancellationToken))
        {
            if (told >= Most)
                break;
            told += await opportunities.TellPendingAsync(
                source,
                now,
                (id, version) => _changes.SendAsync(new ChangeMessage(1, correlation, id.Source, id.Reference, version), cancellationToken),
                cancellationToken);
        }
        return told;
    }

    // All calls are read for it, so not each hour. A clock that was set back must not put it off for long.
    private async Task<int> MatchPassingTimeAsync(Instant now, CancellationToken cancellationToken)
    {
        var last = await places.FindAsync<LastLook>(PassingTime, cancellationToken);
        if (last is not null && now - last.At < BetweenLooks && now >= last.At)
            return 0;
        var before = last is null || last.At > now ? now - BetweenLooks : last.At;
        var added = await passing.RunAsync(before, now, cancellationToken);
        await places.SaveAsync(PassingTime, new LastLook(now), cancellationToken);
        return added;
    }

    private async Task<int> ForgetPagesAsync(Dictionary<string, int> counts, Instant now, CancellationToken cancellationToken)
    {
        var (readings, pages) = (0, 0);
        foreach (var source in await catalogue.AllAsync(cancellationToken))
        {
            var removed = await sources.PurgeAsync(source.Id, now, cancellationToken);
            (readings, pages) = (readings + removed.Runs, pages + removed.Snapshots);
        }
        counts["readings"] = readings;
        return pages;
    }

    private async Task<int> WalkAsync(Dictionary<string, int> counts, Instant now, CancellationToken cancellationToken)
    {
        var done = await walk.RunAsync(now, Most, cancellationToken);
        counts["forgotten"] = done.Forgotten;
        counts["mails"] = done.Mails;
        counts["calls"] = done.Calls;
        return done.Subscribers;
    }

    // One step that fails keeps none of the others from their turn.
    private async Task StepAsync(string name, Dictionary<string, int> counts, Func<Task<int>> step, CancellationToken cancellationToken)
    {
        try
        {
            counts[name] = await step();
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            counts[Failed] = counts.GetValueOrDefault(Failed) + 1;
            LogFailed(fault, name);
        }
    }

    private sealed record LastLook(Instant At);

    [LoggerMessage(LogLevel.Error, "The step '{Step}' of housekeeping failed; the next run tries again.")]
    private partial void LogFailed(Exception fault, string step);
}
