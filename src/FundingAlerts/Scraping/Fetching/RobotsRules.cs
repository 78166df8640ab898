using System.Globalization;
using System.Text;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>What one site's robots.txt (RFC 9309) says to us. Any bytes can be read; what is no rule is skipped.</summary>
public sealed class RobotsRules
{
    /// <summary>In bytes. The rest of a longer file is not read (RFC 9309 §2.5).</summary>
    public const int MaxBytes = 500 * 1024;

    public static readonly RobotsRules AllowAll = new([], crawlDelay: null);

    private readonly IReadOnlyList<RobotsRule> rules;

    private RobotsRules(IReadOnlyList<RobotsRule> rules, TimeSpan? crawlDelay) =>
        (this.rules, CrawlDelay) = (rules, crawlDelay);

    /// <summary>The pause between requests that the site asks for; null when it names none.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <param name="file">In any encoding: only its ASCII matters, other bytes are compared as bytes.</param>
    /// <param name="product">The name we go by, such as "FundingAlerts".</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> file, string product)
    {
        file = file.Length > MaxBytes ? file[..MaxBytes] : file;
        file = file.StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;

        var groups = Groups(Encoding.Latin1.GetString(file));
        var best = groups.SelectMany(g => g.Agents).Where(a => Names(a, product)).MaxBy(a => a.Length) ?? "*";
        var ours = groups.Where(g => g.Agents.Contains(best)).ToList();
        return new([.. ours.SelectMany(g => g.Rules)], ours.Max(g => g.CrawlDelay));
    }

    /// <summary>The rule that keeps us out, as printed ("Disallow: /search"); null when the address may be read.</summary>
    public string? FindObjection(Uri address)
    {
        var path = Normalise(address.PathAndQuery, isPattern: false);
        if (path == "/robots.txt")
            return null;

        // The most specific rule counts; of two that are equally so, the one that allows.
        var rule = rules
            .Where(r => Matches(r.Pattern, path))
            .OrderByDescending(r => r.Pattern.Length)
            .ThenByDescending(r => r.Allows)
            .FirstOrDefault();
        return rule is { Allows: false } ? $"Disallow: {rule.Printed}" : null;
    }

    private static List<Group> Groups(string text)
    {
        var groups = new List<Group>();
        Group? group = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var comment = line.IndexOf('#');
            var content = comment < 0 ? line : line[..comment];
            var colon = content.IndexOf(':');
            if (colon < 0)
                continue;

            var key = content[..colon].Trim().ToString().ToLowerInvariant();
            var value = content[(colon + 1)..].Trim().ToString();
            if (key is "user-agent")
            {
                // Agents in a row share the rules below them; a rule ends the row.
                if (group is null or { HasRules: true })
                    groups.Add(group = new());

                group.Agents.Add(Token(value));
            }
            else if (key is "allow" or "disallow" or "crawl-delay" && group is not null)
            {
                group.Add(key, value);
            }
        }

        return groups;
    }

    // "FundingAlerts/1.0" → "fundingalerts"
    private static string Token(string value)
    {
        var end = value.AsSpan().IndexOfAnyExcept(TokenCharacters);
        return (end < 0 ? value : value[..end]).ToLowerInvariant();
    }

    // "news" speaks to "news-images" too, but not to "newsletter".
    private static bool Names(string agent, string product) =>
        agent.Length > 0
        && product.StartsWith(agent, StringComparison.OrdinalIgnoreCase)
        && (product.Length == agent.Length || product[agent.Length] is '-');

    /// <summary>One spelling for each octet: what must be escaped is, in upper case; what need not be is not.</summary>
    private static string Normalise(string text, bool isPattern)
    {
        var path = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '%' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                i += 2;
                if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
                    path.Append((char)octet);
                else
                    Escape(octet);
            }
            else if (isPattern && (c is '*' || (c is '$' && i == text.Length - 1)))
            {
                path.Append(c);
            }
            else if (c is '*' or '$' or '%' or <= ' ' or >= '\x7F')
            {
                // Patterns hold one byte a character; addresses are escaped already.
                Escape((byte)c);
            }
            else
            {
                path.Append(c);
            }
        }

        return path.ToString();

        void Escape(byte octet) => path.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
    }

    /// <summary>"*" stands for any run of characters, "$" at the end for the end. Never slower than pattern × path.</summary>
    private static bool Matches(string pattern, string path)
    {
        var toTheEnd = pattern.EndsWith('$');
        var parts = (toTheEnd ? pattern[..^1] : pattern).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
            return false;

        if (parts.Length is 1)
            return !toTheEnd || path.Length == parts[0].Length;

        // The leftmost place is always good enough for a part between two stars.
        var at = parts[0].Length;
        var middle = toTheEnd ? parts[1..^1] : parts[1..];
        foreach (var part in middle)
        {
            var found = path.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
                return false;

            at = found + part.Length;
        }

        return !toTheEnd || (path.Length - at >= parts[^1].Length && path.EndsWith(parts[^1], StringComparison.Ordinal));
    }

    private static readonly System.Buffers.SearchValues<char> TokenCharacters =
        System.Buffers.SearchValues.Create("*-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <param name="Pattern">Normalised.</param>
    private sealed record RobotsRule(bool Allows, string Pattern, string Printed);

    private sealed class Group
    {
        public List<string> Agents { get; } = [];

        public List<RobotsRule> Rules { get; } = [];

        public TimeSpan? CrawlDelay { get; private set; }

        public bool HasRules { get; private set; }

        public void Add(string key, string value)
        {
            HasRules = true;
            if (key is not "crawl-delay")
            {
                // An empty path is no rule: "Disallow:" lets all in.
                if (value.Length > 0)
                    Rules.Add(new(key is "allow", Normalise(value, isPattern: true), value));
            }
            else if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            {
                CrawlDelay = TimeSpan.FromSeconds(Math.Min(seconds, 24 * 60 * 60));
            }
        }
    }
}
