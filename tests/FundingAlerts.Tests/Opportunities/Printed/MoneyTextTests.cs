using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class MoneyTextTests
{
    [Theory]
    [Table("""
        up to £1.5m per project                                                                   ¦ GBP ..1500000
        £250k                                                                                     ¦ GBP ..250000
        € 1.250.000,50                                                                            ¦ EUR ..1250000.5
        1 250 000 €                                                                               ¦ EUR ..1250000
        CHF 1'000'000                                                                             ¦ CHF ..1000000
        2.8 million euro                                                                          ¦ EUR ..2800000
        k€ 50                                                                                     ¦ EUR ..50000
        750.000 EUR                                                                               ¦ EUR ..750000
        4 M€                                                                                      ¦ EUR ..4000000
        US$ 2 million                                                                             ¦ USD ..2000000
        USD 300,000                                                                               ¦ USD ..300000
        $500,000                                                                                  ¦ ?
        500,000                                                                                   ¦ ?
        maximaal 250 duizend euro                                                                 ¦ EUR ..250000
        ten hoogste 1,5 mln euro                                                                  ¦ EUR ..1500000
        minimaal € 25.000                                                                         ¦ EUR 25000..
        van € 10.000 tot € 50.000                                                                 ¦ EUR 10000..50000
        zwischen 50.000 und 200.000 Euro                                                          ¦ EUR 50000..200000
        höchstens 2 Mrd. Euro                                                                     ¦ EUR ..2000000000
        ab 10.000 Euro                                                                            ¦ EUR 10000..
        entre 100 000 et 300 000 euros                                                            ¦ EUR 100000..300000
        jusqu'à 1,2 million d'euros                                                               ¦ EUR ..1200000
        3 Md €                                                                                    ¦ EUR ..3000000000
        100 to 250 thousand euro                                                                  ¦ EUR 100000..250000
        £1 to £2 million                                                                          ¦ GBP 1000000..2000000
        at least €50,000 and at most €200,000                                                     ¦ EUR 50000..200000
        between €1 million and €2 million                                                         ¦ EUR 1000000..2000000
        SEK 5 million                                                                             ¦ SEK ..5000000
        TRL 4-6                                                                                   ¦ ?
        10 projects in 2026                                                                       ¦ ?
        HORIZON-CL4-2026-04                                                                       ¦ ?
        The call has €20 million; a project gets €2 million, a partner €300,000 and travel €5,000 ¦ ?
        £20,000 or €25,000                                                                        ¦ ?
        2.345 million euro                                                                        ¦ EUR ..2345000
        € 1.234 miljoen                                                                           ¦ EUR ..1234000000
        1,670 million euro                                                                        ¦ EUR ..1670000000
        €1.234M                                                                                   ¦ ?
        3 x €100,000                                                                              ¦ ?
        EUR 1 and 2 million                                                                       ¦ EUR 1000000..2000000
        Budget 2026 € 3 million                                                                   ¦ EUR ..3000000
        increase from £1m to £2m                                                                  ¦ GBP ..2000000
        €10M total budget; max €2M per project                                                    ¦ ?
        £107 per ha                                                                               ¦ ?
        turnover < 300 M€                                                                         ¦ ?
        maximum of € 3                                                                            ¦ ?
        EUR 2 000 00 0                                                                            ¦ ?
        """)]
    public void An_amount_is_read(string text, string expected) => Reading.Money(text).ShouldBe(expected);

    [Theory]
    [Table("""
        a share of up to £2 million  ¦ Total
        € 500.000 per projectaandeel ¦ PerAward
        maximum award £50,000        ¦ PerAward
        subsidieplafond € 3.000.000  ¦ Total
        100.000 Euro pro Vorhaben    ¦ PerAward
        £50,000                      ¦ Unknown
        """)]
    public void The_words_say_what_an_amount_measures(string text, MoneyRole role) => MoneyText.Read(text, new()).Role.ShouldBe(role);

    [Theory]
    [Table("""
        50 %                                     ¦ 50
        We will fund £4,480,000 (80%) of the FEC ¦ 80
        62,5 % der Kosten                        ¦ 62.5
        """)]
    public void A_percentage_is_a_rate(string text, double percent) => MoneyText.Read(text, new()).RatePercent.ShouldBe((decimal)percent);
}
