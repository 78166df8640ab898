using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace FundingAlerts.Sources;

/// <summary>Addresses as pages print them. Most are paths of the same site, and to take one apart costs more than to find it.</summary>
internal static class PrintedAddress
{
    // What an address consists of whose form nobody would change.
    private static readonly SearchValues<char> Plain = SearchValues.Create("/-_?=&0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The absolute form; empty when it is no address.</summary>
    public static string Resolve(Uri page, string printed) =>
        IsOfThisSite(page, printed, out var plain) ? plain
        : Uri.TryCreate(page, printed, out var address) ? address.AbsoluteUri
        : "";

    /// <summary>Whether it is a plain path of the page's own site, which needs no more than the site's name before it.</summary>
    public static bool IsOfThisSite(Uri page, string printed, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (page.Scheme is not ("http" or "https"))
            return false;
        var whole = page.AbsoluteUri;
        var site = whole.AsSpan(0, whole.IndexOf('/', page.Scheme.Length + "://".Length));
        if (printed.Length > 1 && printed[0] == '/' && printed[1] != '/' && !printed.AsSpan().ContainsAnyExcept(Plain))
            address = string.Concat(site, printed);
        else if (printed.Length > site.Length && printed[site.Length] == '/' && printed.AsSpan().StartsWith(site) && !printed.AsSpan(site.Length).ContainsAnyExcept(Plain))
            address = printed;
        return address is not null;
    }
}
