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
    internal sealed record CanonicalUrl : OneByOne
    {
        private static readonly string[] Tracking = ["utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "_ga"];

        internal override string? Apply(string value, FilterContext context)
        {
            if (PrintedAddress.IsOfThisSite(context.Page, value.Trim(), out var plain) && !plain.Contains('?', StringComparison.Ordinal))
                return plain;
            if (string.IsNullOrWhiteSpace(value) || !Uri.TryCreate(context.Page, value.Trim(), out var address) || address.Scheme is not ("http" or "https"))
                return null;
            var kept = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(p => !Array.Exists(Tracking, t => p.StartsWith(t, StringComparison.OrdinalIgnoreCase)));
            return new UriBuilder(address) { Fragment = "", Query = string.Join('&', kept) }.Uri.AbsoluteUri;
        }
    }

    /// <summary>Base64 (also of addresses) to the UTF-8 text it holds; what is none is dropped.</summary>
    internal sealed record Base64 : OneByOne
    {
        private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        internal override string? Apply(string value, FilterContext context)
        {
            try
            {
                // Mails wrap it into lines.
                var plain = string.Concat(value.Where(c => !char.IsWhiteSpace(c))).Replace('-', '+').Replace('_', '/').TrimEnd('=');
                return Strict.GetString(Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '=')));
            }
            catch (Exception fault) when (fault is FormatException or DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <summary>Seconds or milliseconds since 1970 to an instant in ISO 8601; what is neither, or far from our time, is dropped.</summary>
    internal sealed record Epoch : OneByOne
    {
        private const long Seconds2100 = 4_102_444_800;

        internal override string? Apply(string value, FilterContext context)
        {
            if (!long.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            // Until 2100 seconds have at most ten digits; milliseconds have that few only in early 1970.
            var instant = number <= Seconds2100 ? Instant.FromUnixTimeSeconds(number)
                : number <= Seconds2100 * 1000 ? Instant.FromUnixTimeMilliseconds(number)
                : (Instant?)null;
            return instant is { } read ? InstantPattern.ExtendedIso.Format(read) : null;
        }
    }

    /// <summary>A date in the site's pattern and language to YYYY-MM-DD; what does not fit is dropped.</summary>
    internal sealed record Date(LocalDatePattern Pattern) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) =>
            Pattern.Parse(PlainText.Squash(value)) is { Success: true } date ? LocalDatePattern.Iso.Format(date.Value) : null;
    }

    /// <summary>A bare number to an amount with its currency; anything else stays as it is printed.</summary>
    internal sealed record Money(string Currency) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) =>
            decimal.TryParse(value.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? string.Create(CultureInfo.InvariantCulture, $"{amount} {Currency}")
                : value;
    }

    internal sealed record StripPrefix(string Prefix) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) =>
            value.TrimStart() is var text && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..].TrimStart() : value;
    }
}
