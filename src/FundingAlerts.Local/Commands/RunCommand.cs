using System.CommandLine;
using FundingAlerts.Digests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>One timer's work, once, at a given time.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var kind = new Argument<string>("work") { Description = "scrape or digests." };
        kind.AcceptOnlyFromAmong("scrape", "digests");
        var source = new Option<string?>("--source") { Description = "Read just this source, whether it is due or not." };
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("run", "Does one timer's work once: reads the sources that are due, or mails the digests that are due.") { kind, source, now, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(kind)!, parsed.GetValue(source), parsed.GetValue(now), place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string kind, string? sourceId, Instant? now, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (sourceId is not null && kind == "digests")
            return Output.Wrong("--source goes with 'run scrape'.");
        await using var services = await LocalServices.OpenAsync(place, now is { } instant ? new FixedClock(instant) : HostClock.System, cancellationToken);
        var catalogue = services.GetRequiredService<CuratedCatalogue>();
        if (sourceId is not null && (await catalogue.FindAsync(sourceId, cancellationToken))?.Definition is null)
            return Output.Wrong($"There is no source '{sourceId}'. 'source list' shows all.");
        if (kind == "scrape" && Contact.FromEnvironment().Hint is { } hint)
            Output.Hint($"[yellow]{hint}[/]");
        var clock = services.GetRequiredService<IClock>();
        var correlation = Guid.NewGuid().ToString("n");
        if (kind == "digests")
            await services.GetRequiredService<PlanDigests>().RunAsync(correlation, clock.GetCurrentInstant(), cancellationToken);
        else if (sourceId is not null)
            await services.GetRequiredService<StorageAccount>().Queue(ScrapeMessage.Queue).SendAsync(new ScrapeMessage(1, correlation, sourceId), cancellationToken);
        else if ((await services.GetRequiredService<PlanScrapes>().RunAsync(await catalogue.DefinitionsAsync(cancellationToken), correlation, clock.GetCurrentInstant(), spread: Duration.Zero, cancellationToken)).Backlog is { } backlog)
            Output.Hint($"[yellow]Not all that is due is read now: {backlog}[/]");
        var done = await services.GetRequiredService<WorkLoop>().DrainAsync(s => Output.Hint($"[grey]{s}…[/]"), handBack: true, cancellationToken);
        if (kind == "scrape" && sourceId is null)
            await services.GetRequiredService<WatchSources>().RunAsync(await catalogue.DefinitionsAsync(cancellationToken), clock.GetCurrentInstant(), cancellationToken);
        foreach (var left in done.LeftToOthers)
            Output.Hint($"[yellow]{left} is being read by another run just now.[/]");
        if (json)
            Output.Json(Summary(done));
        else
            Write(done);
        return done.Failures > 0 || done.Runs.Any(r => r.Verdict == ScrapeVerdict.Failed) ? Output.Failed : Output.Done;
    }

    private static object Summary(WorkDone done) => new
    {
        sources = done.Runs.Select(r => new { id = r.Source, verdict = r.Verdict.ToString(), listings = r.Listings, opportunities = r.Opportunities, changes = r.Changes, problem = r.Problem?.Kind.ToString(), message = r.Problem?.Message }),
        changes = done.Runs.Sum(r => r.Changes),
        matches = done.Matches,
        emails = done.Emails,
        failures = done.Failures,
    };

    private static void Write(WorkDone done)
    {
        if (done.Runs.Count > 0)
            RunTable.Write(done.Runs);
        Output.Say($"[bold]{done.Matches}[/] matches, [bold]{done.Emails}[/] mails.");
    }
}
