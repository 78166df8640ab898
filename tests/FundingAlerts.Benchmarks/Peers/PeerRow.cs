using FundingAlerts.Sources;
using HtmlAgilityPack;

namespace FundingAlerts.Benchmarks.Peers;

/// <summary>What a peer found of one call, in our words, so that both can be compared.</summary>
internal sealed class PeerRow
{
    private readonly Dictionary<string, IReadOnlyList<string>> fields = [];

    public Listing Listing => new(fields);

    public PeerRow Add(string field, string? value) => value is { Length: > 0 } ? AddAll(field, [value]) : this;

    public PeerRow Add(string field, HtmlNode? node) => Add(field, Text(node));

    public PeerRow AddAll(string field, IEnumerable<string> values)
    {
        if (values.Where(v => v.Length > 0).ToList() is { Count: > 0 } found)
            fields[field] = found;
        return this;
    }

    public static string? Text(HtmlNode? node) => node is null ? null : PlainText.Squash(HtmlEntity.DeEntitize(node.InnerText));

    /// <summary>A value that is itself HTML.</summary>
    public static string? TextOfHtml(string? html)
    {
        if (html is null)
            return null;
        var document = new HtmlDocument();
        document.LoadHtml(html);
        return Text(document.DocumentNode);
    }
}
