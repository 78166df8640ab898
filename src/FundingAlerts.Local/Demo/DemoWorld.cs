using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Demo;

/// <summary>What one day of the demo did.</summary>
/// <param name="Waiting">Mails that could not be written.</param>
internal sealed record DemoDay(int Day, Instant Now, WorkDone Work, IReadOnlyList<(OpportunityChange Change, Opportunity Call)> News, int Waiting);

/// <summary>
/// The recorded world lived through: the same fetcher, definitions, matching and mails as in earnest, at fixed instants,
/// with sites that answer from loopback.
/// </summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    public const int Days = 2;

    public static readonly IReadOnlyList<string> SourceIds = ["eu-funding-tenders", "rvo", "ukri"];

    private readonly FixedClock _clock = new(NowOn(1));
    private readonly string _folder;
    private readonly Action<ILoggingBuilder> _logging;
    private OpenedStorage? _storage;
    private StorageAccount? _account;

    private DemoWorld(string folder, Action<ILoggingBuilder>? logging)
    {
        _folder = folder;
        _logging = logging ?? (l => l.AddLocalLogging());
    }

    public static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");

    public string Outbox => Path.Combine(_folder, "outbox");

    /// <summary>Where the links of mails lead; null for nowhere.</summary>
    public Uri? Site { get; set; }

    public StorageAccount Account => _account!;

    /// <param name="logging">Null: warnings on stderr.</param>
    public static async Task<DemoWorld> OpenAsync(string folder, StorageKind storage, Action<ILoggingBuilder>? logging, CancellationToken cancellationToken)
    {
        var world = new DemoWorld(folder, logging);
        world._storage = await OpenedStorage.OpenAsync(new(storage, Path.Combine(folder, "data")), world._clock, cancellationToken);
        try
        {
            // An account may hold other worlds.
            world._account = storage == StorageKind.Embedded ? world._storage.Account : world._storage.Account.Under(await DemoWorldId.OfAsync(folder, cancellationToken));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Mondays at 08:00 in London: all three subscribers are due.</summary>
    public static Instant NowOn(int day) => Instant.FromUtc(2026, 8, 24, 7, 0) + Duration.FromDays(7 * (day - 1));

    /// <summary>
    /// When a day is lived: when it begins, or, lived once more, half an hour after the last time, so that messages whose
    /// work was cut off are visible again.
    /// </summary>
    public static Instant NowFor(int day, Instant? lastRun) =>
        lastRun is { } last && last >= NowOn(day)
            ? Instant.Min(last + Duration.FromMinutes(31), NowOn(day) + Duration.FromDays(6))
            : NowOn(day);

    /// <summary>The services over the folder at an instant; with sample sites if scraping is wanted.</summary>
    public ServiceProvider Open(Instant now, SampleSites? sites)
    {
        var services = new ServiceCollection();
        services.AddLogging(_logging);
        Add(services, now, sites);
        return services.BuildServiceProvider();
    }

    public void Add(IServiceCollection services, Instant now, SampleSites? sites)
    {
        _clock.Now = now;
        services.AddLocalFundingAlerts(
            new(Outbox, [.. SourceIds.Select(id => SourceCatalogue.Find(id)! with { Delay = null })]) { Site = Site },
            _account!,
            _clock,
            options =>
            {
                // Our own recorded pages need no rest between two requests.
                options.Delay = TimeSpan.Zero;
                options.Jitter = 0;
                options.AllowLoopback = true;
                options.Reroute = sites is null ? null : sites.Reroute;
            });
    }

    public ValueTask DisposeAsync() => _storage?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The day up to which this folder has lived (0 when it is new), and when it was last run.</summary>
    public async Task<(int Day, Instant? LastRun)> LivedAsync(CancellationToken cancellationToken)
    {
        await using var services = Open(NowOn(1), sites: null);
        Instant? last = null;
        foreach (var id in SourceIds)
        {
            if ((await services.GetRequiredService<SourceStore>().StateAsync(id, cancellationToken)).LastRunAt is { } run && !(last > run))
                last = run;
        }
        return (Enumerable.Range(1, Days).LastOrDefault(day => last >= NowOn(day)), last);
    }

    public async Task<DemoDay> LiveAsync(int day, Instant now, Action<string>? progress, CancellationToken cancellationToken)
    {
        await using var sites = await SampleSites.StartAsync(Samples, day, cancellationToken);
        await using var services = Open(now, sites);
        var subscribers = services.GetRequiredService<SubscriberStore>();
        var readers = SampleSubscribers.Read(Path.Combine(Samples, "subscribers.yml"));
        foreach (var (subscriber, interests) in readers)
            await subscribers.SaveAsync(subscriber, interests, cancellationToken);

        var scrapes = services.GetRequiredService<StorageAccount>().Queue(ScrapeMessage.Queue);
        foreach (var id in SourceIds)
            await scrapes.SendAsync(new ScrapeMessage(1, $"demo-{day}", id), cancellationToken);
        var loop = services.GetRequiredService<QueueDrain>();
        var read = await loop.DrainAsync(progress, handBack: true, cancellationToken);
        await services.GetRequiredService<Digests.PlanDigests>().RunAsync($"demo-{day}", now, cancellationToken);
        progress?.Invoke("digests and mails");
        var mailed = await loop.DrainAsync(progress, handBack: true, cancellationToken);
        read.Add(mailed);
        var news = read.Runs.Sum(r => r.Changes) > 0 ? await NewsAsync(services, now, cancellationToken) : [];
        var waiting = 0;
        foreach (var (reader, _) in readers)
            waiting += (await services.GetRequiredService<Delivery.Outbox>().AllAsync(reader.SubscriberId, cancellationToken)).Count(m => m.State == DeliveryState.Queued);
        return new(day, now, read, news, waiting);
    }

    private static async Task<IReadOnlyList<(OpportunityChange Change, Opportunity Call)>> NewsAsync(ServiceProvider services, Instant now, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<OpportunityStore>();
        var news = new List<(OpportunityChange, Opportunity)>();
        foreach (var id in SourceIds)
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
