using FundingAlerts.Local.Hosting;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using FundingAlerts.Tests.Storage;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>The whole site over the real embedded storage.</summary>
internal sealed class FeedWorld : IAsyncDisposable
{
    private static readonly string[] Sources = ["ukri", "nwo", "rvo"];
    private readonly SqliteFolder _folder = new();
    private readonly IHost _host;

    private FeedWorld(Instant now, bool remembers)
    {
        _folder.Clock.Reset(now);
        _host = new HostBuilder()
            .ConfigureWebHost(web => web
                .UseTestServer()
                .ConfigureServices(services => services
                    .AddLogging(l => l.SetMinimumLevel(LogLevel.None))
                    .AddLocalFundingAlerts(new(Path.Combine(_folder.Path, "outbox"), [.. SourceCatalogue.Shipped.Where(s => Sources.Contains(s.Id))]), _folder.Account(), _folder.Clock)
                    .AddSingleton<StoredSiteContent>()
                    .AddSingleton<SiteContent>(provider => remembers ? new RememberedContent(provider.GetRequiredService<StoredSiteContent>()) : provider.GetRequiredService<StoredSiteContent>()))
                .Configure(app => app.UseFundingAlerts()))
            .Build();
    }

    public HttpClient Client { get; private set; } = null!;

    public Instant Now => _folder.Clock.GetCurrentInstant();

    /// <param name="remembers">Whether what is stored is read but once, at the first question.</param>
    public static async Task<FeedWorld> StartAsync(Instant now, bool remembers = false)
    {
        var world = new FeedWorld(now, remembers);
        await world._host.StartAsync(TestContext.Current.CancellationToken);
        world.Client = world._host.GetTestClient();
        return world;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Stores what a source said at a moment.</summary>
    public async Task ReadAsync(Opportunity read, Instant at)
    {
        var store = Get<OpportunityStore>();
        await store.SaveAsync(OpportunityDifference.Between(await store.FindAsync(read.Id, default), read, at), default);
    }

    public async Task WithdrawAsync(OpportunityId id, Instant at)
    {
        var store = Get<OpportunityStore>();
        await store.SaveAsync(OpportunityDifference.Withdraw((await store.FindAsync(id, default))!, at), default);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }
}
