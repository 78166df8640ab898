using AngleSharp.Html.Parser;
using CsCheck;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>Markup that is read without a tree reads as with one.</summary>
public sealed class TidyMarkupTests
{
    private static readonly string[] Pieces =
    [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='/x?a=1&b=2'>", "</a>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<br>", "<br />", "<hr>", "<h2>", "</h2>", "<h3 class=\"a>b\">", "</h3>",
        "<dl>", "</dl>", "<dt>", "</dt>", "<dd>", "</dd>", "<span>", "</span>", "<em>", "</EM>", "<strong >", "</strong>", "<img src=x>", "<section>", "</section>", "<table>", "</table>", "<td>", "<tr>", "</tr>", "<script>", "</script>",
        "<!-- x -->", "< ", "<", ">", "&", " & ", "&amp;", "&nbsp;", "&eacute;", "&lt;p&gt;", "&lang;", "&#8217;", "&#150;", "&#x2019;", "&copy", "&unknown;", "one", "two", " ", "\n", "\t", "\u00A0", "\u200B", "\0", "\u0007", "é", "😀", "</x>", "<x>", "<p/>",
    ];

    private static readonly HtmlParser Parser = new();

    [Fact]
    public void What_is_read_without_a_tree_reads_the_same_with_one()
    {
        var without = 0;
        Pick.From(Pieces).Array[0, 12].Sample(
            pieces =>
            {
                var markup = string.Concat(pieces);
                if (TidyMarkup.PlainTextOf(markup) is not { } text)
                    return;
                Interlocked.Increment(ref without);
                text.ShouldBe(PlainText.Of(Parser.ParseDocument(markup).Body!), markup);
            },
            iter: 100_000);

        without.ShouldBeGreaterThan(1_000);
    }

    [Theory]
    [InlineData("<p>A &amp; B<br />C</p>\n<ul><li>one</li><li>two <b>three</b></li></ul>", "A & B\nC\none\ntwo three")]
    [InlineData("R & D, <a href=\"/x\">more</a>", "R & D, more")]
    public void Tidy_markup_needs_no_tree(string markup, string text) => TidyMarkup.PlainTextOf(markup).ShouldBe(text);

    [Theory]
    [InlineData("<p>one<div>two</div></p>")]
    [InlineData("<b>one<p>two</b>three</p>")]
    [InlineData("<table><tr><td>one</td></tr></table>")]
    [InlineData("<script>x</script>one")]
    [InlineData("one &#150; two")]
    [InlineData("one</div>two")]
    public void Anything_else_needs_one(string markup) => TidyMarkup.PlainTextOf(markup).ShouldBeNull();
}
