using System.Text;

namespace FundingAlerts.Sources.Curation;

/// <summary>Whether two pages say the same, whatever the case, the blanks and the way of writing an address.</summary>
internal static class SameValue
{
    private const int LongEnoughToContain = 5;

    /// <summary>Letters and digits only, lower case.</summary>
    public static string Bare(string text)
    {
        var bare = new StringBuilder(Math.Min(text.Length, 2000));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 2000)))
        {
            if (char.IsLetterOrDigit(c))
                bare.Append(char.ToLowerInvariant(c));
        }
        return bare.ToString();
    }

    /// <summary>1 for the same, less where one holds the other, 0 for different.</summary>
    public static double Likeness(string old, string now)
    {
        string a = Bare(old), b = Bare(now);
        if (a.Length == 0 || b.Length == 0)
            return 0;
        if (a == b)
            return 1;
        // https://site/calls/7 and /calls/7; "31 May" and "Deadline: 31 May"
        var (shorter, longer) = a.Length < b.Length ? (a, b) : (b, a);
        return shorter.Length >= LongEnoughToContain && longer.Contains(shorter, StringComparison.Ordinal)
            ? 0.4 + (0.5 * shorter.Length / longer.Length)
            : 0;
    }

    /// <summary>An address without its scheme, host and last slash: sites move from one to the other.</summary>
    public static string AddressKey(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.PathAndQuery.TrimEnd('/') : address.TrimEnd('/');
}
