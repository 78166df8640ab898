using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Sources;

/// <summary>Filters that turn one way of writing a thing into another.</summary>
public abstract partial record Filter
{
    /// <summary>
    /// An absolute address without what does not belong to the page's identity: fragment, tracking parameters, upper case
    /// in the host, the default port. What is no web address is dropped, and so is nothing, for that would be the page itself.
    /// </summary>
    internal sealed record CanonicalUrl : Filter
    {
        private static readonly string[] Tracking = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "_ga"];

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => Canonical(v, context.Page)).OfType<string>();

        private static string? Canonical(string text, Uri page)
        {
            if (string.IsNullOrWhiteSpace(text) || !Uri.TryCreate(page, text.Trim(), out var address) || address.Scheme is not ("http" or "https"))
                return null;
            var kept = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(p => !Array.Exists(Tracking, t => p.StartsWith(t, StringComparison.OrdinalIgnoreCase)));
            return new UriBuilder(address) { Fragment = "", Query = string.Join('&', kept) }.Uri.AbsoluteUri;
        }
    }

    /// <summary>Base64 (also of addresses) to the UTF-8 text it holds; what is none is dropped.</summary>
    internal sealed record Base64 : Filter
    {
        private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(Decoded).OfType<string>();

        private static string? Decoded(string text)
        {
            try
            {
                // Mails wrap it into lines.
                var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('-', '+').Replace('_', '/').TrimEnd('=');
                return Strict.GetString(Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '=')));
            }
            catch (Exception fault) when (fault is FormatException or DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <summary>Seconds or milliseconds since 1970 to an instant in ISO 8601; what is neither, or far from our time, is dropped.</summary>
    internal sealed record Epoch : Filter
    {
        private const long Seconds2100 = 4_102_444_800;

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(Read).OfType<string>();

        private static string? Read(string text)
        {
            if (!long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            // Until 2100 seconds have at most ten digits; milliseconds have that few only in early 1970.
            var instant = number <= Seconds2100 ? Instant.FromUnixTimeSeconds(number)
                : number <= Seconds2100 * 1000 ? Instant.FromUnixTimeMilliseconds(number)
                : (Instant?)null;
            return instant is { } read ? InstantPattern.ExtendedIso.Format(read) : null;
        }
    }

    /// <summary>A date in the site's pattern and language to YYYY-MM-DD; what does not fit is dropped.</summary>
    internal sealed record Date(LocalDatePattern Pattern) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => Pattern.Parse(PlainText.Squash(v))).Where(d => d.Success).Select(d => LocalDatePattern.Iso.Format(d.Value));
    }

    /// <summary>A bare number to an amount with its currency; anything else stays as it is printed.</summary>
    internal sealed record Money(string Currency) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => decimal.TryParse(v.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? string.Create(CultureInfo.InvariantCulture, $"{amount} {Currency}")
                : v);
    }

    internal sealed record StripPrefix(string Prefix) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => v.TrimStart() is var text && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..].TrimStart() : v);
    }
}
