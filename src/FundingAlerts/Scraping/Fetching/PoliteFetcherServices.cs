using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Scraping.Fetching;

public static class PoliteFetcherServices
{
    /// <summary>
    /// <see cref="IPageFetcher"/> for the web. The contact page and mail of <see cref="FetchOptions"/> must be set.
    /// A <see cref="TimeProvider"/> that is registered before is the one used.
    /// </summary>
    public static IServiceCollection AddPoliteFetcher(this IServiceCollection services, Action<FetchOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HostTurns>();
        services.TryAddSingleton<Exchange>();
        services.TryAddSingleton<RobotsFiles>();
        services.TryAddSingleton<IPageFetcher, PoliteFetcher>();

        services.AddOptions<FetchOptions>().Configure(configure ?? (_ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FetchOptions>, FetchOptionsValidator>());

        var client = services.AddHttpClient(FetchPipeline.Name, (provider, client) =>
        {
            // The pipeline keeps the time, by the clock that we are given.
            client.Timeout = Timeout.InfiniteTimeSpan;
            client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Options(provider).UserAgent);
        });

        // The factory's own loggers write whole addresses.
        client.RemoveAllLoggers();
        client.ConfigurePrimaryHttpMessageHandler(provider => Wire(Options(provider)));
        client.AddResilienceHandler(FetchPipeline.Name, FetchPipeline.Configure).SelectPipelineByAuthority();
        client.AddHttpMessageHandler(() => new WholeBodyHandler());
        return services;
    }

    private static FetchOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<FetchOptions>>().Value;

    private static HttpMessageHandler Wire(FetchOptions options)
    {
        var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = new AddressGuard(options.AllowLoopback).ConnectAsync,
            ConnectTimeout = options.AttemptTimeout * 2, // ends what the attempt's own time-out has left behind
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        };
        return options.Reroute is { } reroute ? new RerouteHandler(reroute) { InnerHandler = sockets } : sockets;
    }
}
