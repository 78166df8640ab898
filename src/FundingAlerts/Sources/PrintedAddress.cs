using System.Buffers;

namespace FundingAlerts.Sources;

/// <summary>Addresses as pages print them.</summary>
internal static class PrintedAddress
{
    // What an address consists of whose form nobody would change.
    private static readonly SearchValues<char> Plain = SearchValues.Create("/-_?=&0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The absolute form; empty when it is no address.</summary>
    public static string Resolve(Uri page, string printed)
    {
        if (page.Scheme is not ("http" or "https"))
            return Parsed(page, printed);
        var absolute = page.AbsoluteUri;
        var site = absolute.AsSpan(0, absolute.IndexOf('/', page.Scheme.Length + "://".Length));
        // Most links are paths of the same site, and taking an address apart costs more than finding it.
        if (printed.Length > 1 && printed[0] == '/' && printed[1] != '/' && !printed.AsSpan().ContainsAnyExcept(Plain))
            return string.Concat(site, printed);
        return printed.Length > site.Length && printed[site.Length] == '/' && printed.StartsWith(site, StringComparison.Ordinal) && !printed.AsSpan(site.Length).ContainsAnyExcept(Plain)
            ? printed
            : Parsed(page, printed);
    }

    private static string Parsed(Uri page, string printed) => Uri.TryCreate(page, printed, out var address) ? address.AbsoluteUri : "";
}
