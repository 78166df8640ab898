using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>What one selector finds first in each row.</summary>
internal sealed class RowReading
{
    private RowReading(Selector selector, IReadOnlyList<IElement?> found)
    {
        Selector = selector;
        Found = found;
        Elements = [.. found.OfType<IElement>()];
        Texts = [.. Elements.Select(e => PlainText.Squash(PlainText.Of(e))).Where(t => t.Length > 0)];
        Count = Elements.Count;
        Distinct = Texts.Distinct(StringComparer.Ordinal).Count();
        MedianLength = Texts.Count == 0 ? 0 : Texts.Select(t => t.Length).Order().ElementAt(Texts.Count / 2);
    }

    public Selector Selector { get; }

    /// <summary>One per row, null where it finds nothing.</summary>
    public IReadOnlyList<IElement?> Found { get; }

    public IReadOnlyList<IElement> Elements { get; }

    public IReadOnlyList<string> Texts { get; }

    public int Count { get; }

    public int Distinct { get; }

    public int MedianLength { get; }

    public IElement? First => Elements.Count == 0 ? null : Elements[0];

    /// <summary>How far behind the row's beginning the first match stands, in elements.</summary>
    public int Rank { get; private init; }

    public double Share(Func<IElement, bool> which) => Count == 0 ? 0 : Elements.Count(which) / (double)Count;

    public bool SameTextAs(RowReading other) =>
        Texts.Count == other.Texts.Count && Texts.SequenceEqual(other.Texts, StringComparer.Ordinal);

    public static RowReading Of(Selector selector, IReadOnlyList<IElement> rows)
    {
        var found = rows.Select(r => selector.Text.Length == 0 ? r : r.QuerySelector(selector.Text)).ToList();
        var rank = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is { } element)
            {
                rank = rows[i].QuerySelectorAll("*").TakeWhile(e => e != element).Take(60).Count();
                break;
            }
        }
        return new(selector, found) { Rank = rank };
    }
}
