using FundingAlerts.Opportunities.Twins;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinTitleTests
{
    [Theory]
    [Table("""
        Full ADOPT grant: round eight                                ¦ full adopt grant round 8
        Full ADOPT Grant: Round 8                                    ¦ full adopt grant round 8
        2445: DRIVE35: Scale Up Fund                                 ¦ drive35 scale up fund
        DRIVE35 Scale-up Fund drawdown five                          ¦ drive35 scale up fund drawdown 5
        Pre-announcement: Trust and confidence in policing           ¦ trust and confidence in policing
        Pre-announcement: 2513: New Innovators                       ¦ new innovators
        Expression of interest: Japan-UK joint call                  ¦ japan uk joint call
        Funding opportunity: Network Plus                            ¦ network plus
        Vooraankondiging: Kwantumtechnologie                         ¦ kwantumtechnologie
        Voraankündigung: Neuromorphe Hardware                        ¦ neuromorphe hardware
        EPSRC Strategic Infrastructure 2026 (invite only)            ¦ epsrc strategic infrastructure 2026
        Quantum computing applications: CR&D                         ¦ quantum computing applications crd
        UK-Singapore CRD 2026                                        ¦ uk singapore crd 2026
        Data & AI                                                    ¦ data and ai
        Aviation’s non-CO2 impacts                                   ¦ aviations non co2 impacts
        Förderung für Künstliche Intelligenz                         ¦ forderung fur kunstliche intelligenz
        Groenvermogen tweede ronde                                   ¦ groenvermogen round 2
        Programm Quanten, dritte Runde                               ¦ programm quanten round 3
        Appel à projets, deuxième phase                              ¦ appel a projets phase 2
        KIEM HighTech, second round                                  ¦ kiem hightech round 2
        4th Innowwide call for market projects                       ¦ 4 innowwide call for market projects
        ERC Proof of Concept 2026 – 2nd Cut-off                      ¦ erc proof of concept 2026 cutoff 2
        Innovation Network, Phase IV                                 ¦ innovation network phase 4
        Pathways II                                                  ¦ pathways 2
        Cypriot civil society in action X                            ¦ cypriot civil society in action x
        A second look at vitamin D                                   ¦ a second look at vitamin d
        One Health AMR                                               ¦ one health amr
        UKRI Translation: MRC Proof of Concept: stage one            ¦ ukri translation mrc proof of concept stage 1
        Objective 2.1                                                ¦ objective 2.1
        HORIZON-HLTH-2027-01-DISEASE-08 – New Therapies              ¦ new therapies
        AGRIP-MULTI-2026-IM-SUST                                     ¦ agrip multi 2026 im sust
        2026: Doctoral networks                                      ¦ 2026 doctoral networks
        """)]
    public void A_title_has_one_form(string title, string form)
    {
        TwinTitle.Of(title).NormalForm.ShouldBe(form);
        TwinTitle.Of(form).NormalForm.ShouldBe(form);
    }

    [Theory]
    [Table("""
        2445: DRIVE35: Scale Up Fund                     ¦ 2445 ¦      ¦
        Expression of interest: Japan-UK joint call      ¦      ¦      ¦ ExpressionOfInterest
        Innovation Loans Expression of Interest          ¦      ¦      ¦ ExpressionOfInterest
        UKRI venture doctorates: outline stage           ¦      ¦      ¦ Outline
        BBSRC fellowships: full stage                    ¦      ¦      ¦ Full
        UK Obesity Research Institute: full application  ¦      ¦      ¦ Full
        Full ADOPT Grant: Round 9                        ¦      ¦      ¦
        Veni – ZonMw Health Research Domain 2025/2026    ¦      ¦ 2025,2026 ¦
        2026: Doctoral networks                          ¦      ¦ 2026 ¦
        """)]
    public void Its_competition_years_and_step_are_set_apart(string title, string? competition, string? years, string? step)
    {
        var read = TwinTitle.Of(title);
        (read.Competition ?? "").ShouldBe(competition ?? "");
        string.Join(',', read.Years).ShouldBe(years ?? "");
        (read.Step?.ToString() ?? "").ShouldBe(step ?? "");
    }

    [Theory]
    [Table("""
        https://www.ukri.org/opportunity/full-adopt-grant-round-9/?utm_source=x&utm_medium=mail  ¦ ukri.org/opportunity/full-adopt-grant-round-9
        http://ukri.org/opportunity/Full-ADOPT-grant-round-9#overview                            ¦ ukri.org/opportunity/full-adopt-grant-round-9
        https://apply-for-innovation-funding.service.gov.uk/competition/2445/overview/a850ba04   ¦ apply-for-innovation-funding.service.gov.uk/competition/2445
        https://apply-for-innovation-funding.service.gov.uk/competition/2445/overview            ¦ apply-for-innovation-funding.service.gov.uk/competition/2445
        https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/horizon-cl3-2027-01-ssri-01;callCode=null?keywords=x ¦ ec.europa.eu/topic-details/HORIZON-CL3-2027-01-SSRI-01
        https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/competitive-calls-cs/45033429 ¦ ec.europa.eu/competitive-calls-cs/45033429
        https://www.dfg.de/de/index.html                                                         ¦ dfg.de/de
        https://www.nwo.nl/en/calls?b=2&a=1&fbclid=z                                              ¦ nwo.nl/en/calls?a=1&b=2
        https://www.nwo.nl:8443/en/Calls/                                                         ¦ nwo.nl:8443/en/Calls
        https://eacpt.org/                                                                        ¦
        """)]
    public void A_page_has_one_address(string address, string? canonical) =>
        (CanonicalAddress.Of(new Uri(address)) ?? "").ShouldBe(canonical ?? "");

    [Theory]
    [Table("""
        eu-funding-tenders ¦ HORIZON-HLTH-2027-01-DISEASE-08 ¦ Innovative antimicrobials       ¦                                        ¦ eu:HORIZON-HLTH-2027-01-DISEASE-08 ¦
        nl-curated         ¦ 132                             ¦ HORIZON-HLTH-2027-01-DISEASE-08 – New ¦                                  ¦ eu:HORIZON-HLTH-2027-01-DISEASE-08 ¦
        nl-curated         ¦ 22                              ¦ HORIZON-HLTH-2027 Adverse Drug  ¦                                        ¦                                    ¦
        euroaccess         ¦ 135                             ¦ Erasmus Charter                 ¦ Topic ERASMUS-EDU-2022-ECHE-CERT-FP.   ¦                                    ¦ eu:ERASMUS-EDU-2022-ECHE-CERT-FP
        ukri               ¦ x                               ¦ 2445: DRIVE35: Scale Up Fund    ¦                                        ¦ ifs:2445                           ¦
        ukri               ¦ y                               ¦ DRIVE35: Scale Up Fund          ¦ Apply at https://apply-for-innovation-funding.service.gov.uk/competition/2445/overview/a8. ¦ ¦ ifs:2445
        nsf                ¦ https://www.nsf.gov/nsf24521    ¦ NSF 24-521: Future of Semiconductors (FuSe2) ¦                           ¦ nsf:24-521                         ¦
        """)]
    public void A_call_is_called_by_some_numbers_and_mentions_others(string source, string reference, string title, string? text, string? own, string? mentioned)
    {
        var references = CallReferences.Of(Calls.Of(source, title, null, null, reference) with { Description = text ?? "" });
        string.Join(' ', references.Own).ShouldBe(own ?? "");
        string.Join(' ', references.Mentioned).ShouldBe(mentioned ?? "");
    }
}
