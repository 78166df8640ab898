using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Xml.Parser;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources;

/// <summary>The rows of a listing page, or why it could not be read.</summary>
public sealed record ListingPage(IReadOnlyList<Listing> Rows, SourceProblem? Problem)
{
    /// <summary>How many rows were found, those without a required field included, which are no calls.</summary>
    public int Found { get; init; }

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

    public static ListingPage ReadListing(SourceDefinition definition, Page page) => ReadListing(definition, page, ReadingTime.Longest);

    /// <param name="longest">The time after which the page is given up.</param>
    internal static ListingPage ReadListing(SourceDefinition definition, Page page, TimeSpan longest)
    {
        try
        {
            return ReadListing(definition, page, new ReadingTime(longest));
        }
        catch (PageTakesTooLongException)
        {
            return new([], TooLong(page));
        }
    }

    private static ListingPage ReadListing(SourceDefinition definition, Page page, ReadingTime time)
    {
        var opened = Open(page, definition.Response);
        if (opened.Problem is { } problem)
            return new([], problem);
        using var tree = opened.Document is { } markup ? MarkupTree.Of(markup, time) : null;
        var carried = definition.Rows.Embedded is { } rule && tree is not null ? Embedded(tree, rule) : null;
        PagePart whole = opened.Json is { } document ? new JsonPart(document) : new MarkupPart(tree!, tree!.DocumentElement, carried);
        if (definition.BrokenWhen.FirstOrDefault(b => whole.Shows(b.Sign)) is { } broken)
            return new([], new(SourceProblemKind.OutOfOrder, $"{page.Address.Host}{page.Address.AbsolutePath} is not itself: {broken.Message}"));
        IEnumerable<PagePart> rows = definition.Rows.Embedded is not null && carried is null ? []
            : (carried ?? opened.Json) is { } json
            ? JsonText.Select(json, definition.Rows.Path!).Select(t => new JsonPart(t))
            : tree!.All(0, definition.Rows.Select!).Select(e => new MarkupPart(tree, e));
        var address = tree is null ? page.Address : Base(tree, page.Address);
        var read = rows.Take(MaxRows).Select(r => FieldReader.Read(r, definition.Fields, address, Listing.Empty, time)).ToList();
        var next = definition.Paging?.Next is { } link ? NextOf(whole, link, address) : null;
        if (next is not null && !IsOfSameSite(next, page.Address))
            return new([], new(SourceProblemKind.OutOfOrder, $"{page.Address.Host}{page.Address.AbsolutePath} names a next page on {next.Host}, another site, which is not read in its place. Compare paging.next with the page."));
        var required = definition.Fields.Where(f => f.Value.Any(r => r.Required)).Select(f => f.Key).ToList();
        return new([.. read.Where(r => required.TrueForAll(r.Fields.ContainsKey))], null)
        {
            Found = read.Count,
            SaysEmpty = definition.EmptyWhen is { } sign && whole.Shows(sign),
            Next = next,
        };
    }

    // The request's headers and body are meant for this site alone.
    internal static bool IsOfSameSite(Uri next, Uri page)
    {
        static string Bare(Uri address) => address.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? address.Host[4..] : address.Host;
        var (a, b) = (Bare(next), Bare(page));
        return a.Equals(b, StringComparison.OrdinalIgnoreCase)
            || a.EndsWith('.' + b, StringComparison.OrdinalIgnoreCase)
            || b.EndsWith('.' + a, StringComparison.OrdinalIgnoreCase);
    }

    private static Uri? NextOf(PagePart page, NextRule next, Uri at)
    {
        var rule = new FieldRule { Select = next.Select, Attr = next.Select is null ? null : next.Attr ?? "href", Path = next.Path };
        var context = new FilterContext(at, Listing.Empty.Fields);
        return page.Find(rule, context).FirstOrDefault(a => a.Length > 0) is { } address
            && Uri.TryCreate(at, address, out var found) && found.Scheme is "http" or "https"
                ? found
                : null;
    }

    /// <param name="definition">With a follow rule.</param>
    /// <param name="row">What the listing said of this call; <see cref="Listing.Empty"/> when the page is read alone.</param>
    public static DetailPage ReadDetail(SourceDefinition definition, Page page, Listing row)
    {
        try
        {
            return ReadDetail(definition, definition.Follow!, page, row, new ReadingTime(ReadingTime.Longest));
        }
        catch (PageTakesTooLongException)
        {
            return new(Listing.Empty, TooLong(page));
        }
    }

    private static DetailPage ReadDetail(SourceDefinition definition, FollowRule follow, Page page, Listing row, ReadingTime time)
    {
        var opened = Open(page, follow.Response);
        if (opened.Problem is { } problem)
            return new(Listing.Empty, problem);
        using var tree = opened.Document is { } markup ? MarkupTree.Of(markup, time) : null;
        PagePart node = opened.Json is { } json
            ? new JsonPart(json)
            : new MarkupPart(tree!, tree!.DocumentElement, follow.Embedded is { } rule ? Embedded(tree, rule) : null);
        // A sign of markup says nothing of JSON; that of JSON is not found in markup which carries none.
        if (definition.BrokenWhen.FirstOrDefault(b => (opened.Json is null || b.Sign.Select is null) && node.Shows(b.Sign)) is { } broken)
            return new(Listing.Empty, new(SourceProblemKind.OutOfOrder, $"{page.Address.Host}{page.Address.AbsolutePath} is not itself: {broken.Message}"));
        return new(FieldReader.Read(node, follow.Fields, tree is null ? page.Address : Base(tree, page.Address), row, time), null);
    }

    // A page may say what its links are relative to.
    private static Uri Base(MarkupTree tree, Uri page) =>
        tree.All(0, "base[href]").Select(b => tree.Element(b).GetAttribute("href")).FirstOrDefault() is { } href && Uri.TryCreate(page, href, out var address) && address.Scheme is "http" or "https"
            ? address
            : page;

    /// <summary>The page as a tree, or why it is none.</summary>
    internal static (IDocument? Document, JToken? Json, SourceProblem? Problem) Open(Page page, ResponseFormat format)
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

    private static SourceProblem TooLong(Page page) =>
        Broken(page, "takes longer to read than any page for people. Simplify the selectors and patterns of the definition; if they are simple, the page is made to be slow: tell the site's owner.");

    private static SourceProblem Broken(Page page, string what) =>
        new(SourceProblemKind.UnexpectedFormat, $"{page.Address.Host}{page.Address.AbsolutePath} {what}");

    /// <summary>The JSON that a page carries in an element; null when it carries none.</summary>
    internal static JToken? Embedded(MarkupTree tree, EmbeddedRule rule)
    {
        try
        {
            return tree.All(0, rule.Select).Select(e => tree.Texts.Content(tree.Span(e))).FirstOrDefault() is { Length: > 0 } text
                ? JsonText.Select(JsonText.Parse(text), rule.Path).FirstOrDefault()
                : null;
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }
}
