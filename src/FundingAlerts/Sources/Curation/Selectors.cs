using System.Globalization;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>A CSS selector, and how likely the next redesign breaks it: 0 hardly, 10 surely.</summary>
internal sealed record Selector(string Text, int Cost)
{
    public Selector Under(Selector container, string combinator = " ") => new(container.Text + combinator + Text, container.Cost + Cost + 1);
}

/// <summary>Short selectors for an element: by what it is and is called, by what it stands in, by its position last.</summary>
internal static class Selectors
{
    private static readonly string[] Attributes = ["itemprop", "itemtype", "data-testid", "data-test", "data-qa", "data-type", "data-field", "data-component", "data-label", "role"];

    /// <summary>Selectors that name the element by itself, the most telling first.</summary>
    public static IEnumerable<Selector> Of(IElement element)
    {
        var tag = element.LocalName;
        if (!IsName(tag))
            yield break;
        if (element.Id is { } id && StableNames.IsStable(id))
            yield return new($"#{id}", 1);
        foreach (var name in Attributes)
        {
            if (element.GetAttribute(name) is { Length: > 0 and < 60 } value && !value.Any(c => c is '\'' or '\\' || char.IsControl(c)) && !value.Any(char.IsAsciiDigit))
                yield return new($"{tag}[{name}='{value}']", 1);
        }
        foreach (var name in StableNames.Classes(element))
            yield return new($"{tag}.{name}", StableNames.Cost(name) + 1);
        foreach (var name in element.ClassList.Select(StableNames.BeforeHash).OfType<string>())
            yield return new($"{tag}[class*='{name}']", 2);
        yield return new(tag, TagCost(tag));
    }

    /// <summary>Selectors that find the element when asked within its row.</summary>
    public static IEnumerable<Selector> Within(IElement row, IElement element)
    {
        if (element == row)
        {
            yield return new("", 4);
            yield break;
        }
        foreach (var own in Of(element))
            yield return own;
        if (!IsName(element.LocalName))
            yield break;
        var tag = new Selector(element.LocalName, TagCost(element.LocalName));
        var steps = 0;
        for (var above = element.ParentElement; above is not null && above != row && steps < 4; above = above.ParentElement, steps++)
        {
            foreach (var container in Of(above).Where(c => c.Cost <= 3))
                yield return tag.Under(container);
            if (above.LocalName is "td" or "th")
                yield return tag.Under(Cell(above));
        }
        if (element.LocalName is "td" or "th")
            yield return Cell(element);
        else if (element.ParentElement == row)
            yield return new($":scope > {element.LocalName}:nth-of-type({Number(1 + Before(element))})", 7);
        else if (element.ParentElement is { } parent && Before(element) > 0)
            foreach (var container in Of(parent).Where(c => c.Cost <= 3).Take(2))
                yield return new Selector($"{element.LocalName}:nth-of-type({Number(1 + Before(element))})", 6).Under(container, " > ");
    }

    /// <summary>Columns are numbered in every table; nothing else about a cell is sure.</summary>
    private static Selector Cell(IElement cell) =>
        new($"{cell.LocalName}:nth-child({Number(1 + cell.ParentElement!.Children.TakeWhile(c => c != cell).Count())})", 4);

    private static int Before(IElement element) =>
        element.ParentElement!.Children.Take(200).TakeWhile(c => c != element).Count(c => c.LocalName == element.LocalName);

    // Broken markup makes names such as abbr" that no selector can say.
    private static bool IsName(string tag) => tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && char.IsAsciiLetter(tag[0]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int TagCost(string tag) => tag switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "time" or "article" => 1,
        "main" or "a" or "tr" or "li" or "dd" or "td" or "table" or "abbr" or "tbody" => 3,
        _ => 5,
    };
}
