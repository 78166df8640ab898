using System.Globalization;
using FundingAlerts.Web.Pages.Subscribing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace FundingAlerts.Local.Hosting;

/// <summary>Where our pages are for people who read their mail elsewhere.</summary>
internal static class SiteAddress
{
    public const string Variable = "FUNDINGALERTS_SITE";
    public const string ProxiesVariable = "FUNDINGALERTS_PROXIES";
    private const int MostProxies = 10;

    /// <summary>What is wrong with the settings, and what to write; null when all is well.</summary>
    public static string? Fault =>
        Text(Variable) is { } site && Read(site) is null
            ? $"{Variable} is '{site}': write the address under which people reach the pages, for example https://alerts.example.org/."
            : Text(ProxiesVariable) is { } proxies && ReadHops(proxies) is null
                ? $"{ProxiesVariable} is '{proxies}': write how many proxies of yours stand before the pages, 0 to {MostProxies}."
                : null;

    /// <summary>What the environment says; null for nothing, or nothing that can be used.</summary>
    public static Uri? FromEnvironment() => Text(Variable) is { } site ? Read(site) : null;

    public static ProxyTrust Proxies => new(Text(ProxiesVariable) is { } proxies ? ReadHops(proxies) ?? 0 : 0);

    /// <summary>On this machine; null for a port that is only known when the pages are up.</summary>
    public static Uri? OnPort(int port) => port == 0 ? null : new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    /// <summary>Where this very process serves the pages; null where it does not.</summary>
    public static Uri? ServedBy(IServiceProvider services) =>
        services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? Read(address) : null;

    /// <returns>Null for what is no absolute http or https address of a site's root.</returns>
    public static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? address
            : null;

    private static int? ReadHops(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hops) && hops <= MostProxies ? hops : null;

    private static string? Text(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
