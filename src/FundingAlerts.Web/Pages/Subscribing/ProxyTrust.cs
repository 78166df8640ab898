using System.Net;
using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>Whose word counts for where a request came from.</summary>
/// <param name="Hops">So many proxies of ours stand before the site, and each adds the address that it was asked from to X-Forwarded-For; 0: none, the header is not looked at.</param>
public sealed record ProxyTrust(int Hops)
{
    public static readonly ProxyTrust None = new(0);

    /// <summary>The network that a request came from, as <see cref="Throttle.NetworkOf"/> names it.</summary>
    public string NetworkOf(HttpContext context) => Throttle.NetworkOf(Forwarded(context.Request) ?? context.Connection.RemoteIpAddress);

    // From the right: what stands further left, anybody may have written.
    private IPAddress? Forwarded(HttpRequest request)
    {
        if (Hops == 0)
            return null;
        var said = string.Join(',', request.Headers["X-Forwarded-For"].OfType<string>()).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (said.Length < Hops)
            return null;
        var address = said[^Hops];
        return IPAddress.TryParse(address, out var plain) ? plain : IPEndPoint.TryParse(address, out var point) ? point.Address : null;
    }
}
