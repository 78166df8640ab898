using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>The shipped definitions on every real saved page of their sites that we hold, fact by fact.</summary>
public sealed class SavedSitesTests
{
    [Theory]
    [Table("""
        eu-funding-tenders ¦ sedia/search-response-page1-2025-05-05.json                      ¦ https://api.tech.ec.europa.eu/ ¦ 10
        eu-funding-tenders ¦ sedia/msca-dn-2024-three-languages.json                          ¦ https://api.tech.ec.europa.eu/ ¦ 1
        eu-grants-bulk     ¦ sedia/grantsTenders-sample.transcribed.json                      ¦ https://ec.europa.eu/ ¦ 2
        rvo                ¦ rvo/eurostars-detail.raw.html                                    ¦ https://www.rvo.nl/subsidies-financiering/eurostars ¦ 1
        euro-access        ¦ euro-access/SearchForFunding.html                                ¦ https://www.euro-access.eu/en/calls?keyword=&submit=&sent=search ¦ 142
        euro-access        ¦ euro-access/ErasmusCharterForHigherEducation.html                ¦ https://www.euro-access.eu/en/calls/135 ¦ 1
        foerderdatenbank   ¦ foerderdatenbank/detail_single_desc.html                         ¦ https://www.foerderdatenbank.de/ ¦ 1
        foerderdatenbank   ¦ foerderdatenbank/detail_fail_19_12.html                          ¦ https://www.foerderdatenbank.de/ ¦ 1
        foerderdatenbank   ¦ foerderdatenbank/detail_fail_07_25.html                          ¦ https://www.foerderdatenbank.de/ ¦ 1
        foerderdatenbank   ¦ foerderdatenbank/detail_rechts_only.html                         ¦ https://www.foerderdatenbank.de/ ¦ 1
        grants-gov         ¦ grants-gov/search2-response.json                                 ¦ https://api.grants.gov/v1/api/search2 ¦ 2
        simpler-grants-gov ¦ grants-gov/simpler-opportunity.json                              ¦ https://api.simpler.grants.gov/ ¦ 1
        ademe              ¦ france-dataproviders/ademe_agir_data.json                        ¦ https://agir.ademe.fr/ ¦ 5
        cdti               ¦ cdti/cdti_calendar_sample.html                                   ¦ https://www.cdti.es/ ¦ 3
        cdti               ¦ cdti/cdti_detail_active_sample.html                              ¦ https://www.cdti.es/ayudas/ayudas-neotec-2099 ¦ 1
        funding-finder     ¦ rss-aggregated/topic_neuroscience.xml                            ¦ https://site.example/ ¦ 60
        funding-finder     ¦ rss-aggregated/topic_artificial-intelligence-and-machine-learning.xml ¦ https://site.example/ ¦ 60
        funding-finder     ¦ rss-aggregated/changes.xml                                       ¦ https://site.example/ ¦ 167
        eu-delegation      ¦ eu-delegation/eu_delegation_grants.html                          ¦ https://www.eeas.europa.eu/eeas/grants_en?s=229 ¦ 24
        govuk-finance      ¦ govuk-content-api/specialist_document_frontend_business-finance-support-scheme.json ¦ https://www.gov.uk/api/content/business-finance-support/big-issue-invest ¦ 1
        govuk-finance      ¦ govuk-content-api/specialist_document_frontend_countryside-stewardship-grants.json  ¦ https://www.gov.uk/api/content/countryside-stewardship-grants/nectar-flower-mix-ab1 ¦ 1
        ukri               ¦ ukri/reconstructed/feed.xml                                      ¦ https://www.ukri.org/opportunity/feed/ ¦ 20
        ukri-finder        ¦ ukri/reconstructed/listing-page1.html                            ¦ https://www.ukri.org/opportunity/ ¦ 10
        ukri-finder        ¦ ukri/reconstructed/listing-page2-last.html                       ¦ https://www.ukri.org/opportunity/page/2/ ¦ 10
        innovate-uk        ¦ innovate-uk/reconstructed/search.html                            ¦ https://apply-for-innovation-funding.service.gov.uk/competition/search ¦ 11
        innovate-uk        ¦ innovate-uk/reconstructed/overview-2539.html                     ¦ https://apply-for-innovation-funding.service.gov.uk/competition/2539/overview/d3ba2c8c-c752-4d49-90d6-e0a56f232c3c ¦ 1
        find-a-grant       ¦ find-a-grant/reconstructed/grants.html                           ¦ https://www.find-government-grants.service.gov.uk/grants ¦ 10
        """)]
    public void A_saved_page_is_read_whole(string source, string file, string address, int calls) =>
        Calls(source, file, address).Count.ShouldBe(calls);

    [Theory]
    [Table("""
        euro-access        ¦ euro-access/SearchForFunding.html                  ¦ 135  ¦ Erasmus Charter for Higher Education - 5th cut-off date ¦ 2026-01-27 17:00 Europe/Vienna ¦ ¦
        euro-access        ¦ euro-access/SearchForFunding.html                  ¦ 1762 ¦ KAVA Call 13: Call for Innovation & Education Projects ¦ 2025-11-28 13:00 Europe/Vienna ¦ ¦
        euro-access        ¦ euro-access/ErasmusCharterForHigherEducation.html  ¦ 135  ¦ Erasmus Charter for Higher Education - 5th cut-off date ¦ 2026-01-27 17:00 Europe/Vienna ¦ 2022-02-23 ¦
        grants-gov         ¦ grants-gov/search2-response.json                   ¦ 363293 ¦ American Innovation Hub: AI & Digital Skills ¦ 2026-08-30 America/New_York ¦ 2026-07-23 ¦
        cdti               ¦ cdti/cdti_detail_active_sample.html                ¦ ayudas-neotec-2099 ¦ ¦ 2099-09-30 Europe/Madrid ¦ 2099-08-01 ¦ https://www.cdti.es/ayudas/ayudas-neotec-2099
        ademe              ¦ france-dataproviders/ademe_agir_data.json          ¦ 1ec8f1be ¦ Biomasse Chaleur pour l’Industrie du Bois (BCIB) ¦ 2023-02-27 15:00 Europe/Paris ¦ 2022-12-26 ¦
        eu-grants-bulk     ¦ sedia/grantsTenders-sample.transcribed.json        ¦ EDF-2026-RA-SENS-MSDT ¦ ¦ 2026-09-29 17:00 Europe/Brussels ¦ ¦
        eu-grants-bulk     ¦ sedia/grantsTenders-sample.transcribed.json        ¦ HORIZON-EIC-2026-ACCELERATOR-01 ¦ ¦ 2026-12-17 17:00 Europe/Brussels ¦ ¦
        eu-delegation      ¦ eu-delegation/eu_delegation_grants.html            ¦ call-independent-media-grants-western-balkans ¦ ¦ 2025-09-18 Europe/Brussels ¦ ¦
        innovate-uk        ¦ innovate-uk/reconstructed/search.html              ¦ 2539 ¦ ¦ 2026-09-16 Europe/London ¦ ¦
        innovate-uk        ¦ innovate-uk/reconstructed/search.html              ¦ 2445 ¦ ¦ rolling ¦ ¦
        innovate-uk        ¦ innovate-uk/reconstructed/overview-2539.html       ¦ 2539 ¦ ¦ 2026-09-16 11:00 Europe/London ¦ 2026-08-04 ¦ https://apply-for-innovation-funding.service.gov.uk/competition/2539/overview/d3ba2c8c-c752-4d49-90d6-e0a56f232c3c
        ukri-finder        ¦ ukri/reconstructed/listing-page1.html              ¦ adopt-facilitator-support-grant-round-11 ¦ ¦ 2026-08-30 11:00 Europe/London ¦ ¦
        ukri-finder        ¦ ukri/reconstructed/listing-page1.html              ¦ nerc-innovate-uk-icure-engage-programme ¦ ¦ 2026-09-07 23:59 Europe/London ¦ ¦
        ukri-finder        ¦ ukri/reconstructed/listing-page2-last.html         ¦ epsrc-new-investigator-award-applicant-led-mode ¦ ¦ rolling ¦ ¦
        find-a-grant       ¦ find-a-grant/reconstructed/grants.html             ¦ boiler-upgrade-scheme-1 ¦ Boiler Upgrade Scheme ¦ 2027-12-31 23:59 Europe/London ¦ ¦
        funding-finder     ¦ rss-aggregated/changes.xml                         ¦ grants-gov:357440 ¦ Alcohol Health Services Research (R01 Clinical Trial Optional) ¦ 2026-09-07 America/New_York ¦ ¦
        """)]
    public void A_call_says_when_it_closes(string source, string file, string reference, string? title, string closes, string? opens, string? address)
    {
        var call = Calls(source, file, address).Single(c => c.Reference == reference || c.Reference.StartsWith(reference + "-", StringComparison.Ordinal));

        if (title is not null)
            call.Title.ShouldBe(title);
        call.Deadlines.Select(d => Said(d.Value)).ShouldContain(closes);
        if (opens is not null)
            call.Opens!.Value!.Date.ToString("uuuu-MM-dd", null).ShouldBe(opens);
    }

    [Fact]
    public void Every_call_of_EuroAccess_has_a_deadline_with_an_hour() =>
        Calls("euro-access", "euro-access/SearchForFunding.html", null).ShouldAllBe(c => c.Deadlines.Any(d => d.Value is Deadline.On && ((Deadline.On)d.Value).Time != null));

    [Fact]
    public void A_programme_of_Foerderdatenbank_has_no_deadline_but_who_may_apply()
    {
        var call = Calls("foerderdatenbank", "foerderdatenbank/detail_single_desc.html", null).ShouldHaveSingleItem();

        call.Deadlines.ShouldBeEmpty();
        call.Type.ShouldBe("Zuschuss");
        call.ApplicantTypes.ShouldBe(["Forschungseinrichtung", "Hochschule"]);
        call.Funders.ShouldHaveSingleItem().Name.ShouldContain("BMWK");
    }

    [Fact]
    public void A_scheme_of_GOV_UK_gives_between_two_amounts()
    {
        var call = Calls("govuk-finance", "govuk-content-api/specialist_document_frontend_business-finance-support-scheme.json", null).ShouldHaveSingleItem();

        call.Reference.ShouldBe("big-issue-invest");
        (call.Funding.MinAward!.Value, call.Funding.MaxAward!.Value).ShouldBe((new Money(20_000, "GBP"), new Money(3_000_000, "GBP")));
    }

    [Theory]
    [Table("""
        ec-portal/ec_calls_for_proposals.html  ¦ JavaScriptShell
        ec-portal/eu_funding_tenders_portal.html ¦ JavaScriptShell
        """)]
    public void A_shell_is_a_shell_to_every_definition(string file, SourceProblemKind kind)
    {
        foreach (var source in SourceCatalogue.Shipped)
            SavedPageTrial.Of(source, Page(file, source.Home)).Problem.ShouldNotBeNull(source.Id).Kind.ShouldBe(kind, source.Id);
    }

    [Fact]
    public void A_blog_is_not_taken_for_a_list_of_calls() =>
        SavedPageTrial.Of(SourceCatalogue.Find("eit-food")!, Page("eit/eit_food.html", SourceCatalogue.Find("eit-food")!.Home)).Problem!.Kind.ShouldBe(SourceProblemKind.OutOfOrder);

    private static string Said(Deadline? deadline) => deadline switch
    {
        Deadline.On on => string.Join(' ', new[] { on.Date.ToString("uuuu-MM-dd", null), on.Time?.ToString("HH:mm", null), on.Zone }.OfType<string>()),
        Deadline.Rolling => "rolling",
        Deadline.Unannounced => "unannounced",
        _ => "not understood",
    };

    private static IReadOnlyList<Opportunity> Calls(string source, string file, string? address)
    {
        var definition = SourceCatalogue.Find(source)!;
        var trial = SavedPageTrial.Of(definition, Page(file, address is null ? definition.Home : new(address)));
        trial.Problem.ShouldBeNull();
        return [.. trial.Calls.Select(c => c.Opportunity.ShouldNotBeNull(c.Refusal))];
    }

    private static Page Page(string file, Uri address) => new(address, "", null, File.ReadAllBytes(Corpus.Document(file)));
}
