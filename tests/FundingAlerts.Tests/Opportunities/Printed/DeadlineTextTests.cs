using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class DeadlineTextTests
{
    [Theory]
    [Table("""
        en    ¦ Applications close on 5 May 2026 at 4pm                               ¦ 2026-05-05 16:00
        en    ¦ Deadline: Tuesday 5th May 2026, 12 noon                               ¦ 2026-05-05 12:00
        en    ¦ the first of March 2027                                               ¦ 2027-03-01
        en    ¦ twenty-first of September 2026                                        ¦ 2026-09-21
        en    ¦ Sept. 9, 2026 by 5:00 p.m.                                            ¦ 2026-09-09 17:00
        en    ¦ no later than 17:00 on 30 June 2026                                   ¦ 2026-06-30 17:00
        en    ¦ midnight on 5 May 2026                                                ¦ 2026-05-05 23:59
        en    ¦ 5 May 2026 at midday                                                  ¦ 2026-05-05 12:00
        en    ¦ 12:00 (noon) on 7 July 2026                                           ¦ 2026-07-07 12:00
        en    ¦ 1700 hrs, 7 July 2026                                                 ¦ 2026-07-07 17:00
        en    ¦ Closing date:14 August2026                                            ¦ 2026-08-14
        en    ¦ Deadline extended from 5 May 2026 to 19 May 2026                      ¦ 2026-05-19
        en    ¦ 19 May 2026 (previously 5 May 2026)                                   ¦ 2026-05-19
        en    ¦ The deadline of 5 May 2026 has been extended to 19 May 2026           ¦ 2026-05-19
        en    ¦ 12 May 2026 instead of 5 May 2026                                     ¦ 2026-05-12
        en    ¦ Opens 3 March 2026, closes 5 May 2026 at 17:00                        ¦ 2026-03-03 > 2026-05-05 17:00
        en    ¦ between 3 March and 5 May 2026                                        ¦ 2026-03-03 > 2026-05-05
        en    ¦ 15 November - 15 January 2027                                         ¦ 2026-11-15 > 2027-01-15
        en    ¦ 1-15 March 2026                                                       ¦ 2026-03-01 > 2026-03-15
        en    ¦ Stage 1: 3 March 2026; Stage 2: 7 September 2026                      ¦ 2026-03-03; 2026-09-07
        en    ¦ outline by 5 May 2026, full proposal by 9 Oct 2026                    ¦ 2026-05-05; 2026-10-09
        en    ¦ Cut-off dates: 3 March, 5 May and 7 September 2026                    ¦ 2026-03-03; 2026-05-05; 2026-09-07
        en    ¦ Deadlines: 3 March 2026 (stage 1); 7 September 2026 (stage 2)         ¦ 2026-03-03; 2026-09-07
        en    ¦ Stage 1 deadline: 3 March 2026; Stage 2: 7 September 2026             ¦ 2026-03-03; 2026-09-07
        en    ¦ Published on 3 May 2026, deadline 5 June 2026                         ¦ 2026-06-05
        en    ¦ Opening date\n3 March 2026\nClosing date\n5 May 2026                  ¦ 2026-03-03 > 2026-05-05
        en    ¦ Neuromorphic chips | 31.12.2026                                       ¦ 2026-12-31
        en    ¦ Applications open from 3 March 2026                                   ¦ 2026-03-03 > ?
        en-US ¦ 05/07/2026                                                            ¦ 2026-05-07
        en-GB ¦ 05/07/2026                                                            ¦ 2026-07-05
              ¦ 05/07/2026                                                            ¦ ?
              ¦ 25/07/2026                                                            ¦ 2026-07-25
        nl    ¦ uiterlijk dinsdag 5 mei 2026 om 14.00 uur                             ¦ 2026-05-05 14:00
        nl    ¦ Sluitingsdatum: 1 februari 2027, 17u00                                ¦ 2027-02-01 17:00
        nl    ¦ Indienen kan van 4 maart tot en met 29 april 2026, 17:00 uur          ¦ 2026-03-04 > 2026-04-29 17:00
        nl    ¦ verlengd tot 12 mei 2026                                              ¦ 2026-05-12
        nl    ¦ di 5 mei 2026, 12 uur                                                 ¦ 2026-05-05 12:00
        nl    ¦ 05-06-2026                                                            ¦ 2026-06-05
        nl    ¦ vooraanmelding: 3 maart 2026, uitgewerkte aanvraag: 1 juli 2026       ¦ 2026-03-03; 2026-07-01
        nl    ¦ eerste ronde sluit 1 april 2026                                       ¦ 2026-04-01
        de    ¦ Einreichfrist: 15. März 2026, 12 Uhr                                  ¦ 2026-03-15 12:00
        de    ¦ bis spätestens 30. Juni 2026 um 17:00 Uhr                             ¦ 2026-06-30 17:00
        de    ¦ Bewerbungsschluss ist der 1. Oktober 2026                             ¦ 2026-10-01
        de    ¦ vom 1. bis 15. März 2026                                              ¦ 2026-03-01 > 2026-03-15
        de    ¦ 01.10. - 31.12.2026                                                   ¦ 2026-10-01 > 2026-12-31
        de    ¦ Die Frist wurde verlängert bis zum 12. Mai 2026                       ¦ 2026-05-12
        de    ¦ Stichtag 5.6.2026, 24 Uhr                                             ¦ 2026-06-05 23:59
        fr    ¦ Date limite : 1er mars 2027 à 17 heures                               ¦ 2027-03-01 17:00
        fr    ¦ jusqu'au 15 août 2026 à 12h                                           ¦ 2026-08-15 12:00
        fr    ¦ du 4 mai au 30 juin 2026                                              ¦ 2026-05-04 > 2026-06-30
        fr    ¦ Clôture le mardi 5 mai 2026 à minuit                                  ¦ 2026-05-05 23:59
        fr    ¦ au plus tard le 09/10/2026                                            ¦ 2026-10-09
        en    ¦ ２０ March 2026                                                         ¦ 2026-03-20
        en    ¦ ‏5 May 2026                                                           ¦ 2026-05-05
        en    ¦ first stage 22 September 2026 17:00, second stage 13 April 2027 17:00 ¦ 2026-09-22 17:00; 2027-04-13 17:00
        en    ¦ Open until 5 May 2026 or until the budget is exhausted                ¦ 2026-05-05
        en    ¦ Event date: 5 May 2026 Deadline: 1 April 2026                         ¦ 2026-04-01
        en    ¦ Closing date 5 May 2026 (projects start 1 September 2026)             ¦ 2026-05-05
        en    ¦ Webinar 3 April 2026 10:00, deadline 5 May 2026 17:00                 ¦ 2026-05-05 17:00
        nl    ¦ De sluitingsdatum is verplaatst van 5 mei 2026 naar 12 mei 2026       ¦ 2026-05-12
        de    ¦ Skizzen bis 5. Mai 2026, Vollanträge bis 9. Oktober 2026              ¦ 2026-05-05; 2026-10-09
        de    ¦ Stichtage: 1. April und 1. Oktober 2026                               ¦ 2026-04-01; 2026-10-01
        fr    ¦ Ouverture : 1er mars 2026 – Clôture : 30 avril 2026 à 17h             ¦ 2026-03-01 > 2026-04-30 17:00
        it    ¦ entro il 30 aprile 2026 ore 13:00                                     ¦ 2026-04-30 13:00
        """)]
    public void A_closing_date_is_read(string? language, string text, string expected) =>
        Reading.Dates(text, new(language)).ShouldBe(expected);

    [Theory]
    [Table("""
        en ¦ Published on 3 May 2026
        en ¦ Last updated: 3 May 2026
        en ¦ Projects must start by 1 March 2027
        en ¦ Start date of the project: 1 March 2027
        en ¦ Webinar on 3 May 2026 at 14:00
        en ¦ Deadline for questions: 3 May 2026
        en ¦ in two weeks
        en ¦ 37 days left
        en ¦ two weeks after 3 May 2026
        en ¦ 31 February 2026
        en ¦ 1 April each year
        en ¦ every first Monday of the month
        en ¦ 17:00 CET
        en ¦ May 2026
        en ¦ Round 3 March 2026
        en ¦ 13 November
        en ¦ 99999999
        en ¦ call 20260112 of the programme
        en ¦ We may close this call at any time.
        en ¦ No deadline extension will be granted
        en ¦ The regulation of 3 May 2026
        nl ¦ Gepubliceerd op 3 mei 2026
        nl ¦ binnen 24 uur
        nl ¦ elk jaar op 1 april
        de ¦ Bekanntmachung vom 05.06.2026
        de ¦ Laufende Projekte
        de ¦ Stand: 3. Mai 2026
        de ¦ Rückfragen sind jederzeit möglich
        fr ¦ Mis à jour le 3 mai 2026
        fr ¦ Décision du 3 mai 2026
        en ¦ Awards will be announced by 5 May 2026
        en ¦ The project must be completed by 31 March 2028
        en ¦ Grant no. 12/05/2026-A
        en ¦ Proposals due 5/6/26
        fr ¦ Résultats : 5 mai 2026
        nl ¦ Startdatum project uiterlijk 1 september 2026
        de ¦ Projektbeginn ab 1. Januar 2027
        en ¦ An open economy is what the European ministers spoke about in Council on 1 – 2 October 2020
        en ¦ A new plan for the regions, communication of 30.09.2020
        """)]
    public void What_is_no_closing_date_stays_unknown(string language, string text) =>
        Reading.Dates(text, new(language)).ShouldBe("?");

    [Theory]
    [Table("""
        en ¦ Open all year                               ¦ rolling
        en ¦ Applications are accepted at any time       ¦ rolling
        en ¦ Submissions are assessed on a rolling basis ¦ rolling
        en ¦ There is no fixed deadline for this call    ¦ rolling
        nl ¦ Geen deadline                               ¦ rolling
        nl ¦ U kunt het hele jaar door indienen          ¦ rolling
        de ¦ laufend                                     ¦ rolling
        de ¦ Anträge können jederzeit eingereicht werden ¦ rolling
        de ¦ Keine feste Frist                           ¦ rolling
        fr ¦ au fil de l'eau                             ¦ rolling
        fr ¦ Sans date limite                            ¦ rolling
        en ¦ Continuous submission until 11 Dec 2026     ¦ rolling until 2026-12-11
        en ¦ TBC                                         ¦ unannounced
        en ¦ Closing date to be announced                ¦ unannounced
        en ¦ No deadline has been announced yet          ¦ unannounced|?
        nl ¦ nog niet bekend                             ¦ unannounced
        de ¦ wird noch bekannt gegeben                   ¦ unannounced
        fr ¦ à venir                                     ¦ unannounced
        en ¦ Opens 3 March 2026, deadline TBC            ¦ 2026-03-03 > unannounced
        """)]
    public void A_call_without_a_date_says_why(string language, string text, string expected) =>
        expected.Split('|').ShouldContain(Reading.Dates(text, new(language)));

    [Theory]
    [Table("""
        5 May 2026, 17:00 CET                       ¦ Europe/Amsterdam ¦ Europe/Amsterdam ¦ 2026-05-05T15:00:00Z ¦ true
        5 January 2026, 17:00 CET                   ¦ Europe/Amsterdam ¦ Europe/Amsterdam ¦ 2026-01-05T16:00:00Z ¦ false
        5 January 2026, 17:00 CEST                  ¦ Europe/Amsterdam ¦ UTC+02           ¦ 2026-01-05T15:00:00Z ¦ true
        5 July 2026, 17:00 GMT                      ¦ Europe/London    ¦ Europe/London    ¦ 2026-07-05T16:00:00Z ¦ true
        5 January 2026, 17:00 BST                   ¦ Europe/London    ¦ UTC+01           ¦ 2026-01-05T16:00:00Z ¦ true
        5 May 2026, 17:00 CET/CEST                  ¦                  ¦ Europe/Brussels  ¦ 2026-05-05T15:00:00Z ¦ false
        17:00 Central European Time, 5 January 2026 ¦                  ¦ Europe/Brussels  ¦ 2026-01-05T16:00:00Z ¦ false
        5 May 2026, 23:59 AoE                       ¦ Europe/Amsterdam ¦ UTC-12           ¦ 2026-05-06T11:59:00Z ¦ false
        5 May 2026, 17:00 UTC+2                     ¦                  ¦ UTC+02           ¦ 2026-05-05T15:00:00Z ¦ false
        5 May 2026, 17:00 (UTC -05:30)              ¦                  ¦ UTC-05:30        ¦ 2026-05-05T22:30:00Z ¦ false
        5 May 2026 at 5pm EDT                       ¦ Europe/Brussels  ¦ America/New_York ¦ 2026-05-05T21:00:00Z ¦ false
        5 May 2026, 16:00 JST                       ¦                  ¦ Asia/Tokyo       ¦ 2026-05-05T07:00:00Z ¦ false
        5 May 2026, 17:00 local time in Seoul       ¦                  ¦ Asia/Seoul       ¦ 2026-05-05T08:00:00Z ¦ false
        5 May 2026, 17:00 Stockholm time            ¦                  ¦ Europe/Stockholm ¦ 2026-05-05T15:00:00Z ¦ false
        5 mai 2026, 17h00 (heure de Bruxelles)      ¦                  ¦ Europe/Brussels  ¦ 2026-05-05T15:00:00Z ¦ false
        5 mei 2026, 17:00 uur Amsterdamse tijd      ¦                  ¦ Europe/Amsterdam ¦ 2026-05-05T15:00:00Z ¦ false
        2pm CEST (1pm UK time) on 5 May 2026        ¦                  ¦ Europe/Brussels  ¦ 2026-05-05T12:00:00Z ¦ false
        2pm CEST (12pm UK time) on 5 May 2026       ¦                  ¦ Europe/Brussels  ¦ 2026-05-05T12:00:00Z ¦ true
        17:00 on 5 May 2026 (Brussels time)         ¦                  ¦ Europe/Brussels  ¦ 2026-05-05T15:00:00Z ¦ false
        5 May 2026, 17:00 Ruritania time            ¦ Europe/Brussels  ¦                  ¦                      ¦ true
        5 May 2026, 17:00 CST                       ¦ Europe/Brussels  ¦                  ¦                      ¦ true
        Fri, 07 Aug 2026 09:31:55 +0100             ¦ Europe/Brussels  ¦ UTC+01           ¦ 2026-08-07T08:31:55Z ¦ false
        """)]
    public void The_printed_clock_settles_the_instant(string text, string? zone, string? expectedZone, string? expectedUtc, bool inDoubt)
    {
        var on = DeadlineText.Read(text, new("en", zone)).Deadlines.ShouldHaveSingleItem().ShouldBeOfType<Deadline.On>();
        on.Zone.ShouldBe(expectedZone);
        (on.At is { } at ? NodaTime.Text.InstantPattern.General.Format(at) : null).ShouldBe(expectedUtc);
        (on.Doubt is not null).ShouldBe(inDoubt, on.Doubt);
    }

    [Theory]
    [Table("""
        2026-09-16T00:00:00.000Z     ¦ 2026-09-16 17:00
        2026-09-15T22:00:00Z         ¦ 2026-09-16 17:00
        2026-11-30T23:00:00.000+0000 ¦ 2026-12-01 17:00
        2026-09-16T17:00:00Z         ¦ 2026-09-16 17:00
        2026-09-16T12:30:00Z         ¦ 2026-09-16 14:30
        1789516800000                ¦ 2026-09-16 17:00
        16 September 2026            ¦ 2026-09-16 17:00
        """)]
    public void A_source_with_a_usual_time_prints_dates_as_instants(string text, string expected) =>
        Reading.Dates(text, new("en", Zones.Brussels, new LocalTime(17, 0))).ShouldBe(expected);

    [Theory]
    [Table("""
        13 November          ¦ 2026-10-01 ¦ 2026-11-13
        13 March             ¦ 2026-10-01 ¦ 2027-03-13
        Friday 13 November   ¦ 2026-10-01 ¦ 2026-11-13
        Thursday 13 November ¦ 2026-10-01 ¦ ?
        1 April each year    ¦ 2026-10-01 ¦ ?
        """)]
    public void A_missing_year_follows_from_the_publication(string text, string published, string expected) =>
        Reading.Dates(text, new("en", Published: NodaTime.Text.LocalDatePattern.Iso.Parse(published).Value)).ShouldBe(expected);

    [Fact]
    public void A_weekday_that_does_not_fit_is_doubted()
    {
        var on = DeadlineText.Read("Friday 12 November 2026", new("en")).Deadlines.ShouldHaveSingleItem().ShouldBeOfType<Deadline.On>();
        on.Date.ShouldBe(new LocalDate(2026, 11, 12));
        on.Doubt.ShouldNotBeNull().ShouldContain("Thursday");
    }

    [Fact]
    public void Stages_keep_their_names()
    {
        var deadlines = DeadlineText.Read("outline by 5 May 2026, full proposal by 9 Oct 2026", new("en")).Deadlines.Cast<Deadline.On>();
        deadlines.Select(on => on.Stage).ShouldBe(["outline", "full proposal"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("😀 \uD800 \u0000 ¦ ½")]
    public void Nothing_and_noise_are_unknown(string text) => Reading.Dates(text, new()).ShouldBe("?");

    [Fact]
    public void Only_the_first_four_thousand_characters_count() =>
        Reading.Dates(new string(' ', 4_000) + "5 May 2026", new("en")).ShouldBe("?");
}
