using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Web;

public sealed class WordingTests
{
    private const string London = Zones.London;
    private const string Amsterdam = Zones.Amsterdam;

    // language | reader's zone | now | date | time | zone (-: none) | in words | on the reader's clock | days left
    private const string Dates = """
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-10-13 | 16:00 | Europe/London    | Tue 13 October 2026, 16:00 UK time        | 17:00 in Amsterdam                       | in 49 days
        nl    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-10-13 | 16:00 | Europe/London    | di 13 oktober 2026, 16:00 Britse tijd     | 17:00 in Amsterdam                       | over 49 dagen
        en    | Europe/London    | 2026-08-25T05:00:00Z | 2026-10-13 | 16:00 | Europe/London    | Tue 13 October 2026, 16:00 UK time        | -                                        | in 49 days
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2027-01-12 | 17:00 | Europe/Brussels  | Tue 12 January 2027, 17:00 Brussels time  | -                                        | in 140 days
        nl-BE | Europe/Brussels  | 2026-08-25T05:00:00Z | 2027-03-02 | 14:00 | Europe/Amsterdam | di 2 maart 2027, 14:00 Nederlandse tijd   | -                                        | over 189 dagen
        fr    | Europe/London    | 2026-10-12T12:00:00Z | 2026-10-13 | 17:00 | Europe/Brussels  | Tue 13 October 2026, 17:00 Brussels time  | 16:00 in London                          | tomorrow
        nl    | Europe/London    | 2026-10-12T12:00:00Z | 2026-10-13 | 17:00 | Europe/Brussels  | di 13 oktober 2026, 17:00 Brusselse tijd  | 16:00 in Londen                          | morgen
        en    | Europe/Amsterdam | 2026-10-13T14:59:00Z | 2026-10-13 | 16:00 | Europe/London    | Tue 13 October 2026, 16:00 UK time        | 17:00 in Amsterdam                       | today
        en    | Europe/Amsterdam | 2026-10-13T15:00:00Z | 2026-10-13 | 16:00 | Europe/London    | Tue 13 October 2026, 16:00 UK time        | 17:00 in Amsterdam                       | closed today
        en    | Europe/Amsterdam | 2026-10-14T05:00:00Z | 2026-10-13 | 16:00 | Europe/London    | Tue 13 October 2026, 16:00 UK time        | 17:00 in Amsterdam                       | closed yesterday
        nl    | Europe/Amsterdam | 2026-10-16T05:00:00Z | 2026-10-13 | 16:00 | Europe/London    | di 13 oktober 2026, 16:00 Britse tijd     | 17:00 in Amsterdam                       | 3 dagen geleden gesloten
        en    | Europe/Amsterdam | 2026-11-22T05:00:00Z | 2026-11-24 | 23:59 | America/New_York | Tue 24 November 2026, 23:59 New York time | Wed 25 November 2026, 05:59 in Amsterdam | in 3 days
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-09-01 | 12:00 | UTC-04           | Tue 1 September 2026, 12:00 UTC-04        | 18:00 in Amsterdam                       | in 7 days
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-09-01 | -     | Europe/London    | Tue 1 September 2026                      | -                                        | in 7 days
        en    | Europe/Amsterdam | 2026-09-01T22:30:00Z | 2026-09-01 | -     | Europe/London    | Tue 1 September 2026                      | -                                        | today
        en    | Europe/Amsterdam | 2026-09-02T05:00:00Z | 2026-09-01 | -     | Europe/London    | Tue 1 September 2026                      | -                                        | closed yesterday
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-09-01 | 12:00 | -                | Tue 1 September 2026, 12:00               | -                                        | in 7 days
        en    | Europe/Amsterdam | 2026-08-25T05:00:00Z | 2026-09-01 | 12:00 | Mars/X           | Tue 1 September 2026, 12:00               | -                                        | in 7 days
        """;

    public static TheoryData<string> DateRows => [.. Dates.Split('\n')];

    [Theory]
    [MemberData(nameof(DateRows))]
    public void A_date_is_told_on_the_funders_clock_and_on_the_readers(string row)
    {
        var cells = row.Split('|', StringSplitOptions.TrimEntries).Select(c => c == "-" ? null : c).ToArray();
        var on = new Deadline.On(
            LocalDatePattern.Iso.Parse(cells[3]!).Value,
            cells[4] is { } time ? LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value : null,
            cells[5],
            null);
        var worded = Words(cells[0]!, cells[1]!, cells[2]!).Deadlines.Of(new Understood<Deadline>(on, "x"));
        worded.Main.ShouldBe(cells[6]);
        worded.Elsewhere.ShouldBe(cells[7]);
        Plain(worded.Left!).ShouldBe(cells[8]);
        worded.Iso.ShouldBe(cells[3]);
    }

    public static TheoryData<string, Understood<Deadline>, string> Sayings => new()
    {
        { "en", new(new Deadline.Rolling(), "Continuous"),                               "Open all the time, no closing date" },
        { "nl", new(new Deadline.Rolling(), "Doorlopend"),                               "Doorlopend open, geen sluitingsdatum" },
        { "en", new(new Deadline.Rolling(new LocalDate(2027, 1, 31)), "until"),          "Open all the time until Sun 31 January 2027" },
        { "en", new(new Deadline.Unannounced(), "TBC"),                                  "Closing date not announced yet" },
        { "nl", new(new Deadline.Unannounced(), "volgt"),                                "Sluitingsdatum nog niet bekend" },
        { "en", new(null, "early\u202E spring\n2027"),                                   "The funder writes: “early spring 2027” (as printed)" },
        { "nl", new(null, "voorjaar 2027"),                                              "De financier schrijft: “voorjaar 2027” (letterlijk overgenomen)" },
        { "en", On(null, London, null, null),                                            "Tue 13 October 2026, in 49 days (the funder gives no time)" },
        { "en", On(new(16, 0), null, null, null),                                        "Tue 13 October 2026, 16:00, in 49 days (the funder names no time zone)" },
        { "en", On(new(16, 0), London, "outline", null),                                 "outline: Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam), in 49 days" },
        { "en", On(new(16, 0), London, null, "two times"),                               "Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam), in 49 days (check the time on the funder’s page)" },
        { "nl", On(null, London, null, "two days"),                                      "di 13 oktober 2026, over 49 dagen (de financier noemt geen tijd; controleer de tijd op de pagina van de financier)" },
    };

    [Theory]
    [MemberData(nameof(Sayings))]
    public void What_is_not_known_is_said(string language, Understood<Deadline> deadline, string expected) =>
        Plain(Words(language).Deadlines.Of(deadline).InFull).ShouldBe(expected);

    [Fact]
    public void Of_several_stages_the_next_one_comes_first_and_the_past_ones_are_left_out()
    {
        var call = MadeUpCalls.Paradigms with
        {
            Deadlines =
            [
                MadeUpCalls.On(2026, 8, 1, "12:00", London, "x", "expression of interest"),
                MadeUpCalls.On(2026, 9, 1, "12:00", London, "x", "outline"),
                MadeUpCalls.On(2026, 12, 1, "12:00", London, "x", "full proposal"),
            ],
        };
        var (next, later) = Words("en").Deadlines.Of(call);
        next.Stage.ShouldBe("outline");
        next.IsNear.ShouldBeTrue();
        later.ShouldHaveSingleItem().Stage.ShouldBe("full proposal");
        Words("en").Deadlines.Of(call with { Deadlines = [] }).Next.Main.ShouldBe("No closing date given");
    }

    [Theory]
    //          language amount          code   words
    [InlineData("en", "4480000", "GBP", "£4.48 million")]
    [InlineData("nl", "4480000", "GBP", "£ 4,48 miljoen")]
    [InlineData("en", "500000", "EUR", "€500,000")]
    [InlineData("nl", "500000", "EUR", "€ 500.000")]
    [InlineData("en", "1000000", "USD", "US$1 million")]
    [InlineData("en", "1234567", "EUR", "€1,234,567")]
    [InlineData("nl", "1234567.5", "EUR", "€ 1.234.567,50")]
    [InlineData("en", "1250000000", "EUR", "€1,250 million")]
    [InlineData("en", "250000", "SEK", "SEK 250,000")]
    [InlineData("en", "0", "GBP", "£0")]
    public void Money_is_written_as_its_readers_write_it(string language, string amount, string currency, string words) =>
        Plain(new MoneyWording(Phrasebook.For(language)).Of(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency))).ShouldBe(words);

    public static TheoryData<string, FundingAvailable, string?> Fundings => new()
    {
        { "en", FundingAvailable.Unstated,                                                            null },
        { "en", new(Gbp(4_480_000), Rate: new(new(80), "80%")),                                       "£4.48 million in total · 80% of costs" },
        { "nl", new(Gbp(4_480_000), Rate: new(new(62.5m), "62.5%")),                                  "£ 4,48 miljoen in totaal · 62,5% van de kosten" },
        { "en", new(MinAward: Gbp(1_000_000), MaxAward: Gbp(5_000_000)),                              "£1–£5 million per award" },
        { "en", new(MinAward: Gbp(500_000), MaxAward: Gbp(1_000_000)),                                "£500,000–£1 million per award" },
        { "en", new(MinAward: Gbp(50_000), MaxAward: Gbp(50_000)),                                    "£50,000 per award" },
        { "en", new(MaxAward: Gbp(50_000)),                                                           "Up to £50,000 per award" },
        { "nl", new(MinAward: Gbp(50_000)),                                                           "Vanaf £ 50.000 per toekenning" },
        { "en", new(new(null, "a share of a fund")),                                                  "The funder writes: “a share of a fund”" },
        { "en", new(MinAward: Gbp(50_000), MaxAward: new(new(1_000_000, "EUR"), "x")),                "Up to €1 million per award · from £50,000 per award" },
    };

    [Theory]
    [MemberData(nameof(Fundings))]
    public void What_a_call_gives_is_one_line(string language, FundingAvailable funding, string? expected) =>
        (new MoneyWording(Phrasebook.For(language)).Line(funding) is { } line ? Plain(line) : null).ShouldBe(expected);

    public static TheoryData<string, OpportunityChange, string> Changes => new()
    {
        { "en", Moved([Day(13)], [Day(27)]),                                    "Deadline moved: 13 Oct 2026 → 27 Oct 2026" },
        { "nl", Moved([Day(13)], [Day(27)]),                                    "Deadline verschoven: 13 okt 2026 → 27 okt 2026" },
        { "en", Moved([Day(13)], [Day(13, "12:00")]),                           "Deadline moved: 13 Oct 2026, 16:00 UK time → 13 Oct 2026, 12:00 UK time" },
        { "en", Moved([], [Day(13)]),                                           "Deadline moved: no closing date given → 13 Oct 2026" },
        { "en", Moved([Day(1), Day(13)], [Day(1), Day(20)]),                    "Deadline moved: 13 Oct 2026 → 20 Oct 2026" },
        { "en", new OpportunityChange.StatusChanged(OpportunityStatus.Forthcoming, OpportunityStatus.Open) { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "Status: forthcoming → open" },
        { "en", new OpportunityChange.Reopened { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "Open again" },
        { "nl", new OpportunityChange.Withdrawn { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "Ingetrokken door de financier" },
        { "en", new OpportunityChange.FundingChanged(FundingAvailable.Unstated, new(Gbp(5_000_000))) { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "Funding: not stated → £5 million in total" },
        { "en", new OpportunityChange.EligibilityChanged([new("NL", Participation.MayTakePart, "")], [new("NL", Participation.MayLead, ""), new("GB", Participation.MayLead, "")]) { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "United Kingdom: not known → may lead | Netherlands: may take part → may lead" },
        { "en", new OpportunityChange.Amended("title", "Old\nname", "") { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now }, "Title reworded: Old name → not stated" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_tells_old_and_new(string language, OpportunityChange change, string expected) =>
        Plain(string.Join(" | ", Words(language).Changes.Of(change).Select(c => c.InFull))).ShouldBe(expected);

    [Theory]
    [InlineData("a\u202Eb\u2066c\u200Bd", "abcd")]
    [InlineData("  a \r\n\t b\u0000c\u2028d ", "a b c d")]
    [InlineData("👩\u200D🔬 naïve £", "👩\u200D🔬 naïve £")]
    [InlineData(null, "")]
    public void Text_is_cleaned_to_one_line(string? text, string expected) => PlainText.Line(text).ShouldBe(expected);

    [Fact]
    public void Half_a_character_becomes_a_sign_that_it_was_there() =>
        PlainText.Line("half " + '\uD83D' + " a pair").ShouldBe("half \uFFFD a pair");

    [Theory]
    [InlineData("https://www.ukri.org/a?b=c", "ukri.org")]
    [InlineData("http://nwo.nl/", "nwo.nl")]
    [InlineData("https://ukri.org@evil.example/", "evil.example")]
    [InlineData("https://ukrі.org/", "xn--ukr-lhd.org")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/hosts", null)]
    [InlineData("/relative", null)]
    public void Only_web_addresses_become_links(string address, string? host) =>
        (SafeLink.Of(new(address, UriKind.RelativeOrAbsolute))?.Host).ShouldBe(host);

    private static CallWording Words(string language, string zone = Amsterdam, string now = "2026-08-25T05:00:00Z") =>
        CallWording.For(language, zone, InstantPattern.General.Parse(now).Value);

    private static Understood<Deadline> On(LocalTime? time, string? zone, string? stage, string? doubt) =>
        new(new Deadline.On(new(2026, 10, 13), time, zone, stage) { Doubt = doubt }, "x");

    private static Understood<Deadline> Day(int day, string time = "16:00") => MadeUpCalls.On(2026, 10, day, time, London, "x");

    private static Understood<Money> Gbp(decimal amount) => new(new(amount, "GBP"), "x");

    private static OpportunityChange.DeadlineMoved Moved(IReadOnlyList<Understood<Deadline>> old, IReadOnlyList<Understood<Deadline>> @new) =>
        new(old, @new) { Opportunity = new("a", "b"), Version = 2, SeenAt = MadeUpCalls.Now };

    private static string Plain(string words) => words.Replace('\u00A0', ' ');
}
