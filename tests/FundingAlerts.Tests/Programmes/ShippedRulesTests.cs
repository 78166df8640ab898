using System.Reflection;
using FundingAlerts.Opportunities;
using FundingAlerts.Programmes;

namespace FundingAlerts.Tests.Programmes;

public class ShippedRulesTests
{
    // Real calls: reference, title, funder, type and dates as their sources print them.
    [Theory]
    [Table("""
        HORIZON-EURATOM-2026-01-02                      ¦ Safety of SMRs, advanced and innovative nuclear reactors and fuels    ¦ Euratom Research and Training Programme ¦ EURATOM Innovation Actions       ¦            ¦            ¦ euratom                               ¦ MayLead          ¦ Unknown          ¦ Unknown
        HORIZON-EIC-2026-STEP                           ¦ EIC STEP Scale Up                                                     ¦ Horizon Europe (HORIZON)                ¦ HORIZON EIC Equity Only          ¦ 2025-11-06 ¦ 2026-11-25 ¦ eic-equity                            ¦ MayLead          ¦ NotEligible      ¦ Cannot
        HORIZON-EIC-2026-DEFENCE-01                     ¦ EIC defence call                                                      ¦                                         ¦ HORIZON EIC Equity Only          ¦            ¦            ¦ eic-equity                            ¦ MayLead          ¦ NotEligible      ¦ Cannot
        HORIZON-EIC-2026-ACCELERATOROPEN                ¦ EIC Accelerator Open                                                  ¦ Horizon Europe (HORIZON)                ¦ HORIZON EIC Grants               ¦            ¦            ¦ eic-accelerator                       ¦ MayLead          ¦ MayLead          ¦ Unknown
        fast-track-to-the-eic-accelerator-call-3        ¦ Fast Track to the EIC Accelerator ‒ Call 3                            ¦ Eureka Network                          ¦                                  ¦            ¦ 2025-12-01 ¦ eic-accelerator                       ¦ MayLead          ¦ MayLead          ¦ Unknown
        HORIZON-WIDERA-2026-GENDER-Prize-03             ¦ Inclusive Gender Equality Champions                                   ¦                                         ¦ HORIZON Recognition Prize        ¦            ¦            ¦ horizon-prizes                        ¦ Unknown          ¦ Unknown          ¦ Unknown
        HORIZON-EIT-2025-KIC-IBA-UM                     ¦ EITURBANMOBILITY Business Plan 2026                                   ¦                                         ¦                                  ¦            ¦            ¦ horizon-eit                           ¦ Unknown          ¦ Unknown          ¦ Unknown
        1762                                            ¦ KAVA Call 13: Call for Innovation & Education Projects                ¦ European Institute of Innovation and Technology ¦                          ¦            ¦            ¦ horizon-eit                           ¦ Unknown          ¦ Unknown          ¦ Unknown
        HORIZON-WIDERA-2026-03-WIDENING-01              ¦ Hop-On Facility                                                       ¦ Horizon Europe (HORIZON)                ¦ HORIZON  Research and Innovation Actions ¦ 2026-01-13 ¦ 2026-09-24 ¦ horizon-widening              ¦ Unknown          ¦ Unknown          ¦ Unknown
        HORIZON-CL4-2026-SPACE-03-81                    ¦ Space critical EEE components for EU non-dependence – Radiation Hard FPGA on 7nm ¦ Horizon Europe (HORIZON)     ¦ HORIZON  Research and Innovation Actions ¦ 2026-03-10 ¦ 2026-09-03 ¦ horizon-non-dependence        ¦ MayLead          ¦ Unknown          ¦ Unknown
        HORIZON-JU-CHIPS-2026-3-RIA                     ¦ Call with Digital Partnership and TTC countries                       ¦ Horizon Europe (HORIZON)                ¦ HORIZON JU Research and Innovation Actions ¦ 2026-07-07 ¦ 2026-09-16 ¦ chips-ju-since-uk-joined     ¦ MayLead          ¦ MayTakePart      ¦ Can
        HORIZON-JU-CHIPS-2026-2-CSA                     ¦ Supply chain resilience CSA                                           ¦                                         ¦ HORIZON JU Coordination and Support Actions ¦         ¦            ¦ chips-ju-since-uk-joined              ¦ MayLead          ¦ MayTakePart      ¦ Can
        HORIZON-JU-CHIPS-2024-3-RIA                     ¦ Joint call with Korea                                                 ¦                                         ¦                                  ¦            ¦ 2024-05-14 ¦ chips-ju-since-uk-joined              ¦ MayLead          ¦ MayTakePart      ¦ Can
        HORIZON-KDT-JU-2023-2-RIA                       ¦ Electronic components and systems                                     ¦                                         ¦                                  ¦            ¦ 2023-09-19 ¦ chips-ju-before-uk-joined             ¦ MayLead          ¦ Unknown          ¦ Unknown
        HORIZON-JU-EUROHPC-2026-NAPT-11-01              ¦ Neutral-Atom Platform Technologies                                    ¦ Horizon Europe (HORIZON)                ¦ HORIZON JU Research and Innovation Actions ¦ 2026-08-13 ¦ 2026-11-17 ¦ eurohpc-since-uk-joined      ¦ MayLead          ¦ MayTakePart      ¦ Can
        HORIZON-EUROHPC-JU-2023-ENERGY-04               ¦ Energy efficient technologies in HPC                                  ¦                                         ¦                                  ¦            ¦ 2023-08-31 ¦ eurohpc-before-uk-joined              ¦ MayLead          ¦ Unknown          ¦ Unknown
        HORIZON-EUROHPC-JU-2024-BENCHMARK-05            ¦ A European HPC-centric Benchmark Framework                            ¦                                         ¦                                  ¦            ¦            ¦ eurohpc-since-uk-joined               ¦ MayLead          ¦ Unknown          ¦ Unknown
        ERC-2026-ADG                                    ¦ ERC ADVANCED GRANTS                                                   ¦ Horizon Europe (HORIZON)                ¦ HORIZON ERC Grants               ¦ 2026-05-28 ¦ 2026-08-27 ¦ erc                                   ¦ MayLead          ¦ MayLead          ¦ Unknown
        23                                              ¦ ERC Starting Grant 2027                                               ¦ European Research Council (ERC)         ¦ Personal Fellowship              ¦            ¦            ¦ erc                                   ¦ MayLead          ¦ MayLead          ¦ Unknown
        HORIZON-MSCA-2026-PF-01-01                      ¦ MSCA Postdoctoral Fellowships 2026                                    ¦ Horizon Europe (HORIZON)                ¦ HORIZON TMA MSCA Postdoctoral Fellowships - European Fellowships ¦ 2026-04-09 ¦ 2026-09-09 ¦ msca-persons ¦ MayLead  ¦ MayLead          ¦ Unknown
        HORIZON-MSCA-2026-DN-01-01                      ¦ MSCA Doctoral Networks 2026                                           ¦ Horizon Europe (HORIZON)                ¦ HORIZON TMA MSCA Doctoral Networks - Joint Doctorates ¦ 2026-05-28 ¦ 2026-11-24 ¦ horizon-associated  ¦ MayLead          ¦ MayLead          ¦ Can
        HORIZON-CL4-2027-05-DIGITAL-EMERGING-03         ¦ Advanced integrated photonic devices (RIA) (Photonics Partnership)    ¦ Horizon Europe (HORIZON)                ¦ HORIZON  Research and Innovation Actions ¦ 2026-11-17 ¦ 2027-03-18 ¦ horizon-associated            ¦ MayLead          ¦ MayLead          ¦ Can
        HORIZON-EIC-2026-PATHFINDERCHALLENGES-01-03     ¦ DeepRAP: Deep Reasoning, Abstraction & Planning                       ¦                                         ¦ HORIZON EIC Grants               ¦            ¦            ¦ horizon-associated                    ¦ MayLead          ¦ MayLead          ¦ Can
        HORIZON-CL4-2024-HUMAN-03-04                    ¦ Facilitate the engagement in global ICT standardisation development (CSA) ¦                                     ¦                                  ¦            ¦            ¦ horizon-associated                    ¦ MayLead          ¦ MayLead          ¦ Can
        HORIZON-JU-SNS-2026-FEM-STREAM-B-02             ¦ Microelectronic – Front-End Module (FEM)                              ¦ Horizon Europe (HORIZON)                ¦ HORIZON JU Research and Innovation Actions ¦ 2026-05-26 ¦ 2026-09-03 ¦ horizon-associated           ¦ MayLead          ¦ MayLead          ¦ Can
        HORIZON-CL4-2023-DIGITAL-EMERGING-01-02         ¦ Industrial leadership in AI, Data and Robotics                        ¦                                         ¦                                  ¦            ¦            ¦ horizon-before-association            ¦ MayLead          ¦ OwnFundingNeeded ¦ Can
        EDF-EDIP-USI-2026-LS-IRA-MAB                    ¦ Missiles, ammunition and bombs                                        ¦ European Defence Fund (EDF)             ¦ EDF Lump Sum Grants              ¦ 2026-06-17 ¦ 2026-10-13 ¦ edip                                  ¦ MayLead          ¦ Unknown          ¦ Unknown
        EDF-2026-RA-AIR-A4R                             ¦ Autonomous and automatic air-to-air refuelling                        ¦ European Defence Fund (EDF)             ¦ EDF Research Actions             ¦ 2026-02-11 ¦ 2026-09-29 ¦ european-defence-fund                 ¦ MayLead          ¦ NotEligible      ¦ Cannot
        DIGITAL-JU-CHIPS-2026-SG-JAPAN                  ¦ International collaboration EU and Japan on semiconductors            ¦ Digital Europe Programme (DIGITAL)      ¦ DIGITAL JU Simple Grants         ¦ 2026-07-07 ¦ 2026-09-24 ¦ digital-europe-ju                     ¦ MayLead          ¦ Unknown          ¦ Unknown
        DIGITAL-2026-AI-PILOTING-10-SCREENING           ¦ Apply AI: Piloting AI-based image screening in medical centres        ¦ Digital Europe Programme (DIGITAL)      ¦ DIGITAL Simple Grants            ¦ 2026-04-21 ¦ 2026-10-01 ¦ digital-europe                        ¦ MayLead          ¦ Unknown          ¦ Unknown
        LIFE-2026-CET-DIGITAL                           ¦ Supporting digitalisation of Distribution System Operators            ¦ Programme for the Environment and Climate Action (LIFE) ¦ LIFE Project Grants ¦ 2026-04-21 ¦ 2026-09-16 ¦ eu-other-programmes              ¦ MayLead          ¦ Unknown          ¦ Unknown
        CEF-T-2026-COREGEN-RAIL-WORKS                   ¦ Rail – studies, works or mixed                                        ¦ Connecting Europe Facility (CEF)        ¦ CEF Infrastructure Projects      ¦            ¦            ¦ eu-other-programmes                   ¦ MayLead          ¦ Unknown          ¦ Unknown
        rvo-eurostars-2025                              ¦ Eurostars: subsidie internationale marktgerichte R&D                  ¦ RVO                                     ¦ subsidie                         ¦ 2025-07-04 ¦ 2025-09-04 ¦ eurostars                             ¦ OwnFundingNeeded ¦ OwnFundingNeeded ¦ Can
        1st-innowwide-call                              ¦ 1st Innowwide call for market feasibility projects                    ¦ Eureka Network                          ¦ Innowwide                        ¦            ¦ 2023-03-16 ¦ innowwide-before-association          ¦ MayLead          ¦ NotEligible      ¦ Cannot
        innowwide-call-4-2025                           ¦ 4th Innowwide call for market feasibility projects – Autumn 2025      ¦ Eureka Network                          ¦ Innowwide                        ¦            ¦ 2025-10-09 ¦ innowwide                             ¦ MayLead          ¦ MayLead          ¦ Cannot
        network-projects-open-call                      ¦ Network projects open call                                            ¦ Eureka Network                          ¦ Network Projects                 ¦ 2025-09-01 ¦            ¦ eureka-open-call                      ¦ OwnFundingNeeded ¦ OwnFundingNeeded ¦ Can
        globalstars-call-with-japan                     ¦ Globalstars call with Japan                                           ¦ Eureka Network                          ¦ Globalstars                      ¦            ¦            ¦ eureka-per-call                       ¦ Unknown          ¦ Unknown          ¦ Unknown
        cost-2020                                       ¦ COST Open Call 2020                                                   ¦ COST Association                        ¦                                  ¦            ¦ 2020-11-13 ¦ cost                                  ¦ MayLead          ¦ MayLead          ¦ Can
        quantera-2023                                   ¦ QuantERA Call 2023                                                    ¦ QuantERA                                ¦                                  ¦            ¦            ¦ quantera-2023                         ¦ OwnFundingNeeded ¦ OwnFundingNeeded ¦ Can
        chist-era-2020                                  ¦ CHIST-ERA Call 2020: Advanced Brain-Computer Interfaces (BCI)         ¦ CHIST-ERA                               ¦                                  ¦            ¦ 2021-03-01 ¦ era-nets                              ¦ Unknown          ¦ Unknown          ¦ Unknown
        122                                             ¦ ERDERA JTC 2026 – Resolving Unsolved Rare Diseases                    ¦ Horizon Europe – ERDERA                 ¦ Network/Consortium               ¦            ¦            ¦ era-nets                              ¦ Unknown          ¦ Unknown          ¦ Unknown
        2448                                            ¦ Quantum computing applications for large scale impact: CR&D           ¦ Innovate UK                             ¦                                  ¦            ¦            ¦ innovate-uk                           ¦ Unknown          ¦ MayLead          ¦ Unknown
        future-computing-paradigms-network-plus         ¦ Future computing paradigms Network Plus                               ¦ UKRI                                    ¦                                  ¦            ¦ 2026-10-13 ¦ ukri                                  ¦ Unknown          ¦ MayLead          ¦ Unknown
        uk-multidisciplinary-centre                     ¦ UK Multidisciplinary Centre for Neuromorphic Computing                ¦ EPSRC                                   ¦                                  ¦            ¦            ¦ ukri                                  ¦ Unknown          ¦ MayLead          ¦ Unknown
        international-exchanges                         ¦ Royal Society International Exchanges                                 ¦ Royal Society                           ¦                                  ¦            ¦ 2025-03-12 ¦ royal-society-international-exchanges ¦ MayTakePart      ¦ MayLead          ¦ Can
        scaling-compute                                 ¦ Scaling Compute TA1-3                                                 ¦ ARIA                                    ¦                                  ¦            ¦            ¦ aria                                  ¦ MayTakePart      ¦ MayLead          ¦ Unknown
        loneliness-in-the-community                     ¦ Loneliness in the community                                           ¦ NIHR                                    ¦                                  ¦            ¦            ¦ uk-government-grants                  ¦ Unknown          ¦ MayLead          ¦ Unknown
        open-technology-programme                       ¦ Open Technology Programme                                             ¦ NWO                                     ¦                                  ¦            ¦            ¦ nwo                                   ¦ MayLead          ¦ Unknown          ¦ Unknown
        mit-rd-samenwerking                             ¦ MIT R&D-samenwerking                                                  ¦ RVO                                     ¦                                  ¦            ¦            ¦ nl-national-funders                   ¦ MayLead          ¦ Unknown          ¦ Unknown
        spp-2262                                        ¦ Priority Programme "Memristive Devices Toward Smart Technical Systems" ¦ DFG                                    ¦                                  ¦            ¦            ¦                                       ¦ Unknown          ¦ Unknown          ¦ Unknown
        EuropeAid/185928/DH/ACT/CY                      ¦ Cypriot civil society in action X                                     ¦                                         ¦                                  ¦            ¦            ¦                                       ¦ Unknown          ¦ Unknown          ¦ Unknown
        nsf-24-521                                      ¦ NSF 24-521: Future of Semiconductors (FuSe2)                          ¦ NSF                                     ¦                                  ¦            ¦            ¦                                       ¦ Unknown          ¦ Unknown          ¦ Unknown
        """)]
    public void A_real_call_is_answered_by_its_rule(
        string reference, string title, string? funder, string? type, string? opens, string? closes, string? rule, Participation nl, Participation gb, JointParticipation together)
    {
        var reading = ProgrammeRules.Shipped.Read(MadeUpCall.Of(reference, title, funder, type, opens: opens, closes: closes));

        reading.RuleId.ShouldBe(rule);
        (reading.Of("NL").Participation, reading.Of("GB").Participation, reading.Together).ShouldBe((nl, gb, together));
    }

    // What only the text of a call or its site tells.
    [Theory]
    [Table("""
        HORIZON-CL4-2026-04-DIGITAL-EMERGING-08 ¦                                     ¦ Participation is limited to legal entities established in Member States, Iceland and Norway and the following associated countries: Canada, Israel and the United Kingdom. ¦ horizon-limited-with-uk    ¦ MayLead          ¦ MayLead
        HORIZON-CL4-2026-04-DIGITAL-EMERGING-08 ¦                                     ¦ Participation is limited to legal entities established in Member States, Iceland and Norway. Experience in the United Kingdom helps.                                       ¦ horizon-limited            ¦ MayLead          ¦ Unknown
        HORIZON-JU-EUROHPC-2026-PQC-06-01       ¦                                     ¦ Participation is limited to legal entities established in EU Member States.                                                                                                ¦ horizon-limited            ¦ MayLead          ¦ Unknown
        1234                                    ¦ apply-for-innovation-funding.service.gov.uk ¦ Non-UK partners can join with their own funding.                                                                                                                   ¦ uk-overseas-partner-unpaid ¦ OwnFundingNeeded ¦ MayLead
        a-grant                                 ¦ www.ukri.org                        ¦ International project partners are welcome; they cannot receive funding from us.                                                                                           ¦ uk-overseas-partner-unpaid ¦ OwnFundingNeeded ¦ MayLead
        a-grant                                 ¦ www.ukri.org                        ¦ International project partners are welcome.                                                                                                                                ¦ ukri                       ¦ Unknown          ¦ MayLead
        a-grant                                 ¦ ukri.org.example.com                ¦                                                                                                                                                                            ¦                            ¦ Unknown          ¦ Unknown
        """)]
    public void The_text_and_the_site_of_a_call_count(string reference, string? host, string? text, string? rule, Participation nl, Participation gb)
    {
        var reading = ProgrammeRules.Shipped.Read(MadeUpCall.Of(reference, host: host, text: text ?? ""));

        reading.RuleId.ShouldBe(rule);
        (reading.Of("NL").Participation, reading.Of("GB").Participation).ShouldBe((nl, gb));
    }

    // The year of the work programme counts where the reference carries it; dates alone leave the turn of 2023 open.
    [Theory]
    [Table("""
        HORIZON-CL4-2023-HUMAN-01-22 ¦ 2023-10-01 ¦ 2024-03-19 ¦ OwnFundingNeeded
        HORIZON-CL4-2024-HUMAN-01-06 ¦ 2023-11-15 ¦ 2024-03-19 ¦ MayLead
        ERC-2023-STG                 ¦ 2022-07-12 ¦ 2022-10-25 ¦ OwnFundingNeeded
        ERC-2024-STG                 ¦ 2023-07-11 ¦ 2023-10-24 ¦ MayLead
        2232                         ¦ 2023-05-04 ¦            ¦ OwnFundingNeeded
        2232                         ¦ 2023-11-15 ¦            ¦ Unknown
        2232                         ¦ 2024-01-10 ¦            ¦ MayLead
        2232                         ¦            ¦ 2024-04-10 ¦ Unknown
        2232                         ¦            ¦ 2025-11-12 ¦ MayLead
        2232                         ¦            ¦ 2023-03-30 ¦ OwnFundingNeeded
        2232                         ¦            ¦            ¦ Unknown
        """)]
    public void The_work_programme_decides_for_the_UK(string reference, string? opens, string? closes, Participation gb)
    {
        var reading = ProgrammeRules.Shipped.Read(MadeUpCall.Of(reference, funder: "Horizon Europe: Cluster 3", opens: opens, closes: closes));

        reading.Of("GB").Participation.ShouldBe(gb);
    }

    [Fact]
    public void What_all_possible_rules_agree_on_is_known_though_the_date_is_not()
    {
        var reading = ProgrammeRules.Shipped.Read(MadeUpCall.Of("HORIZON-JU-CHIPS-2024-1-IA"));

        reading.Of("GB").Participation.ShouldBe(Participation.Unknown);
        reading.Of("GB").Reason!.English.ShouldContain("dates");
        reading.Together.ShouldBe(JointParticipation.Unknown);
    }

    [Theory]
    [InlineData("2024-03-12", Participation.Unknown)]
    [InlineData("2024-03-13", Participation.MayTakePart)]
    public void The_UK_joined_the_Chips_JU_on_a_day(string closes, Participation gb) =>
        ProgrammeRules.Shipped.Read(MadeUpCall.Of("HORIZON-JU-CHIPS-2024-1-IA", closes: closes)).Of("GB").Participation.ShouldBe(gb);

    [Fact]
    public void Every_shipped_rule_answers_a_call_of_these_tables()
    {
        var tables = typeof(ShippedRulesTests).GetMethods().SelectMany(m => m.GetCustomAttributes<TableAttribute>()).Select(t => t.Rows);
        var cells = tables.SelectMany(rows => rows.Split('\n')).SelectMany(row => row.Split('¦')).Select(cell => cell.Trim()).ToHashSet();

        ProgrammeRules.Shipped.Rules.Select(r => r.Id).Where(id => !cells.Contains(id)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_shipped_rule_gives_a_short_reason_in_both_languages()
    {
        ProgrammeRules.Shipped.Rules.Select(r => r.Id).ShouldBeUnique();
        foreach (var rule in ProgrammeRules.Shipped.Rules)
        {
            rule.Reason.English.Length.ShouldBeInRange(20, 220, rule.Id);
            rule.Reason.Dutch.Length.ShouldBeInRange(20, 220, rule.Id);
        }
    }
}
