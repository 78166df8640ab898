namespace FundingAlerts.Web.Wording;

/// <summary>An address from outside that may become a link.</summary>
/// <param name="Host">What is shown of it; internationalised names in their plain form, so that look-alikes show.</param>
public sealed record SafeLink(string Address, string Host)
{
    /// <summary>The link, or null for anything but http and https (javascript:, data:, file:, a relative path).</summary>
    public static SafeLink? Of(Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "https" or "http" } && address.IdnHost.Length > 0
            ? new(address.AbsoluteUri, address.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? address.IdnHost[4..] : address.IdnHost)
            : null;
}
