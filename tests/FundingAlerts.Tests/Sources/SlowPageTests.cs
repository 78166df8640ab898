using System.Diagnostics;
using System.Text;
using FundingAlerts.Sources;
using static FundingAlerts.Tests.Sources.ReadingWorld;

namespace FundingAlerts.Tests.Sources;

/// <summary>Pages built against a definition: its selectors and patterns, quick on any page for people, would take hours on them.</summary>
public sealed class SlowPageTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_selector_that_is_tried_in_all_ways_is_given_up() =>
        GivenUp(
            "{ select: .a .b .c }",
            string.Concat(Enumerable.Repeat("<div class=b>", 900)) + string.Concat(Enumerable.Repeat("<p class=c></p>", 20_000)));

    // Whether it is quick enough or given up is the machine's affair; that it ends, and finds what is there or says why not, is ours.
    [Fact]
    public void A_selector_that_counts_siblings_ends_soon()
    {
        var source = Define(ResponseFormat.Html, "  type: { select: x }\n  topic: { select: 'p:nth-child(2) b' }\n");

        var read = InTime(() => PageReader.ReadListing(source, Page(string.Concat(Enumerable.Repeat("<p><b>x</b></p>", 300_000))), Longest));

        if (read.Problem is { } problem)
            problem.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        else
            read.Rows.ShouldHaveSingleItem().First("topic").ShouldBe("x");
    }

    [Fact]
    public void Rows_that_are_sought_so_are_given_up()
    {
        var page = Page(string.Concat(Enumerable.Repeat("<i></i>", 200_000)));

        var read = InTime(() => PageReader.ReadListing(Define(ResponseFormat.Html, "  type: { value: x }\n", "{ select: 'i:nth-child(3) ~ i' }"), page, Longest));

        read.Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
        read.Problem.Message.ShouldStartWith("site.example/calls/list.html takes longer to read than any page for people.");
        read.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void A_pattern_that_chokes_on_each_of_a_thousand_rows_is_given_up()
    {
        var row = $"<li>{new string('a', 50)}!</li>";
        var source = Define(ResponseFormat.Html, "  type: { select: '', filters: [{ find: '^(a+)+$' }] }\n", "{ select: li }");

        var read = InTime(() => PageReader.ReadListing(source, Page(string.Concat(Enumerable.Repeat(row, 1_000))), Longest));

        read.Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);
    }

    [Theory]
    // on the page                                     ¦ times   ¦ behind it
    [Table("""
        <p>x</p>                                       ¦ 300000  ¦
        <b>Closes</b>                                  ¦ 50000   ¦
        <h2>Closes</h2>                                ¦ 50000   ¦
        <dt>Closes</dt>                                ¦ 50000   ¦
        <td>x</td>                                     ¦ 50000   ¦ </tr></table>
        <th>Closes</th>                                ¦ 20000   ¦ </tr></table>
        """)]
    public void A_label_among_thousands_of_siblings_takes_no_time(string each, int times, string? after)
    {
        var before = after is null ? "<h2>Closes</h2>" : "<table><tr><th>Closes</th></tr><tr>";

        InTime(() => PageReader.ReadListing(Define(ResponseFormat.Html, "  type: { label: [Closes], many: true }\n"), Page(before + string.Concat(Enumerable.Repeat(each, times)) + after), Soon))
            .Problem.ShouldBeNull();
    }

    [Fact]
    public void A_page_of_two_megabytes_is_read_in_a_fraction_of_the_time()
    {
        var rows = string.Concat(Enumerable.Range(0, 5_000).Select(n => $"<li><h2><a href=/calls/{n}>Call {n}</a></h2><p>{new string('w', 300)}</p><dl><dt>Closes</dt><dd>3 May 2027</dd></dl></li>"));
        var source = Define(ResponseFormat.Html, "  type: { label: [Closes] }\n  topic: { select: 'h2 a' }\n", "{ select: li }");

        InTime(() => PageReader.ReadListing(source, Page(rows))).Rows.Count.ShouldBe(5_000);
    }

    private static void GivenUp(string rule, string body) =>
        InTime(() => PageReader.ReadListing(Define(ResponseFormat.Html, $"  type: {{ select: x }}\n  topic: {rule}\n"), Page(body), Longest))
            .Problem.ShouldNotBeNull().Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);

    private static Page Page(string body) => new(Address, "text/html", "utf-8", Encoding.UTF8.GetBytes($"<!doctype html><html><body><p>Some words.</p><div>{body}</div></body></html>"));

    private static T InTime<T>(Func<T> read)
    {
        var watch = Stopwatch.StartNew();
        var result = read();
        watch.Elapsed.ShouldBeLessThan(Soon);
        return result;
    }
}
