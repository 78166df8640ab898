using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Subscribing;

/// <summary>An address as somebody typed it, and what tells it from all others.</summary>
/// <param name="Text">To be mailed at: the local part as typed, the domain in lower case and in ASCII.</param>
public sealed record EmailAddress(string Text)
{
    // RFC 5321, 4.5.3.1.
    private const int LongestAddress = 254;
    private const int LongestLocal = 64;
    private static readonly IdnMapping Domains = new() { UseStd3AsciiRules = true };

    /// <summary>Names the address in keys without telling it: a hash of the address, for which case makes no difference.</summary>
    public string Hash => HashOf(Text.ToLowerInvariant());

    /// <summary>The same for all addresses that a mailbox answers to: without what follows a plus, and for Gmail without dots. For counting only.</summary>
    public string MailboxHash
    {
        get
        {
            var (local, domain) = Parts(Text.ToLowerInvariant());
            var plus = local.IndexOf('+', StringComparison.Ordinal);
            if (plus > 0)
                local = local[..plus];
            if (domain is "gmail.com" or "googlemail.com")
                (local, domain) = (local.Replace(".", "", StringComparison.Ordinal), "gmail.com");
            return HashOf($"{local}@{domain}");
        }
    }

    /// <returns>Null for what is no address that mail could be sent to.</returns>
    public static EmailAddress? Read(string? typed)
    {
        var text = (typed ?? "").Trim().Normalize(NormalizationForm.FormC);
        if (text.Length is 0 or > LongestAddress || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\' or '[' or ']'))
            return null;
        var (local, domain) = Parts(text);
        if (local.Length is 0 or > LongestLocal || !local.All(char.IsAscii) || local.Contains('@', StringComparison.Ordinal) || !domain.Contains('.', StringComparison.Ordinal) || domain.EndsWith('.'))
            return null;
        try
        {
            var ascii = Domains.GetAscii(domain).ToLowerInvariant();
            return MailAddress.TryCreate($"{local}@{ascii}", out var address) && address.Address == $"{local}@{ascii}" ? new($"{local}@{ascii}") : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static (string Local, string Domain) Parts(string text)
    {
        var at = text.LastIndexOf('@');
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
