using FundingAlerts.Scraping.Fixtures;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Scraping.Fixtures;

/// <summary>The whole shipped catalogue, source by source: each is read as it was recorded, and says honestly how far it can be trusted.</summary>
public sealed class CatalogueReplayTests
{
    // Who curates them must find them in a list.
    private const int AtLeast = 30;
    private const int EnabledAtLeast = 18;

    public static TheoryData<string> Ids => [.. SourceCatalogue.Shipped.Select(s => s.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_shipped_source_is_read_as_it_was_recorded(string id)
    {
        var source = SourceCatalogue.Find(id)!;

        var replays = FixtureReplay.All(source, FixtureShelf.Shipped(id));

        replays.Where(r => !r.IsGood).Select(r => $"{r.Fixture.Page}: {r.Fault ?? string.Join("; ", r.Differences)}").ShouldBeEmpty();
        replays.Count.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_shipped_source_says_how_far_it_can_be_trusted(string id)
    {
        var source = SourceCatalogue.Find(id)!;

        source.Evidence.Note.ShouldNotBeNullOrWhiteSpace();
        source.Contract.Coverage.Keys.ShouldContain("title");
        source.Delay.ShouldNotBeNull();
        SourceCatalogue.TextOf(id)!.Split('\n').Length.ShouldBeLessThanOrEqualTo(250);
    }

    [Fact]
    public void The_catalogue_is_as_wide_as_it_was_promised()
    {
        SourceCatalogue.Shipped.Count.ShouldBeGreaterThanOrEqualTo(AtLeast);
        SourceCatalogue.Shipped.Count(s => s.Enabled).ShouldBeGreaterThanOrEqualTo(EnabledAtLeast);
        new[]
        {
            "ukri", "innovate-uk", "find-a-grant", "eu-funding-tenders", "rvo", "eureka", "staatscourant", "foerderinfo-bund", "foerderdatenbank", "royal-society",
            "grants-gov", "nsf", "euro-access",
        }.ShouldAllBe(id => SourceCatalogue.Find(id) != null && SourceCatalogue.Find(id)!.Enabled);
    }

    [Fact]
    public void No_page_of_the_catalogue_names_a_person()
    {
        // Where a person might stand, these have an office or an agency: so often.
        var offices = new Dictionary<string, int> { ["dfg call.html"] = 1, ["funding-finder topic.xml"] = 3 };
        foreach (var source in SourceCatalogue.Shipped)
        {
            foreach (var fixture in source.Fixtures)
            {
                var text = System.Text.Encoding.UTF8.GetString(SourceCatalogue.FixtureOf(source.Id, fixture.Page)!);
                PersonalData.Strip(text, source.Response).Changed.ShouldBe(offices.GetValueOrDefault($"{source.Id} {fixture.Page}"), $"{source.Id} {fixture.Page}");
            }
        }
    }
}
