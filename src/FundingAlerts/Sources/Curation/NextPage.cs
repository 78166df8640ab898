using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>How a listing goes on: the link to its next page, and where the address counts, the counting.</summary>
/// <param name="Template">The request's address with ${page} in it; null when no number in it could be told.</param>
internal sealed partial record NextPage(string Select, string Link, string? Template, int From, int Step)
{
    public static NextPage? Of(IDocument document, Uri page)
    {
        foreach (var link in document.QuerySelectorAll("link[rel=next], a[rel~=next], a[class*=next], [class*=next] > a, [class*=pag] a, nav a").Take(400))
        {
            if (!IsNext(link) || RowLink.Address(link, page) is not { } address)
                continue;
            var select = link.HasAttribute("rel") ? $"{link.LocalName}[rel~=next]" : Selectors.Of(link).FirstOrDefault(s => s.Cost <= 2)?.Text
                ?? (link.ParentElement is { } parent ? Selectors.Of(parent).FirstOrDefault(s => s.Cost <= 2)?.Text + " > a" : link.LocalName);
            return Counted(address) is var (template, next)
                ? next switch
                {
                    // The second page is called 1 by those who count from 0, and by its first row by those who count rows.
                    <= 1 => new(select, address.AbsoluteUri, template, 0, 1),
                    2 => new(select, address.AbsoluteUri, template, 1, 1),
                    >= 5 => new(select, address.AbsoluteUri, template, 0, next),
                    _ => new(select, address.AbsoluteUri, template, 1, 1),
                }
                : new(select, address.AbsoluteUri, null, 0, 0);
        }
        return null;
    }

    private static bool IsNext(IElement link)
    {
        if (link.GetAttribute("rel")?.Contains("next", StringComparison.OrdinalIgnoreCase) == true)
            return true;
        var text = PlainText.Squash($"{link.TextContent} {link.GetAttribute("title")} {link.GetAttribute("aria-label")}");
        return text.Length < 60 && Next().IsMatch(text);
    }

    private static (string Template, int Number)? Counted(Uri address)
    {
        var match = PageNumber().Match(address.AbsoluteUri);
        return match.Success && int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 10_000
            ? ($"{address.AbsoluteUri[..match.Groups["number"].Index]}${{page}}{address.AbsoluteUri[(match.Groups["number"].Index + match.Groups["number"].Length)..]}", number)
            : null;
    }

    // Next, Volgende, Weiter, Nächste, Suivant, », ›
    [GeneratedRegex(@"^\W*(?:next|volgende|weiter|nächste|naechste|vor|suivant|suivante|siguiente|další|следна|следно|seuraava|nästa|næste|neste)(?:\s+(?:page|pagina|seite|set of pages|results))?\W*(?:$|(?:next|go to next))|\b(?:next page|volgende pagina|nächste seite|page suivante|nächsten seite)\b|^[›»→>]+$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Next();

    // ?page=2, &start=20, /page/2/
    [GeneratedRegex(@"(?:[?&](?:page|p|pg|paged|pagina|seite|start|offset|from|pagenumber|currentpage|s?page|%5Bpage%5D)=|/(?:page|pagina|seite)/)(?<number>\d{1,4})(?=$|[&#/?])", RegexOptions.IgnoreCase, 250)]
    private static partial Regex PageNumber();
}
