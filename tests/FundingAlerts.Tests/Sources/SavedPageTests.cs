using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Tests.Sources;

/// <summary>Real and rebuilt pages of the three sources, read with the shipped definitions. The figures were read off the pages by eye.</summary>
public sealed class SavedPageTests
{
    [Fact]
    public void Ten_EU_topics_are_read_with_dates_type_and_budget()
    {
        var calls = Read("eu-funding-tenders", "sedia/search-response-page1-2025-05-05.json");

        calls.Count.ShouldBe(10);
        calls.ShouldAllBe(c => c.StatusWord!.Value == OpportunityStatus.Closed && c.Opens!.Value != null && c.Type != null && c.Funding.Total!.Value != null);
        calls.ShouldAllBe(c => c.Deadlines.Count == 1 && ((Deadline.On)c.Deadlines[0].Value!).Time == new LocalTime(17, 0));
        calls.ShouldAllBe(c => !c.Summary.Contains('<') && c.Language == "bg" && c.Topic == c.Reference);
        calls.Select(Facts).ShouldBe(
            [
                "EUAF-2023-TRAI-03 2023-03-09 2023-05-11 900000 - -",
                "HORIZON-INFRA-2022-EOSC-01-02 2022-01-19 2022-04-20 5000000 - -",
                "HORIZON-WIDERA-2023-ERA-01-02 2022-12-06 2023-03-09 2000000 2000000 2000000",
                "HORIZON-WIDERA-2023-ERA-01-03 2022-12-06 2023-03-09 3000000 1000000 1000000",
                "HORIZON-CL6-2023-ZEROPOLLUTION-01-6 2022-12-22 2023-03-28 8000000 4000000 4000000",
                "HORIZON-CL4-2021-RESILIENCE-01-25 2021-06-22 2021-09-23 6000000 - -",
                "HORIZON-CL3-2021-INFRA-01-02 2021-06-30 2021-11-23 20000000 - -",
                "HORIZON-JU-SNS-2022-STREAM-A-01-06 2022-01-18 2022-04-26 6000000 6000000 6000000",
                "CEF-T-2022-CORECOEN-MARP-WORKS 2022-09-13 2023-01-18 2000000000 - -",
                "HORIZON-CL5-2023-D5-01-19 2022-12-13 2023-04-20 500000 500000 500000",
            ]);
        calls[2].ShouldSatisfyAllConditions(
            c => c.Type.ShouldBe("HORIZON Coordination and Support Actions"),
            c => c.Programme.ShouldBe("Horizon Europe"),
            c => c.Call!.Identifier.ShouldBe("HORIZON-WIDERA-2023-ERA-01"),
            c => c.Funding.Total!.Text.ShouldBe("2000000 EUR"),
            c => c.Deadlines[0].Text.ShouldBe("2023-03-09T01:00:00.000+0100"));
    }

    [Fact]
    public void Three_ways_to_print_one_EU_deadline_are_one()
    {
        var page = SavedPage("sedia/msca-dn-2024-three-languages.json");
        var source = SourceCatalogue.Find("eu-funding-tenders")!;

        var calls = PageReader.ReadListing(source, page).Rows.Select(r => Normaliser.Normalise(source, r).Opportunity!).ToList();

        calls.Count.ShouldBe(3);
        calls.Select(c => c.Deadlines.Single().Value).Distinct().Single()
            .ShouldBe(new Deadline.On(new(2024, 11, 27), new(17, 0), "Europe/Brussels", null));
        calls.Select(c => c.Opens!.Value!.Date).Distinct().ShouldBe([new LocalDate(2024, 5, 29)]);
        SavedPageTrial.Of(source, page).Calls.Count.ShouldBe(1); // one topic
    }

    [Fact]
    public void The_Eurostars_page_says_closed_and_what_it_gave()
    {
        var call = Read("rvo", "rvo/eurostars-detail.raw.html").ShouldHaveSingleItem();

        call.Reference.ShouldBe("eurostars");
        call.Address.ShouldBe(new Uri("https://www.rvo.nl/subsidies-financiering/eurostars"));
        call.StatusWord.ShouldBe(new(OpportunityStatus.Closed, "Tijdelijk gesloten voor aanvragen"));
        call.Summary.ShouldStartWith("Bent u mkb'er in een technologische");
        call.Summary.ShouldNotContain("<");
        call.Checked!.Value.ShouldBe(new LocalDate(2025, 9, 4));
        call.Opens!.Value!.Date.ShouldBe(new LocalDate(2025, 7, 4));
        call.Deadlines.ShouldHaveSingleItem().Value.ShouldBe(new Deadline.On(new(2025, 9, 4), new(14, 0), "Europe/Amsterdam", null));
        call.Funding.Total!.Value.ShouldBe(new Money(22_000_000, "EUR"));
        call.Funding.MaxAward!.Value.ShouldBe(new Money(500_000, "EUR"));
        call.Funding.Rate!.Value.ShouldBe(new Rate(50));
        call.Language.ShouldBe("nl");
        var countries = call.Eligibility.Select(e => e.Country).ToList();
        countries.ShouldContain("GB");
        call.Eligibility.Where(e => e.Country is not ("NL" or "GB")).ShouldAllBe(e => e.Participation == Participation.MayTakePart && e.RuleId == null);
        // The page lists the partners' countries only; that a Dutch organisation may take part is a rule's word, and says so.
        call.Eligibility.Single(e => e.Country == "NL").RuleId.ShouldNotBeNull();
    }

    [Fact]
    public void The_UKRI_feed_gives_addresses_titles_and_what_is_yet_to_open()
    {
        var calls = Read("ukri", "ukri/reconstructed/feed.xml");

        calls.Count.ShouldBeGreaterThan(5);
        calls.ShouldAllBe(c => c.Address.AbsoluteUri == $"https://www.ukri.org/opportunity/{c.Reference}/");
        calls.ShouldAllBe(c => c.Published!.Value != null && c.Summary.Length > 0 && !c.Summary.Contains('<'));
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("future-computing-paradigms", "on 2026")]
    [InlineData("neuromorphic-centre",        "not understood")] // "[not captured]"
    [InlineData("no-closing-date",            "rolling")]
    [InlineData("to-be-confirmed",            "unannounced")]
#pragma warning restore format
    public void A_UKRI_page_says_when_it_closes(string name, string closes)
    {
        var call = Read("ukri", $"ukri/reconstructed/detail-{name}.html").ShouldHaveSingleItem();

        var said = call.Deadlines.ShouldHaveSingleItem().Value switch
        {
            Deadline.On on => $"on {on.Date:uuuu} {on.Time:HH:mm} {on.Zone}",
            Deadline.Rolling { Until: null } => "rolling",
            Deadline.Unannounced => "unannounced",
            _ => "not understood",
        };
        said.ShouldStartWith(closes);
        call.StatusWord.ShouldNotBeNull().Value.ShouldNotBe(OpportunityStatus.Unknown);
        call.Funders.ShouldNotBeEmpty();
        call.Title.ShouldNotBeEmpty();
    }

    private static string Facts(Opportunity call) => FormattableString.Invariant(
        $"{call.Reference} {call.Opens!.Value!.Date:uuuu-MM-dd} {((Deadline.On)call.Deadlines[0].Value!).Date:uuuu-MM-dd} {call.Funding.Total!.Value!.Amount} {Amount(call.Funding.MinAward)} {Amount(call.Funding.MaxAward)}");

    private static string Amount(Understood<Money>? money) => money is null ? "-" : FormattableString.Invariant($"{money.Value?.Amount}");

    private static IReadOnlyList<Opportunity> Read(string source, string file)
    {
        var trial = SavedPageTrial.Of(SourceCatalogue.Find(source)!, SavedPage(file, SourceCatalogue.Find(source)!.Home.AbsoluteUri));
        trial.Problem.ShouldBeNull();
        return [.. trial.Calls.Select(c => c.Opportunity.ShouldNotBeNull(c.Refusal))];
    }

    private static Page SavedPage(string file, string address = "https://www.example.org/") =>
        new(new(address), "", null, File.ReadAllBytes(Corpus.Document(file)));
}
