using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using NodaTime;

namespace FundingAlerts.Tests.Sources.Curation;

/// <summary>
/// What is proposed for real saved listings, held against what a person sees on them. The selectors here name what that person saw;
/// the proposal knows nothing of them.
/// </summary>
public sealed class SavedListingsTests
{
    private static readonly LocalDate Today = new(2026, 11, 22);

    // Page, its address, and by eye: the items, and in each the title, the link and the date (none: the page prints none per item).
    private const string Pages = """
        misc-html/birac_cfp.html                         ¦ https://birac.nic.in/cfp.php                                  ¦ 12  ¦ tr:has(a[href*=cfp_view])                     ¦ a                             ¦ a                        ¦ small.text-red
        misc-html/birac_home.html                        ¦ https://birac.nic.in/                                         ¦ 8   ¦ #myCarousel .item                             ¦ .caption a                    ¦ .caption a               ¦
        misc-html/economy.gov.mk_mk-MK_javni-objavi.html ¦ https://www.economy.gov.mk/mk-MK/javni-objavi                 ¦ 4   ¦ h1 ~ div.items-stretch > div                  ¦ p                             ¦ a                        ¦
        misc-html/giz_tenders.html                       ¦ https://ausschreibungen.giz.de/Satellite/company/welcome.do   ¦ 20  ¦ tr:has(td.word-break)                         ¦ td.word-break                 ¦ a.noTextDecorationLink   ¦ td:nth-child(2)
        misc-html/mon.html                               ¦ https://mon.gov.mk/mk-MK                                      ¦ 6   ¦ div.group:has(> a[href*='/konkursi-i-s'])     ¦ p                             ¦ a                        ¦ div.inline-block
        misc-html/mzd_cz_listing_raw.html                ¦ https://mzd.gov.cz/category/narodni-dotacni-programy-2026/    ¦ 3   ¦ div.subcat                                    ¦ a                             ¦ a                        ¦
        misc-html/na_erasmus.html                        ¦ https://na.org.mk/                                            ¦ 9   ¦ .tab-content .blog-post                       ¦ .events_posts-title           ¦ a                        ¦ .events_posts-eventdate
        misc-html/webalkans_opportunities.html           ¦ https://webalkans.eu/en/opportunities/                        ¦ 6   ¦ .opportunities-list__item                     ¦ h3                            ¦ a                        ¦ .opportunities-list__item__deadline
        euro-access/SearchForFunding.html                ¦ https://www.euro-access.eu/en/calls                           ¦ 142 ¦ tr:has(td.title)                              ¦ td:nth-child(2) a             ¦ td:nth-child(2) a        ¦ td:nth-child(3)
        eit/eit_food.html                                ¦ https://www.eitfood.eu/blog                                   ¦ 9   ¦ div.card                                      ¦ h3                            ¦ a                        ¦ div.items-center
        eu-delegation/eu_delegation_grants.html          ¦ https://www.eeas.europa.eu/eeas/grants_en                     ¦ 29  ¦ div.card:has(div.card-title)                  ¦ .card-title                   ¦ .card-title a            ¦ time
        find-a-grant/reconstructed/grants.html           ¦ https://www.find-government-grants.service.gov.uk/grants      ¦ 10  ¦ li:has(h2)                                    ¦ h2                            ¦ h2 a                     ¦ label:Closing date
        innovate-uk/reconstructed/search.html            ¦ https://apply-for-innovation-funding.service.gov.uk/competition/search ¦ 11 ¦ li:has(h2)                            ¦ h2                            ¦ h2 a                     ¦ label:Closes
        ukri/reconstructed/listing-page1.html            ¦ https://www.ukri.org/opportunity/                             ¦ 10  ¦ div.hentry                                    ¦ h3                            ¦ h3 a                     ¦ label:Closing date
        cdti/cdti_calendar_sample.html                   ¦ https://www.cdti.es/calendario                                ¦ 3   ¦ tr:has(td)                                    ¦ td a                          ¦ td a                     ¦ td:nth-child(3)
        """;

    [Fact]
    public void Real_listings_are_read_as_a_person_reads_them()
    {
        var table = new List<string> { "page | items | rows read | title % | link % | date %" };
        var good = new List<string>();
        foreach (var line in Pages.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split('¦', StringSplitOptions.TrimEntries);
            var score = Score(cells);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{cells[0]} | {score.Items} | {score.Rows} | {score.Title:0} | {score.Link:0} | {(score.Date is { } date ? date.ToString("0", CultureInfo.InvariantCulture) : "–")}"));
            score.Items.ShouldBe(int.Parse(cells[2], CultureInfo.InvariantCulture), cells[0]);
            if (score is { Title: >= 80, Link: >= 80 } && score.Date is null or >= 80)
                good.Add(cells[0]);
        }

        var shown = string.Join('\n', table);
        TestContext.Current.TestOutputHelper?.WriteLine(shown);
        good.Count(p => p.StartsWith("misc-html/", StringComparison.Ordinal)).ShouldBeGreaterThanOrEqualTo(7, shown);
        good.Count(p => !p.StartsWith("misc-html/", StringComparison.Ordinal)).ShouldBe(7, shown);
    }

    [Theory]
    [Table("""
        misc-html/horizon_europe_nmk.html                ¦ https://research-and-innovation.ec.europa.eu/x_en ¦ NothingFound
        nl-curated/funding-watch-index-2026-06-29.html   ¦ https://example.org/funding-watch                 ¦ JavaScriptShell
        ec-portal/ec_calls_for_proposals.html            ¦ https://ec.europa.eu/info/funding-tenders/        ¦ JavaScriptShell
        """)]
    public void A_page_without_a_list_says_so(string file, string address, SourceProblemKind expected)
    {
        var proposal = Propose(file, address);
        proposal.Yaml.ShouldBeNull();
        proposal.Problem!.Kind.ShouldBe(expected);
        proposal.Problem.Message.Length.ShouldBeGreaterThan(40);
    }

    [Theory]
    [Table("""
        ukri/reconstructed/feed.xml                            ¦ https://www.ukri.org/opportunity/feed/  ¦ 20
        rss-aggregated/changes.xml                             ¦ https://example.org/changes.xml         ¦ 200
        ukri/research-funding-debrief-2026-08-21.rss.xml       ¦ https://example.org/debrief.xml         ¦ 40
        sedia/search-response-page1-2025-05-05.json            ¦ https://api.tech.ec.europa.eu/search    ¦ 10
        misc-json/abif-opportunities.json                      ¦ https://example.org/abif.json           ¦ 79
        eureka/eureka-calls-2025.json                          ¦ https://example.org/eureka.json         ¦ 40
        sweden/data-2026-05-04.json                            ¦ https://example.se/data.json            ¦ 22
        """)]
    public void Feeds_and_interfaces_are_read_whole(string file, string address, int items)
    {
        var proposal = Propose(file, address);
        proposal.Problem.ShouldBeNull();
        proposal.Rows.Count.ShouldBe(items);
        // One entry of the saved feeds has no link.
        proposal.Rows.Count(r => r.First(FieldNames.Title) is null || r.First(FieldNames.Address) is null || r.First(FieldNames.Reference) is null).ShouldBeLessThanOrEqualTo(1);
    }

    private sealed record PageScore(int Items, int Rows, double Title, double Link, double? Date);

    private static PageScore Score(string[] cells)
    {
        var page = new Uri(cells[1]);
        var document = new HtmlParser().ParseDocument(((PageText.Decoded)PageText.Read(PageOf(cells[0], cells[1]))).Text);
        var items = document.QuerySelectorAll(cells[3]).ToList();
        var rows = Propose(cells[0], cells[1]).Rows;
        double titles = 0, links = 0, dates = 0, dated = 0;
        foreach (var item in items)
        {
            var title = SameValue.Bare(item.QuerySelector(cells[4])!.TextContent);
            var link = RowLink.Address(item.QuerySelector(cells[5])!, page)!.AbsoluteUri;
            var row = rows.FirstOrDefault(r => r.First(FieldNames.Address) == link && Says(r, title)) ?? rows.FirstOrDefault(r => Says(r, title));
            titles += row is null ? 0 : 1;
            links += rows.Any(r => r.First(FieldNames.Address) == link) ? 1 : 0;
            if (cells[6].Length == 0 || DateOf(item, cells[6]) is not { } date || !date.Any(char.IsAsciiDigit))
                continue;
            dated++;
            dates += row is not null && new[] { FieldNames.Closes, FieldNames.Opens, FieldNames.Published }.Any(f => row.First(f) is { } read && SameValue.Likeness(read, date) > 0.5) ? 1 : 0;
        }
        return new(items.Count, rows.Count, 100 * titles / items.Count, 100 * links / items.Count, dated == 0 ? null : 100 * dates / dated);
    }

    private static bool Says(Listing row, string title) => row.First(FieldNames.Title) is { } read && SameValue.Likeness(read, title) > 0.7;

    private static string? DateOf(IElement item, string where) => PlainText.Squash(where.StartsWith("label:", StringComparison.Ordinal)
        ? (LabelledValue.Find(item, [where[6..]]) is [var value, ..] ? value.TextContent : "")
        : item.QuerySelector(where)?.TextContent ?? "");

    private static DefinitionProposal Propose(string file, string address) => DefinitionProposal.Of(PageOf(file, address), Today);

    private static Page PageOf(string file, string address)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "FundingAlerts.sln")))
            root = root.Parent;
        var path = Path.GetFullPath(Path.Combine(root?.FullName ?? "/", "../shared/corpus/documents", file));
        if (!File.Exists(path))
            Assert.Skip("The recorded pages (../shared/corpus/documents) are not on this machine.");
        return new(new(address), "", null, File.ReadAllBytes(path));
    }
}
