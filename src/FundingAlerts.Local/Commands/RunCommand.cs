using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Work;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>One timer's work, once, at a given time.</summary>
internal static class RunCommand
{
    // The word, and the timer whose turn it is.
    private static readonly (string Word, string Timer)[] Works =
    [
        (Scrape, WorkNames.PlanScrapes),
        ("digests", WorkNames.PlanDigests),
        ("reminders", WorkNames.PlanReminders),
        ("housekeeping", WorkNames.Housekeeping),
    ];

    private const string Scrape = "scrape";

    public static Command Create()
    {
        var words = Works.Select(w => w.Word).ToArray();
        var kind = new Argument<string>("work") { Description = $"{string.Join(", ", words)}." };
        kind.AcceptOnlyFromAmong(words);
        var source = new Option<string?>("--source") { Description = "Read just this source, whether it is due or not." };
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("run", "Does one timer's work once, and all that follows from it: reads the sources that are due, or mails the digests that are due.") { kind, source, now, place, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(kind)!, parsed.GetValue(source), parsed.GetValue(now), place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string kind, string? sourceId, Instant? now, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (sourceId is not null && kind != Scrape)
            return Output.Wrong("--source goes with 'run scrape'.");
        if (SiteAddress.Fault is { } fault)
            return Output.Wrong(fault);
        await using var services = await LocalServices.OpenAsync(place, now is { } instant ? new FixedClock(instant) : HostClock.System, cancellationToken);
        if (sourceId is not null && (await services.GetRequiredService<CuratedCatalogue>().FindAsync(sourceId, cancellationToken))?.Definition is null)
            return Output.Wrong($"There is no source '{sourceId}'. 'source list' shows all.");
        if (kind == Scrape && Contact.FromEnvironment().Hint is { } hint)
            Output.Hint($"[yellow]{hint}[/]");
        if (sourceId is not null)
            await services.GetRequiredService<StorageAccount>().Queue(ScrapeMessage.Queue).SendAsync(new ScrapeMessage(1, Guid.NewGuid().ToString("n"), sourceId), cancellationToken);
        else
            await TurnAsync(services, Works.First(w => w.Word == kind).Timer, cancellationToken);
        var done = await services.GetRequiredService<QueueDrain>().DrainAsync(s => Output.Hint($"[grey]{s}…[/]"), handBack: true, cancellationToken);
        if (kind == Scrape && sourceId is null)
            await TurnAsync(services, WorkNames.WatchSources, cancellationToken);
        foreach (var left in done.LeftToOthers)
            Output.Hint($"[yellow]{left} is being read by another run just now.[/]");
        if (json)
            Output.Json(Summary(done));
        else
            Write(done);
        return done.Failures > 0 || done.Runs.Any(r => r.Verdict == ScrapeVerdict.Failed) ? Output.Failed : Output.Done;
    }

    private static Task TurnAsync(ServiceProvider services, string timer, CancellationToken cancellationToken) =>
        services.GetRequiredService<RunBook>().TurnAsync(
            services.GetRequiredService<TimerWorks>().All.First(w => w.Name == timer), services.GetRequiredService<IClock>().GetCurrentInstant(), cancellationToken);

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
