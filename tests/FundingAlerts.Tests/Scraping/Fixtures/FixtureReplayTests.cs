using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fixtures;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Scraping.Fixtures;

/// <summary>A definition with its saved pages in a folder: what is told when a page, the definition or the record changes.</summary>
public sealed class FixtureReplayTests : IDisposable
{
    private const string Yaml = """
        version: 1
        id: site
        name: Site
        home: https://site.example/
        country: NL
        language: en
        zone: Europe/Amsterdam
        evidence: { level: recorded, date: 2026-01-31 }
        request: { url: 'https://site.example/calls' }
        response: html
        emptyWhen: { text: No calls at the moment }
        brokenWhen:
          - { text: Scheduled maintenance, message: The site is being mended; wait. }
        rows: { select: .call }
        fields:
          reference: { select: a, attr: href, filters: [{ find: '/calls/(\d+)' }] }
          title: { select: a }
          address: { select: a, attr: href, filters: [absolute] }
          closes: { select: .closes }
        contract:
          maxRows: 5
          coverage: { title: 1, closes: 0.5 }
        fixtures:
          - { page: list.html, is: good }
          - { page: none.html, is: empty }
          - { page: odd.html, is: broken }
        """;

    private const string List = """
        <main><div class="call"><a href="/calls/1">Spiking chips</a><p class="closes">3 March 2027</p></div>
        <div class="call"><a href="/calls/2">Light links</a><p class="closes">1 June 2027, 14:00 CEST</p></div></main>
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fundingalerts-");

    public FixtureReplayTests()
    {
        _folder.CreateSubdirectory(FixtureShelf.Folder);
        Write("list.html", List);
        Write("none.html", "<main><p>No calls at the moment.</p></main>");
        Write("odd.html", "<main><p>Scheduled maintenance until noon.</p></main>");
        foreach (var fixture in Source().Fixtures)
            Write(FixtureShelf.ExpectedName(fixture), FixtureReading.Of(Source(), fixture, Shelf.Page(fixture)!).ToJson());
    }

    private FixtureShelf Shelf => FixtureShelf.Beside(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_read_as_it_was_recorded_is_good()
    {
        var replays = FixtureReplay.All(Source(), Shelf);

        replays.ShouldAllBe(r => r.IsGood);
        replays.Select(r => r.Reading!.Verdict).ShouldBe([ScrapeVerdict.Changed, ScrapeVerdict.Empty, ScrapeVerdict.Failed]);
        replays[0].Reading!.Calls.Count.ShouldBe(2);
        replays[2].Reading!.Problem!.Kind.ShouldBe(SourceProblemKind.OutOfOrder);
    }

    [Fact]
    public void A_value_that_is_read_differently_is_named_by_its_path()
    {
        Write("list.html", List.Replace("3 March", "4 March", StringComparison.Ordinal).Replace("Light links", "Light chains", StringComparison.Ordinal));

        var replay = FixtureReplay.Of(Source(), Source().Fixtures[0], Shelf);

        replay.IsGood.ShouldBeFalse();
        replay.Differences.Select(d => (d.Path, d.Before, d.After)).ShouldBe(
            [
                ("calls[0].deadlines[0].value.date", "\"2027-03-03\"", "\"2027-03-04\""),
                ("calls[0].deadlines[0].text", "\"3 March 2027\"", "\"4 March 2027\""),
                ("calls[1].title", "\"Light links\"", "\"Light chains\""),
            ],
            ignoreOrder: true);
    }

    [Theory]
    [Table("""
        list.html ¦ <main><p>No calls at the moment.</p></main>                               ¦ came out as Empty
        list.html ¦ <main></main>                                                             ¦ NothingFound
        list.html ¦ <main><div class="call"><a href="/calls/1">One</a></div></main>           ¦ 'closes' was found in 0 of 1
        list.html ¦ <main><div class="call"><a href="/x">One</a><p class=closes>x</p></div></main> ¦ no reference
        none.html ¦ <main><p>Nothing here.</p></main>                                         ¦ honestly empty
        odd.html  ¦ <main><div class="call"><a href="/calls/1">One</a><p class="closes">3 March 2027</p></div></main> ¦ should be refused
        """)]
    public void A_page_that_comes_out_otherwise_than_it_should_is_told(string page, string html, string said)
    {
        Write(page, html);

        FixtureReplay.All(Source(), Shelf).ShouldHaveSingle(r => !r.IsGood).Fault.ShouldNotBeNull().ShouldContain(said);
    }

    [Fact]
    public void Too_many_rows_are_not_believed()
    {
        Write("odd.html", string.Concat(Enumerable.Range(1, 6).Select(i => $"<div class=call><a href=/calls/{i}>Call {i}</a><p class=closes>3 March 2027</p></div>")));

        var replay = FixtureReplay.Of(Source(), Source().Fixtures[2], Shelf);

        replay.Reading!.Verdict.ShouldBe(ScrapeVerdict.Suspect);
        replay.Reading.Problem!.Kind.ShouldBe(SourceProblemKind.ContractBroken);
    }

    [Fact]
    public void What_is_missing_is_told_with_what_to_do()
    {
        File.Delete(Path.Combine(_folder.FullName, FixtureShelf.Folder, "list.html"));
        File.Delete(Path.Combine(_folder.FullName, FixtureShelf.Folder, "none.html.expected.json"));
        Write("odd.html.expected.json", "{ no json");

        FixtureReplay.All(Source(), Shelf).Select(r => r.Fault.ShouldNotBeNull()).ToList().ShouldSatisfyAllConditions(
            f => f[0].ShouldContain("no page 'list.html'"),
            f => f[1].ShouldContain("'none.html.expected.json' is missing"),
            f => f[2].ShouldContain("no JSON"));
    }

    [Fact]
    public void A_definition_without_a_page_of_each_kind_is_told()
    {
        var bare = DefinitionReader.Read(Yaml[..Yaml.IndexOf("fixtures:", StringComparison.Ordinal)]).Definition!;

        FixtureReplay.All(bare, Shelf).Select(r => r.Fault!).ShouldBe(
            [
                "The definition has no good page. A source needs one of each: good, empty and broken.",
                "The definition has no empty page. A source needs one of each: good, empty and broken.",
                "The definition has no broken page. A source needs one of each: good, empty and broken.",
            ]);
    }

    [Fact]
    public void A_listing_of_short_rows_is_not_blamed_for_what_only_the_detail_page_holds()
    {
        var follow = Yaml.Replace("closes: { select: .closes }\n", "summary: { select: i }\n", StringComparison.Ordinal)
            .Replace("contract:", "follow:\n  url: ${address}\n  response: html\n  fields:\n    reference: { value: '9' }\n    title: { select: h1 }\n    address: { value: 'https://site.example/9' }\n    closes: { label: [Closes] }\ncontract:", StringComparison.Ordinal);
        var source = DefinitionReader.Read(follow).Definition!;

        FixtureReading.Of(source, source.Fixtures[0], Encoding.UTF8.GetBytes(List)).Verdict.ShouldBe(ScrapeVerdict.Changed);
        FixtureReading.Of(source, source.Fixtures[0], Encoding.UTF8.GetBytes("<h1>Nine</h1><dl><dt>Closes</dt><dd>3 May 2027</dd></dl>")).IsDetail.ShouldBeTrue();
    }

    private static SourceDefinition Source() => DefinitionReader.Read(Yaml).Definition!;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, FixtureShelf.Folder, name), text);
}

file static class Single
{
    public static T ShouldHaveSingle<T>(this IEnumerable<T> all, Func<T, bool> that) => all.Where(that).ToList().ShouldHaveSingleItem();
}
