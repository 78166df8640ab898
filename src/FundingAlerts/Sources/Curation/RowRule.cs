using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>A field rule in the making: where to look within a row, and what to make of it.</summary>
/// <param name="Find">A regular expression whose first group is wanted.</param>
internal sealed record RowRule(string? Select, string? Attr = null, string? Label = null, string? Path = null, string? Find = null, bool Absolute = false, bool Html = false, string? Value = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    /// <summary>What the rule finds in a row of markup; null when that is nothing.</summary>
    public string? Read(IElement row, Uri page)
    {
        var element = Element(row);
        var text = element is null ? null
            : Attr is { } attribute ? element.GetAttribute(attribute)
            : PlainText.Squash(PlainText.Of(element));
        if (text is not null && Find is { } pattern)
            text = Regex.Match(text, pattern, RegexOptions.None, Patience) is { Success: true } match ? match.Groups[1].Value : null;
        if (Absolute && text is not null)
            text = Uri.TryCreate(page, text.Trim(), out var address) ? address.AbsoluteUri : null;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public IElement? Element(IElement row) =>
        Label is { } label ? (LabelledValue.Find(row, [label]) is [var labelled, ..] ? labelled : null)
        : Select is "" ? row
        : row.QuerySelector(Select!);

    /// <summary>The lines of YAML beneath a field's name.</summary>
    public IEnumerable<string> Lines()
    {
        if (Value is { } value)
            yield return $"value: {Yaml.Text(value)}";
        else if (Path is { } path)
            yield return $"path: {Yaml.Text(path)}";
        else if (Label is { } label)
            yield return $"label: [{Yaml.Text(label)}]";
        else
            yield return $"select: {Yaml.Text(Select!)}";
        if (Attr is { } attribute)
            yield return $"attr: {attribute}";
        var filters = new List<string>();
        if (Html)
            filters.Add("text");
        if (Find is { } pattern)
            filters.Add($"find: {Yaml.Text(pattern)}");
        if (Absolute)
            filters.Add("absolute");
        else if (Attr is null && Value is null && Find is null)
            filters.Add("squash");
        if (filters.Count > 0)
            yield return $"filters: [{string.Join(", ", filters.Select(f => f.Contains(": ", StringComparison.Ordinal) ? $"{{ {f} }}" : f))}]";
    }

    public override string ToString() => string.Join(", ", Lines());
}
