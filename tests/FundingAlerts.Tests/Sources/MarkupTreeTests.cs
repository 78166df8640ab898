using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>The numbered tree finds and reads what AngleSharp finds and reads.</summary>
public sealed class MarkupTreeTests
{
    private static readonly string[] Pieces =
    [
        "<div>", "<div class='a b'>", "<div class=b id=i>", "</div>", "<p class=a>", "<p>", "</p>", "<ul>", "<li class=\"a\tc\">", "<li>", "</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<h2>", "</h2>", "<a href='/calls/1'>", "<a>", "</a>",
        "<svg>", "<g>", "</svg>", "<script>x</script>", "<!-- c -->", "<br>", "one", " two  ", "\n", "<template><p>in</p></template>", "<b>", "</b>",
    ];

    private static readonly string[] Selectors =
    [
        "p", "P", "*", ".a", ".a.b", "p.a", "#i", "div p", "div > p", "h2, .a", "p, h2", ".a, .b", "li:first-child", "td:nth-child(2)", "div:has(a[href*=calls])", "a[href]", "p:not(.a)", "[class=b]", ":is(p, h2)", "h2 + p", "h2 ~ p", "svg g", "*|p", "tr td, tr th",
    ];

    private static readonly HtmlParser Parser = new();

    [Fact]
    public void A_selector_finds_the_same_elements() =>
        Gen.Select(Pick.From(Pieces).Array[0, 40], Pick.From(Selectors)).Sample(
            (pieces, selector) =>
            {
                var document = Parser.ParseDocument(string.Concat(pieces));
                using var tree = MarkupTree.Of(document, new(TimeSpan.FromMinutes(1)));
                tree.All(0, selector).Select(tree.Element).ShouldBe(Known(() => document.QuerySelectorAll(selector)), $"{selector} in {string.Concat(pieces)}");
                var body = tree.NumberOf(document.Body!);
                tree.All(body, selector).Select(tree.Element).ShouldBe(Known(() => document.Body!.QuerySelectorAll(selector)), $"{selector} below the body of {string.Concat(pieces)}");
            },
            iter: 20_000);

    [Fact]
    public void Each_element_reads_the_same() =>
        Pick.From(Pieces).Array[0, 40].Sample(
            pieces =>
            {
                var document = Parser.ParseDocument(string.Concat(pieces));
                using var tree = MarkupTree.Of(document, new(TimeSpan.FromMinutes(1)));
                foreach (var element in document.All)
                {
                    var span = tree.Span(tree.NumberOf(element));
                    tree.Texts.Plain(span).ShouldBe(PlainText.Of(element));
                    tree.Texts.Content(span).ShouldBe(element.TextContent);
                }
            },
            iter: 5_000);

    [Theory]
    [InlineData(".r", "onethree")]
    [InlineData("div .r", "one\ntwo\nthree")] // nothing stands around what is read
    [InlineData("p.r", "onethree")]
    public void What_is_removed_leaves_nothing(string remove, string text) =>
        ReadingWorld.Values(ResponseFormat.Html, "<html><body><h1>Calls</h1><div><section>one<p class=r>two</p>three</section></div></body></html>", $"{{ select: section, remove: '{remove}' }}").ShouldBe([text]);

    private static IEnumerable<IElement> Known(Func<IHtmlCollection<IElement>> ask) => [.. ask()];
}
