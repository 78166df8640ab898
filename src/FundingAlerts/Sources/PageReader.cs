using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Xml.Parser;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources;

/// <summary>The rows of a listing page, or why it could not be read.</summary>
public sealed record ListingPage(IReadOnlyList<Listing> Rows, SourceProblem? Problem)
{
    /// <summary>The page says itself that there are no calls.</summary>
    public bool SaysEmpty { get; init; }

    /// <summary>The address of the next page, where the definition follows links; null on the last.</summary>
    public Uri? Next { get; init; }
}

/// <summary>What a detail page adds, or why it could not be read.</summary>
public sealed record DetailPage(Listing Listing, SourceProblem? Problem);

/// <summary>Reads pages by a definition. Pure: no clock, no network, no state.</summary>
public static class PageReader
{
    // A page that offers more is broken or hostile; the largest real listing has hundreds.
    private const int MaxRows = 10_000;
    private static readonly HtmlParser Html = new();
    private static readonly XmlParser Xml = new();

    public static ListingPage ReadListing(SourceDefinition definition, Page page)
    {
        var opened = Open(page, definition.Response);
        if (opened.Problem is { } problem)
            return new([], problem);
        var carried = definition.Rows.Embedded is { } rule && opened.Document is { } carrier ? Embedded(carrier, rule) : null;
        PagePart whole = opened.Json is { } document ? new JsonPart(document) : new MarkupPart(opened.Document!.DocumentElement, carried);
        if (definition.BrokenWhen.FirstOrDefault(b => whole.Shows(b.Sign)) is { } broken)
            return new([], new(SourceProblemKind.OutOfOrder, $"{page.Address.Host}{page.Address.AbsolutePath} is not itself: {broken.Message}"));
        IEnumerable<PagePart> rows = definition.Rows.Embedded is not null && carried is null ? []
            : (carried ?? opened.Json) is { } json
            ? JsonText.Select(json, definition.Rows.Path!).Select(t => new JsonPart(t))
            : opened.Document!.QuerySelectorAll(definition.Rows.Select!).Select(e => new MarkupPart(e));
        var address = opened.Document is { } links ? Base(links, page.Address) : page.Address;
        var read = rows.Take(MaxRows).Select(r => FieldReader.Read(r, definition.Fields, address, Listing.Empty));
        return new([.. read.Where(r => HasRequired(definition, r))], null)
        {
            SaysEmpty = definition.EmptyWhen is { } sign && whole.Shows(sign),
            Next = definition.Paging?.Next is { } next ? NextOf(whole, next, address) : null,
        };
    }

    private static bool HasRequired(SourceDefinition definition, Listing row) =>
        definition.Fields.All(f => row.Fields.ContainsKey(f.Key) || !f.Value.Any(r => r.Required));

    private static Uri? NextOf(PagePart page, NextRule next, Uri at)
    {
        var rule = new FieldRule { Select = next.Select, Attr = next.Select is null ? null : next.Attr ?? "href", Path = next.Path };
        var context = new FilterContext(at, Listing.Empty.Fields);
        return page.Find(rule, context).FirstOrDefault(a => a.Length > 0) is { } address
            && Uri.TryCreate(at, address, out var found) && found.Scheme is "http" or "https"
                ? found
                : null;
    }

    /// <param name="row">What the listing said of this call; <see cref="Listing.Empty"/> when the page is read alone.</param>
    public static DetailPage ReadDetail(FollowRule follow, Page page, Listing row)
    {
        var opened = Open(page, follow.Response);
        if (opened.Problem is { } problem)
            return new(Listing.Empty, problem);
        PagePart node;
        if (opened.Json is { } json)
        {
            node = new JsonPart(json);
        }
        else
        {
            var document = opened.Document!;
            var embedded = follow.Embedded is { } rule ? Embedded(document, rule) : null;
            node = new MarkupPart(document.DocumentElement, embedded);
        }
        return new(FieldReader.Read(node, follow.Fields, opened.Document is { } links ? Base(links, page.Address) : page.Address, row), null);
    }

    // A page may say what its links are relative to.
    private static Uri Base(IDocument document, Uri page) =>
        document.QuerySelector("base[href]")?.GetAttribute("href") is { } href && Uri.TryCreate(page, href, out var address) && address.Scheme is "http" or "https"
            ? address
            : page;

    private static (IDocument? Document, JToken? Json, SourceProblem? Problem) Open(Page page, ResponseFormat format)
    {
        var reading = PageText.Read(page);
        if (reading is PageText.Unreadable unreadable)
            return (null, null, unreadable.Problem);
        var text = ((PageText.Decoded)reading).Text;
        if (PageInspection.Inspect(page, text, format) is { } problem)
            return (null, null, problem);
        if (format != ResponseFormat.Json && MarkupBomb.IsIn(text, format))
            return (null, null, Broken(page, "nests its elements deeper than any page for people. Nothing to do unless it stays so; then tell the site's owner."));
        try
        {
            return format switch
            {
                ResponseFormat.Json => (null, JsonText.Parse(text), null),
                ResponseFormat.Xml => (Xml.ParseDocument(text), null, null),
                _ => (Html.ParseDocument(text), null, null),
            };
        }
        catch (JsonReaderException broken)
        {
            return (null, null, Broken(page, $"cannot be read as JSON ({broken.Message}). The site may have changed its interface; open the address and look."));
        }
        catch (XmlParseException broken)
        {
            return (null, null, Broken(page, $"is no well-formed XML ({broken.Message}). It is tried again at the next reading; if this lasts, tell the site's owner."));
        }
    }

    private static SourceProblem Broken(Page page, string what) =>
        new(SourceProblemKind.UnexpectedFormat, $"{page.Address.Host}{page.Address.AbsolutePath} {what}");

    /// <summary>The JSON that a page carries in an element; null when it carries none.</summary>
    internal static JToken? Embedded(IDocument document, EmbeddedRule rule)
    {
        try
        {
            return document.QuerySelector(rule.Select)?.TextContent is { Length: > 0 } text
                ? JsonText.Select(JsonText.Parse(text), rule.Path).FirstOrDefault()
                : null;
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }
}
