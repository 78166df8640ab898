using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class KindTextTests
{
    // Title, the source's type, funder or programme, reference.
    [Theory]
    [Table("""
        Advanced integrated photonic devices (RIA) (Photonics Partnership)  ¦ HORIZON  Research and Innovation Actions         ¦ Horizon Europe   ¦ HORIZON-CL4-2027-05-DIGITAL-EMERGING-03     ¦ Research
        Resilience call reinforcing Europe's strength in photonics          ¦ HORIZON JU Innovation Actions                    ¦ Horizon Europe   ¦ HORIZON-JU-CHIPS-2026-FT2-IA                ¦ Innovation
        Resilience call on photonics                                        ¦                                                  ¦                  ¦ HORIZON-JU-CHIPS-2026-FT2-IA                ¦ Innovation
        Call with Digital Partnership and TTC countries                     ¦                                                  ¦                  ¦ HORIZON-JU-CHIPS-2026-3-RIA                 ¦ Research
        Facilitate the engagement in global ICT standardisation (CSA)       ¦                                                  ¦                  ¦ HORIZON-CL4-2024-HUMAN-03-04                ¦ Network
        Coordination of the European software-defined vehicle platform      ¦ HORIZON JU Coordination and Support Actions      ¦ Horizon Europe   ¦ HORIZON-JU-CHIPS-2026-SDV-CSA               ¦ Network
        MSCA Doctoral Networks 2026                                         ¦ HORIZON TMA MSCA Doctoral Networks - Joint Doctorates ¦             ¦ HORIZON-MSCA-2026-DN-01-01                  ¦ Network
        MSCA Postdoctoral Fellowships 2026                                  ¦ HORIZON TMA MSCA Postdoctoral Fellowships - European Fellowships ¦  ¦ HORIZON-MSCA-2026-PF-01-01                  ¦ Fellowship
        MSCA Staff Exchanges 2027                                           ¦ HORIZON TMA MSCA Staff Exchanges                 ¦                  ¦ HORIZON-MSCA-2027-SE-01-01                  ¦ Fellowship
        MSCA COFUND 2027                                                    ¦ HORIZON TMA MSCA Cofund Doctoral programme       ¦                  ¦ HORIZON-MSCA-2027-COFUND-01-01              ¦ Fellowship
        ERC ADVANCED GRANTS                                                 ¦ HORIZON ERC Grants                               ¦                  ¦ ERC-2026-ADG                                ¦ Research
        ERC PROOF OF CONCEPT GRANTS                                         ¦ HORIZON ERC Proof of Concept Grants              ¦                  ¦ ERC-2026-POC                                ¦ Innovation
        DeepRAP: Deep Reasoning, Abstraction & Planning                     ¦ HORIZON EIC Grants                               ¦                  ¦ HORIZON-EIC-2026-PATHFINDERCHALLENGES-01-03 ¦ Research
        EIC Transition Open                                                 ¦ HORIZON EIC Grants                               ¦                  ¦ HORIZON-EIC-2026-TRANSITIONOPEN             ¦ Innovation
        EIC STEP Scale Up                                                   ¦ HORIZON EIC Equity Only                          ¦                  ¦ HORIZON-EIC-2026-STEP                       ¦ Innovation
        Pre-commercial procurement of affordable solutions                  ¦ HORIZON Pre-commercial Procurement               ¦                  ¦ HORIZON-MISS-2027-02-CANCER-05              ¦ Innovation
        Public procurement of innovation for security                       ¦ HORIZON Public Procurement of Innovative Solutions ¦                ¦ HORIZON-CL3-2026-01-SSRI-03                 ¦ Innovation
        Inclusive Gender Equality Champions                                 ¦ HORIZON Recognition Prize                        ¦                  ¦ HORIZON-WIDERA-2026-GENDER-Prize-03         ¦ Prize
        #BeActive-EU-SPORT-AWARDS-Volunteering                              ¦ ERASMUS Prizes                                   ¦                  ¦ ERASMUS-SPORT-2026-EU-AWARDS-VOLUNTEERING   ¦ Prize
        Access to research infrastructure services                          ¦ HORIZON  Research and Innovation Actions         ¦                  ¦ HORIZON-INFRA-2027-SERV-01-02               ¦ Infrastructure
        Rail – studies, works or mixed                                      ¦ CEF Infrastructure Projects                      ¦                  ¦ CEF-T-2026-COREGEN-RAIL-WORKS               ¦ Infrastructure
        Autonomous and automatic air-to-air refuelling                      ¦ EDF Research Actions                             ¦                  ¦ EDF-2026-RA-AIR-A4R                         ¦ Research
        New abilities in over-the-horizon sensing                           ¦ EDF Lump Sum Grants                              ¦                  ¦ EDF-2026-LS-DA-DIS-OTHR                     ¦ Innovation
        Missiles, ammunition and bombs                                      ¦ EDF Lump Sum Grants                              ¦                  ¦ EDF-EDIP-USI-2026-LS-IRA-MAB                ¦ Unknown
        Alleviating household energy poverty in Europe                      ¦ LIFE Project Grants                              ¦                  ¦ LIFE-2026-CET-ENERPOV                       ¦ Unknown
        Support to the implementation of Multi-Country Projects             ¦ DIGITAL Coordination and Support Actions         ¦                  ¦ DIGITAL-2026-BESTUSE-MCP-10-HUB             ¦ Network
        Future computing paradigms Network Plus                             ¦                                                  ¦ UKRI             ¦ future-computing-paradigms-network-plus     ¦ Network
        NetworkPlus in property flood resilience (invite only)              ¦                                                  ¦ UKRI             ¦                                             ¦ Network
        Early independence: BBSRC fellowships: full stage                   ¦                                                  ¦ UKRI             ¦                                             ¦ Fellowship
        UKRI policy internships 2026                                        ¦                                                  ¦ UKRI             ¦                                             ¦ Fellowship
        Doctoral focal awards in data-intensive sciences                    ¦                                                  ¦ UKRI             ¦                                             ¦ Fellowship
        PATT travel grants for competitively awarded observation time 2026  ¦                                                  ¦ UKRI             ¦                                             ¦ Fellowship
        Research Infrastructure Renewal                                     ¦                                                  ¦ UKRI             ¦                                             ¦ Infrastructure
        Access EuroHPC supercomputers for research computing                ¦                                                  ¦ UKRI             ¦                                             ¦ Infrastructure
        Computing resources on the STFC DiRAC HPC facility (RAC19)          ¦                                                  ¦ UKRI             ¦                                             ¦ Infrastructure
        AIRR compute opportunity: AI open access                            ¦                                                  ¦ UKRI             ¦                                             ¦ Infrastructure
        Neuromorphic hardware for research                                  ¦ Research grant                                   ¦ EPSRC            ¦                                             ¦ Research
        Large Grant full applications: November 2026 (invite only)          ¦                                                  ¦ UKRI             ¦                                             ¦ Research
        UKRI Translation: STFC Proof of Concept                             ¦                                                  ¦ UKRI             ¦                                             ¦ Innovation
        Scaling performance of quantum computing hardware: CR&D             ¦                                                  ¦ UKRI             ¦                                             ¦ Innovation
        Transformative sustainable AI technologies                          ¦                                                  ¦ UKRI             ¦                                             ¦ Unknown
        Japan-UK Joint call for collaborations in Advanced Connectivity     ¦                                                  ¦ UKRI             ¦                                             ¦ Unknown
        Consumer Led Flexibility for the Clean Energy Superpower Mission    ¦                                                  ¦ Innovate UK      ¦                                             ¦ Innovation
        Robotics Adoption Central Convening Body summer 2026                ¦                                                  ¦ Innovate UK      ¦                                             ¦ Network
        Alfa Laval – Corporate Challenge                                    ¦                                                  ¦ Eureka Network   ¦                                             ¦ Innovation
        France and Singapore call for projects 2025                         ¦ Network Projects                                 ¦                  ¦                                             ¦ Innovation
        Loneliness in the community                                         ¦                                                  ¦ NIHR             ¦                                             ¦ Research
        Global Advanced Fellowships (Cohort 2)                              ¦                                                  ¦ NIHR             ¦                                             ¦ Fellowship
        Royal Society International Exchanges                               ¦                                                  ¦ Royal Society    ¦                                             ¦ Fellowship
        Entrepreneur in Residence                                           ¦                                                  ¦ Royal Society    ¦                                             ¦ Fellowship
        COST Open Call 2020                                                 ¦                                                  ¦ COST Association ¦                                             ¦ Network
        Vidi – Science Domain 2026                                          ¦ Personal Fellowship                              ¦ NWO              ¦                                             ¦ Fellowship
        Scientific Meetings and Consultations 2026                          ¦ Travel/Mobility                                  ¦ NWO              ¦                                             ¦ Network
        Open Competition Domain Science – M 2025/2026                       ¦ Project Grant                                    ¦ NWO              ¦                                             ¦ Research
        KIC Demand-driven Research by Consortia – XL                        ¦ Network/Consortium                               ¦ NWO              ¦                                             ¦ Research
        SME Call 2026 – Round 1                                             ¦ Network/Consortium                               ¦ Health~Holland   ¦                                             ¦ Innovation
        Jan Prins Proefschriftprijs 2026 (antibiotic stewardship)           ¦ Award/Stipend                                    ¦ SWAB             ¦                                             ¦ Prize
        KNAW Early Career Award 2026                                        ¦ Prize/Stipend                                    ¦ KNAW             ¦                                             ¦ Prize
        KNAW Van Leersum Beurs (research visit abroad)                      ¦ Award/Stipend                                    ¦ KNAW             ¦                                             ¦ Fellowship
        KNMP Proefschrift-bijdrage (dissertation publication contribution)  ¦ Award/Stipend                                    ¦ KNMP             ¦                                             ¦ Unknown
        MIT R&D-samenwerking                                                ¦                                                  ¦ RVO              ¦                                             ¦ Innovation
        Eurostars: subsidie internationale marktgerichte R&D                ¦ subsidie                                         ¦ RVO              ¦                                             ¦ Innovation
        Pilotinnovationswettbewerb "Energieeffizientes KI-System"           ¦                                                  ¦ BMBF             ¦                                             ¦ Innovation
        Mikroelektronik-Forschungsfabrik neuartige Rechentechnologien       ¦                                                  ¦ BMBF             ¦                                             ¦ Infrastructure
        PEPR Electronique - appel à projets 2023                            ¦                                                  ¦ ANR              ¦                                             ¦ Research
        Prix de la recherche en informatique                                ¦                                                  ¦                  ¦                                             ¦ Prize
        Nachwuchsgruppen in der Quantenphysik                               ¦                                                  ¦ BMBF             ¦                                             ¦ Fellowship
        Challenge prize: low-energy AI chips                                ¦                                                  ¦ Innovate UK      ¦                                             ¦ Prize
        Spiking neural networks                                             ¦                                                  ¦                  ¦                                             ¦ Unknown
        Boiler Upgrade Scheme                                               ¦                                                  ¦ Find a Grant     ¦                                             ¦ Unknown
        """)]
    public void The_kind_is_read_from_type_title_programme_and_reference(string title, string? type, string? programme, string? reference, OpportunityKind kind) =>
        KindText.Read(type, title, null, programme, reference).ShouldBe(kind);

    [Theory]
    [Table("""
        A share of up to £2 million for UK registered businesses.   ¦ Innovation
        Fellowships for early-career scientists.                    ¦ Fellowship
        Funding for research projects on memristors.                ¦ Research
        Support for the region.                                     ¦ Unknown
        """)]
    public void The_summary_decides_where_nothing_else_does(string summary, OpportunityKind kind) =>
        KindText.Read(null, "A new call", summary, null, null).ShouldBe(kind);

    [Fact]
    public void Nothing_printed_is_unknown() => KindText.Read(null, null, null, null, null).ShouldBe(OpportunityKind.Unknown);
}
