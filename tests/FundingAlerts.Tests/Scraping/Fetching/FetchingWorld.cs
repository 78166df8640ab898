using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fetching;
using FundingAlerts.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Tests.Scraping.Fetching;

/// <summary>A fetcher as a host builds it, with a clock that never waits. Every host under .example is the scripted site.</summary>
internal sealed class FetchingWorld : IAsyncDisposable
{
    /// <summary>Longer than any wait that a test lets happen.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromHours(2);

    private readonly ServiceProvider services;

    private FetchingWorld(JumpingClock clock, ScriptedSite site, ServiceProvider services) =>
        (Clock, Site, this.services, Fetcher) = (clock, site, services, services.GetRequiredService<IPageFetcher>());

    public JumpingClock Clock { get; }

    public ScriptedSite Site { get; }

    public IPageFetcher Fetcher { get; }

    public static async Task<FetchingWorld> StartAsync(Action<FetchOptions>? configure = null, ILoggerProvider? logs = null)
    {
        var clock = new JumpingClock(AttemptTimeout);
        var site = await ScriptedSite.StartAsync(clock);
        var registrations = new ServiceCollection();
        registrations.AddSingleton<TimeProvider>(clock);
        if (logs is not null)
            registrations.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));

        registrations.AddPoliteFetcher(options =>
        {
            options.ContactPage = "https://alerts.example/about";
            options.ContactMail = "curators@alerts.example";
            options.Jitter = 0;
            options.AttemptTimeout = AttemptTimeout;
            options.TotalTimeout = TimeSpan.FromHours(23);
            options.Reroute = address => address.Host.EndsWith(".example", StringComparison.Ordinal)
                ? new Uri(site.Address, address.PathAndQuery)
                : address;
            configure?.Invoke(options);
        });
        return new(clock, site, registrations.BuildServiceProvider());
    }

    public Task<FetchOutcome> GetAsync(string address, TimeSpan? delay = null, Validators? validators = null) =>
        FetchAsync(new PageRequest(new Uri(address)) { Delay = delay, Validators = validators });

    public Task<FetchOutcome> FetchAsync(PageRequest request) =>
        Fetcher.FetchAsync(request, TestContext.Current.CancellationToken);

    public async Task<string> TextAsync(string address) =>
        Encoding.UTF8.GetString((await GetAsync(address)).ShouldBeOfType<FetchOutcome.Fetched>().Page.Body.Span);

    public async Task<SourceProblem> ProblemAsync(string address) =>
        (await GetAsync(address)).ShouldBeOfType<FetchOutcome.Failed>().Problem;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Site.DisposeAsync();
    }
}
