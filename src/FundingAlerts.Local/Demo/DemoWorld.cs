using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Demo;

/// <summary>What one day of the demo did.</summary>
internal sealed record DemoDay(int Day, Instant Now, WorkDone Work, IReadOnlyList<(OpportunityChange Change, Opportunity Call)> News);

/// <summary>
/// The recorded world lived through: the same fetcher, definitions, matching and mails as in earnest, at fixed instants,
/// with sites that answer from loopback.
/// </summary>
internal sealed class DemoWorld(string folder)
{
    public const int Days = 2;

    private static readonly string[] Ids = ["eu-funding-tenders", "rvo", "ukri"];

    public static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    public string Outbox => Path.Combine(folder, "outbox");

    /// <summary>Mondays at 08:00 in London: all three subscribers are due.</summary>
    public static Instant NowOn(int day) => Instant.FromUtc(2026, 8, 24, 7, 0) + Duration.FromDays(7 * (day - 1));

    /// <summary>The services over the folder as of a day; with sample sites if scraping is wanted.</summary>
    public ServiceProvider Open(int day, SampleSites? sites)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        Add(services, day, sites);
        return services.BuildServiceProvider();
    }

    public void Add(IServiceCollection services, int day, SampleSites? sites) =>
        services.AddLocalFundingAlerts(
            new(Path.Combine(folder, "data"), Outbox, [.. Ids.Select(id => SourceCatalogue.Find(id)! with { Delay = null })]),
            new FixedClock(NowOn(day)),
            options =>
            {
                // Our own recorded pages need no rest between two requests.
                options.Delay = TimeSpan.Zero;
                options.Jitter = 0;
                options.AllowLoopback = true;
                options.Reroute = sites is null ? null : sites.Reroute;
            });

    /// <summary>The day up to which this folder has lived; 0 when it is new.</summary>
    public static async Task<int> LivedAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var lived = 0;
        foreach (var id in Ids)
        {
            var last = (await services.GetRequiredService<SourceStore>().StateAsync(id, cancellationToken)).LastRunAt;
            for (var day = 1; day <= Days; day++)
                lived = last >= NowOn(day) ? Math.Max(lived, day) : lived;
        }
        return lived;
    }

    public async Task<DemoDay> LiveAsync(int day, Action<string>? progress, CancellationToken cancellationToken)
    {
        await using var sites = await SampleSites.StartAsync(Samples, day, cancellationToken);
        await using var services = Open(day, sites);
        var subscribers = services.GetRequiredService<SubscriberStore>();
        foreach (var (subscriber, interests) in SampleSubscribers.Read(Path.Combine(Samples, "subscribers.yml")))
            await subscribers.SaveAsync(subscriber, interests, cancellationToken);

        var scrapes = services.GetRequiredService<StorageAccount>().Queue(ScrapeMessage.Queue);
        foreach (var id in Ids)
            await scrapes.SendAsync(new ScrapeMessage(1, $"demo-{day}", id), cancellationToken);
        var loop = services.GetRequiredService<WorkLoop>();
        var read = await loop.DrainAsync(progress, cancellationToken);
        await services.GetRequiredService<Digests.PlanDigests>().RunAsync($"demo-{day}", NowOn(day), cancellationToken);
        progress?.Invoke("digests and mails");
        var mailed = await loop.DrainAsync(progress, cancellationToken);
        read.Emails += mailed.Emails;
        read.Digests += mailed.Digests;
        read.Failures += mailed.Failures;
        var news = read.Runs.Sum(r => r.Changes) > 0 ? await NewsAsync(services, NowOn(day), cancellationToken) : [];
        return new(day, NowOn(day), read, news);
    }

    private static async Task<IReadOnlyList<(OpportunityChange Change, Opportunity Call)>> NewsAsync(ServiceProvider services, Instant now, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<OpportunityStore>();
        var news = new List<(OpportunityChange, Opportunity)>();
        foreach (var id in Ids)
        {
            foreach (var call in await store.AllAsync(id, cancellationToken))
            {
                foreach (var change in await store.HistoryAsync(call.Id, cancellationToken))
                {
                    if (change.SeenAt == now)
                        news.Add((change, call));
                }
            }
        }
        return news;
    }
}
