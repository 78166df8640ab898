using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinFinderTests
{
    private const string Ifs = "https://apply-for-innovation-funding.service.gov.uk/competition/";

    [Theory]
    [Table("""
        2513: Advanced Connectivity Technologies: New Innovators            ¦ 5 August 2026 11:00am    ¦ Advanced Connectivity Technologies: New Innovators                  ¦ 5 August 2026     ¦ Same
        Farming Innovation Programme: feasibility round five                ¦ 9 September 2026 11:00am ¦ Farming Innovation Programme: Feasibility Round 5                   ¦ 9 September 2026  ¦ Same
        Full ADOPT Grant: Round 9                                           ¦ 23 September 2026 11:00am ¦ Full ADOPT Grant: Round 9                                          ¦ 7 October 2026    ¦ Same
        Full ADOPT grant: round eight                                       ¦ 29 July 2026 11:00am     ¦ Full ADOPT Grant: Round 8                                           ¦ 29 July 2026      ¦ Same
        ADOPT Facilitator Support Grant: Round 11                           ¦ 30 August 2026 11:00am   ¦ ADOPT Facilitator Support Grant: Round 11                           ¦ 30 September 2026 ¦ Same
        DRIVE35 innovation fund: collaborate three                          ¦ 16 September 2026 11:00am ¦ DRIVE35 Innovation Fund: Collaborate 3                             ¦ 16 September 2026 ¦ Same
        DRIVE35 Scale-up Fund drawdown five                                 ¦ 4 November 2026 11:00am  ¦ DRIVE35 Scale-up Fund Drawdown 5                                    ¦ 4 November 2026   ¦ Same
        2445: DRIVE35: Scale Up Fund                                        ¦ open                     ¦ DRIVE35: Scale Up Fund                                              ¦ open              ¦ Same
        Innovation Loans Expression of Interest                             ¦ open                     ¦ Innovation Loans Expression of Interest                             ¦ open              ¦ Same
        ACTASAP pilot phase 1                                               ¦ 28 July 2026 11:00am     ¦ ACTASAP Pilot Phase 1                                               ¦ 28 July 2026      ¦ Same
        UK-Switzerland CR&D Round 3                                         ¦ 3 September 2026 11:00am ¦ UK-Switzerland CRD round three                                      ¦ 3 September 2026  ¦ Same
        Pre-announcement: Ultra long duration energy storage                ¦                          ¦ Ultra Long Duration Energy Storage                                  ¦ 30 September 2026 ¦ Same
        Expression of interest: Demand turn up trial for flexibility        ¦ 16 September 2026        ¦ Demand Turn Up trial for flexibility                                ¦ 16 September 2026 ¦ Same
        Expression of interest: Joint call in Advanced Connectivity         ¦ 8 September 2026         ¦ Joint call in Advanced Connectivity                                 ¦ 6 October 2026    ¦ Doubtful
        Venture doctorates for data: outline stage                          ¦ 22 October 2026          ¦ Venture doctorates for data: full stage                             ¦ 22 October 2026   ¦ Different
        UKRI Translation: MRC Proof of Concept: stage one                   ¦ 18 November 2026         ¦ UKRI translation: MRC proof of concept: stage two                   ¦ 4 November 2026   ¦ Different
        ADOPT facilitator support grant: round 9                            ¦ 8 July 2026 11:00am      ¦ ADOPT Facilitator Support Grant: Round 10                           ¦ 12 August 2026    ¦ Different
        Full ADOPT grant: round eight                                       ¦ 29 July 2026             ¦ Full ADOPT Grant: Round 9                                           ¦ 29 July 2026      ¦ Different
        DRIVE35 Scale-up Fund drawdown five                                 ¦ 4 November 2026          ¦ DRIVE35: Scale Up Fund                                              ¦ open              ¦ Different
        Future Leaders Fellowships: Round 11, business and non-academic     ¦ 4 November 2026          ¦ Future Leaders Fellowships: Round 11                                ¦ 4 November 2026   ¦ Different
        Future Leaders Fellowships: Round 11, business                      ¦ 4 November 2026          ¦ Future Leaders Fellowships: Round 11                                ¦ 4 November 2026   ¦ Doubtful
        Supporting semiconductor skills in industry                         ¦ 4 November 2026          ¦ Support semiconductor skills in industry                            ¦ 4 November 2026   ¦ Doubtful
        Computing on the DiRAC facility (RAC19)                             ¦ 17 September 2026        ¦ Computing on the DiRAC facility (RAC20)                             ¦ 17 September 2026 ¦ Different
        Ofgem Strategic Innovation Fund Round 5 Discovery C6                ¦ 24 June 2026             ¦ Ofgem Strategic Innovation Fund Discovery C6                        ¦ 24 June 2026      ¦ Doubtful
        Ofgem Strategic Innovation Fund Discovery C7                        ¦ 24 June 2026             ¦ Ofgem Strategic Innovation Fund Discovery C6                        ¦ 24 June 2026      ¦ Different
        UK-Singapore CRD 2026                                               ¦ 16 December 2026         ¦ UK-Singapore CRD 2027                                               ¦ 16 December 2026  ¦ Different
        UK-Singapore CRD 2026                                               ¦ 16 December 2026         ¦ UK-Singapore CRD                                                    ¦ 16 December 2026  ¦ Same
        UK-Singapore CRD 2026                                               ¦ 16 December 2026         ¦ UK-Singapore CRD                                                    ¦ 2 November 2026   ¦ Doubtful
        Semiconductor skills and training                                   ¦ 16 December 2026         ¦ Semiconductor skills and training                                   ¦ 15 December 2027  ¦ Different
        Semiconductor skills and training                                   ¦ 16 February 2026         ¦ Semiconductor skills and training                                   ¦ 16 June 2026      ¦ Doubtful
        Quantum computing applications for large scale impact: CR&D         ¦ 16 September 2026        ¦ Quantum computing applications for large scale imapct: CR&D         ¦ 16 September 2026 ¦ Same
        Accelerating adoption of quantum enabled sensing and PNT            ¦ 16 September 2026        ¦ Scaling Supply Chains for Quantum Enabled Sensing and PNT           ¦ 16 September 2026 ¦ Different
        Innovation in round one stage two of semiconductors                 ¦ 16 September 2026        ¦ Innovation in round two stage one of semiconductors                 ¦ 16 September 2026 ¦ Different
        """)]
    public void Ukri_and_the_innovation_funding_service(string ukri, string? closes, string competition, string? competitionCloses, TwinVerdict verdict)
    {
        var number = ukri.StartsWith("2445", StringComparison.Ordinal) ? "2445" : ukri.StartsWith("2513", StringComparison.Ordinal) ? "2513" : "2999";
        var comparison = TwinFinder.Compare(
            Calls.Of("ukri", ukri, "UKRI", closes),
            Calls.Of("innovate-uk", competition, "Innovate UK", competitionCloses, $"{Ifs}{number}/overview/cbe58d4f-05a7"));
        comparison.Verdict.ShouldBe(verdict, string.Join("; ", comparison.Reasons));
    }

    [Theory]
    [Table("""
        HORIZON-MSCA-2026-PF-01-01        ¦ MSCA Postdoctoral Fellowships 2026      ¦ 2026-09-09 ¦ MSCA Postdoctoral Fellowships 2026                     ¦ European Commission – MSCA       ¦ 2026-09-09 ¦ Same
        HORIZON-MSCA-2027-PF-01-01        ¦ MSCA Postdoctoral Fellowships 2027      ¦ 2027-09-08 ¦ MSCA Postdoctoral Fellowships 2026                     ¦ European Commission – MSCA       ¦ 2026-09-09 ¦ Different
        HORIZON-MSCA-2027-SE-01-01        ¦ MSCA Staff Exchanges 2027               ¦ 2027-04-15 ¦ MSCA Staff Exchanges 2026                              ¦ MSCA                             ¦ 2026-04-16 ¦ Different
        ERC-2026-ADG                      ¦ ERC ADVANCED GRANTS                     ¦ 2026-08-27 ¦ ERC Advanced Grant 2026                                ¦ European Research Council (ERC)  ¦ 2026-08-27 ¦ Same
        ERC-2027-STG                      ¦ ERC Starting Grant                      ¦            ¦ ERC Starting Grant 2027                                ¦ European Research Council (ERC)  ¦ 2026-10-14 ¦ Same
        ERC-2026-STG                      ¦ ERC Starting Grant                      ¦            ¦ ERC Starting Grant 2027                                ¦ European Research Council (ERC)  ¦ 2026-10-14 ¦ Different
        ERC-2026-PLUS                     ¦ ERC PLUS GRANTS                         ¦            ¦ ERC Plus Grant 2026                                    ¦ European Research Council (ERC)  ¦ 2026-09-02 ¦ Same
        HORIZON-HLTH-2027-01-DISEASE-08   ¦ Innovative antimicrobials               ¦ 2027-04-13 ¦ HORIZON-HLTH-2027-01-DISEASE-08 – New Antibacterials   ¦ Horizon Europe                   ¦ 2027-04-15 ¦ Same
        HORIZON-HLTH-2027-01-DISEASE-09   ¦ Innovative antimicrobials               ¦ 2027-04-13 ¦ HORIZON-HLTH-2027-01-DISEASE-08 – New Antibacterials   ¦ Horizon Europe                   ¦ 2027-04-13 ¦ Different
        HORIZON-CL3-2025-01-SSRI-03       ¦ Uptake Acceleration Services            ¦ 2025-11-12 ¦ Uptake Acceleration Services                           ¦ Horizon Europe: Cluster 3        ¦ 2025-11-12 ¦ Same
        HORIZON-CL3-2027-01-SSRI-01       ¦ Accelerating uptake through open proposals for advanced SME innovation ¦ 2027-11-04 ¦ Accelerating uptake through open proposals for advanced SME innovation ¦ Horizon Europe: Cluster 3 ¦ 2025-11-12 ¦ Different
        HORIZON-CL5-2026-01-D6-01         ¦ Federated CCAM data exchange platform (CCAM Partnership) ¦ 2026-01-20 ¦ Federated CCAM data exchange platform (CCAM Partnership) ¦ Western Balkans Info Hub ¦ 2026-01-20 ¦ Same
        HORIZON-CL5-2026-01-D6-01         ¦ Federated CCAM data exchange platform   ¦ 2026-01-20 ¦ Federated CCAM data exchange platform                  ¦ Interreg Baltic Sea Region       ¦ 2026-01-20 ¦ Doubtful
        EU4H-2025-PJ-11                   ¦ Call for proposals to pilot and implement cancer screening programmes for prostate cancer ¦ 2026-01-06 ¦ Call for proposals to pilot and implement cancer screening programmes for lung cancer ¦ EU4Health ¦ 2026-01-06 ¦ Different
        HORIZON-JU-CHIPS-2026-2-RIA       ¦ RIA Resilience call reinforcing photonics ¦ 2026-09-16 ¦ IA Resilience call reinforcing photonics              ¦ Chips JU                         ¦ 2026-09-16 ¦ Different
        HORIZON-CID-2027-01-01            ¦ Decarbonisation of energy intensive industries ¦ 2027-09-15 ¦ Decarbonisation of energy intensive industries    ¦ Horizon Europe                   ¦ 2026-09-15 ¦ Different
        HORIZON-EIC-2026-STEP             ¦ EIC STEP Scale Up                       ¦ 2026-11-25 ¦ EIC STEP Scale Up 2026                                 ¦ EIC                              ¦ 2026-11-25 ¦ Same
        HORIZON-WIDERA-2027-04-WIDENING-01 ¦ Excellence Hubs                        ¦ 2027-03-04 ¦ Skills Hubs of Excellence                              ¦ Chips JU                         ¦ 2027-03-04 ¦ Doubtful
        """)]
    public void The_eu_portal_and_those_who_copy_it(string topic, string title, string? closes, string copy, string funder, string? copyCloses, TwinVerdict verdict)
    {
        var comparison = TwinFinder.Compare(
            Calls.Of("eu-funding-tenders", title, "European Commission", closes, topic),
            Calls.Of("euroaccess", copy, funder, copyCloses));
        comparison.Verdict.ShouldBe(verdict, string.Join("; ", comparison.Reasons));
    }

    [Theory]
    [Table("""
        Wellcome Discovery Awards 2026 – Round 2       ¦ Wellcome Trust  ¦ 2026-09-22 ¦ Discovery Awards: round two 2026               ¦ Wellcome       ¦ 2026-09-22 ¦ Same
        Wellcome Discovery Awards 2026 – Round 2       ¦ Wellcome Trust  ¦ 2026-09-22 ¦ Discovery Awards: round one 2026               ¦ Wellcome       ¦ 2026-03-31 ¦ Different
        Open Technology Programme (OTP) 2026           ¦ NWO             ¦ 2026-12-11 ¦ Open Technology Programme                      ¦ NWO            ¦ open       ¦ Doubtful
        Open Competition Domain Science – M 2025/2026  ¦ NWO             ¦ 2026-07-31 ¦ Open Competition Domain Science – XL 2025/2026 ¦ NWO            ¦ 2026-07-31 ¦ Different
        Open Competition Domain Science XS 2026 – Packet 26-2 ¦ NWO      ¦ 2026-04-14 ¦ Open Competition Domain Science – XS 2026 Packet 26-3 ¦ NWO     ¦ 2026-09-15 ¦ Different
        Veni – ZonMw Health Research Domain 2025/2026  ¦ ZonMw           ¦ 2026-01-27 ¦ Veni – ZonMw Health Research Domain 2026/2027  ¦ NWO            ¦ 2027-01-27 ¦ Different
        Vidi – Science Domain 2026                     ¦ NWO             ¦ 2026-10-01 ¦ Vici – Science Domain 2026                     ¦ NWO            ¦ 2026-09-08 ¦ Different
        Research Fellowship 2026                       ¦ KWF             ¦ 2026-05-01 ¦ Research Fellowship 2026                       ¦ Longfonds      ¦ 2026-09-01 ¦ Different
        Research Fellowship 2026                       ¦ KWF             ¦ 2026-05-01 ¦ Research Fellowship 2026                       ¦ Longfonds      ¦ 2026-05-01 ¦ Doubtful
        Early career research fellowship               ¦ EPSRC           ¦ 2026-05-01 ¦ Early career research fellowship               ¦ MRC            ¦ 2026-05-01 ¦ Doubtful
        Early career research fellowship               ¦ EPSRC           ¦ 2026-05-01 ¦ Early career research fellowship               ¦ UKRI           ¦ 2026-05-01 ¦ Same
        Programma Kwantum, tweede ronde                ¦ NWO             ¦ 2026-05-01 ¦ Programma Kwantum ronde 2                      ¦ NWO            ¦ 2026-05-01 ¦ Same
        Boiler Upgrade Scheme                          ¦                 ¦ 2027-12-31 ¦ Boiler Upgrade Scheme                          ¦ DESNZ          ¦ 2027-12-31 ¦ Same
        Upgrade Scheme                                 ¦                 ¦ 2027-12-31 ¦ Upgrade Scheme                                 ¦ DESNZ          ¦ 2027-12-31 ¦ Doubtful
        Postdoctoral Award (Cohort 3)                  ¦ NIHR            ¦ 2026-06-16 ¦ Doctoral Award (Cohort 3)                      ¦ NIHR           ¦ 2026-06-16 ¦ Different
        Reumafonds Research Grants 2026                ¦ Reumafonds      ¦ 2026-06-01 ¦ EULAR Research Grants 2026                     ¦ EULAR          ¦ 2026-06-01 ¦ Different
        """)]
    public void Funders_and_curated_lists(string title, string? funder, string? closes, string other, string? otherFunder, string? otherCloses, TwinVerdict verdict)
    {
        var comparison = TwinFinder.Compare(Calls.Of("nl-curated", title, funder, closes), Calls.Of("funder", other, otherFunder, otherCloses));
        comparison.Verdict.ShouldBe(verdict, string.Join("; ", comparison.Reasons));
    }

    [Fact]
    public void One_programme_page_given_for_two_calls_does_not_make_them_one()
    {
        const string Page = "https://www.nwo.nl/en/researchprogrammes/nwo-talent-programme";
        var vidi = Calls.Of("nl-curated", "Vidi – Science Domain 2026", "NWO", "2026-10-01", "5") with { Address = new(Page) };
        var veni = Calls.Of("other-list", "Veni – Science Domain 2026", "NWO", "2026-09-01", "178") with { Address = new(Page + "/?utm_source=list") };
        TwinFinder.Compare(vidi, veni).Verdict.ShouldNotBe(TwinVerdict.Same);
        TwinFinder.Compare(vidi, vidi with { Id = new("other-list", "9"), Address = new(Page + "/#vidi") }).Verdict.ShouldBe(TwinVerdict.Same);
        TwinFinder.Compare(vidi, Calls.Of("other-list", "Vidi – Science Domain 2027", "NWO", "2027-10-01", "6") with { Address = new(Page) }).Verdict.ShouldBe(TwinVerdict.Different);
    }

    [Fact]
    public void A_number_in_the_text_helps_a_like_title_but_is_not_enough_alone()
    {
        var topic = Calls.Of("eu-funding-tenders", "Neuromorphic chips for edge systems", "European Commission", "2027-04-13", "HORIZON-CL4-2027-04-DATA-03");
        var copy = Calls.Of("list", "Neuromorphic chips for edge systems", null, "2027-09-13") with { Description = "See HORIZON-CL4-2027-04-DATA-03." };
        TwinFinder.Compare(topic, copy).Verdict.ShouldBe(TwinVerdict.Same);
        TwinFinder.Compare(topic, copy with { Title = "A guide to all topics on chips" }).Verdict.ShouldBe(TwinVerdict.Different);
        TwinFinder.Compare(topic, copy with { Title = "Chips of tomorrow", Deadlines = topic.Deadlines }).Verdict.ShouldBe(TwinVerdict.Doubtful);
    }

    [Fact]
    public void Calls_of_one_source_are_never_one_by_rule()
    {
        var one = Calls.Of("find-a-grant", "Electric vehicle chargepoint grant for renters", "Office for Zero Emission Vehicles", "31 March 2027", "grant-1");
        var again = one with { Id = new("find-a-grant", "grant-3") };
        TwinFinder.Compare(one, again).Verdict.ShouldBe(TwinVerdict.Doubtful);
        TwinFinder.Compare(one, again with { Deadlines = [] }).Verdict.ShouldBe(TwinVerdict.Different);
    }

    [Theory]
    [Table("""
        Photonic Start Grant Fund ¦ 20 November 2026 ¦ 2026-11-21 ¦ 2 January 2027   ¦ Doubtful
        Photonic Start Grant Fund ¦ 20 November 2026 ¦ 2026-11-20 ¦ 2 January 2027   ¦ Same
        Photonic Start Grant Fund ¦ 20 November 2026 ¦ 2026-11-21 ¦ 20 November 2026 ¦ Same
        Photonic Start Grant Fund ¦ 20 November 2026 ¦ 2026-11-21 ¦                  ¦ Doubtful
        Photonic Accelerator 2026 ¦ 4 March 2026     ¦ 2026-03-05 ¦ 17 June 2026     ¦ Doubtful
        Photonic Accelerator 2026 ¦ 4 March 2026     ¦ 2026-03-04 ¦ 17 June 2026     ¦ Same
        """)]
    public void What_was_over_before_the_other_was_seen_may_be_the_last_round(string title, string closes, string seen, string? otherCloses, TwinVerdict verdict)
    {
        var day = NodaTime.Text.LocalDatePattern.Iso.Parse(seen).Value;
        var comparison = TwinFinder.Compare(
            Calls.Of("ukri", title, "EPSRC", closes, seen: Instant.FromUtc(2026, 1, 5, 6, 0)),
            Calls.Of("innovate-uk", title, "EPSRC", otherCloses, seen: day.AtMidnight().InUtc().ToInstant() + Duration.FromHours(6)));
        comparison.Verdict.ShouldBe(verdict, string.Join("; ", comparison.Reasons));
        comparison.Reasons.Contains("one was over before the other was seen").ShouldBe(verdict == TwinVerdict.Doubtful);
    }

    [Fact]
    public void Neither_is_one_that_says_closed_or_was_withdrawn_the_next_round_of_itself()
    {
        var old = Calls.Of("eu-funding-tenders", "Photonic accelerator", "European Commission", null, "HORIZON-EIC-2026-ACCELERATOR-01", Calls.Seen - Duration.FromDays(90));
        var next = Calls.Of("euroaccess", "Photonic accelerator", "European Commission", "1 May 2027") with { Description = "HORIZON-EIC-2026-ACCELERATOR-01" };
        TwinFinder.Compare(old, next).Verdict.ShouldBe(TwinVerdict.Same);
        TwinFinder.Compare(old with { StatusWord = new(OpportunityStatus.Closed, "Closed") }, next).Verdict.ShouldBe(TwinVerdict.Doubtful);
        TwinFinder.Compare(old with { WithdrawnAt = Calls.Seen }, next).Verdict.ShouldBe(TwinVerdict.Doubtful);
        TwinFinder.Compare(old with { WithdrawnAt = Calls.Seen + Duration.FromDays(1) }, next).Verdict.ShouldBe(TwinVerdict.Same);
    }

    [Fact]
    public void The_reasons_say_what_agrees_and_what_does_not()
    {
        var comparison = TwinFinder.Compare(
            Calls.Of("ukri", "Full ADOPT Grant: Round 9", "UKRI", "23 September 2026 11:00am"),
            Calls.Of("innovate-uk", "Full ADOPT Grant: Round 9", "Innovate UK", "7 October 2026"));
        comparison.Reasons.ShouldBe(["the same title and funder; sources disagree on the date", "titles alike in every word", "funders agree", "deadlines 14 days apart"]);
        comparison.First.Source.ShouldBe("innovate-uk");
    }
}
