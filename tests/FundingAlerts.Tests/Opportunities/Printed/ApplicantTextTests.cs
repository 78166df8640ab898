using FundingAlerts.Opportunities.Printed;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class ApplicantTextTests
{
    [Theory]
    [Table("""
        en ¦ Universities and research organisations                                        ¦ University, ResearchOrganisation
        en ¦ You must be based at a UK higher education institution                         ¦ University
        en ¦ UK registered SMEs                                                             ¦ SmallCompany
        en ¦ Small and medium-sized enterprises                                             ¦ SmallCompany
        en ¦ Small and medium-sized enterprises and large companies                         ¦ Company, SmallCompany
        en ¦ UK registered businesses of any size                                           ¦ Company
        en ¦ Business, research organisation, public sector organisation or charity         ¦ ResearchOrganisation, Company, PublicBody, Charity
        en ¦ Local authorities                                                              ¦ PublicBody
        en ¦ Non-profit                                                                     ¦ Charity
        en ¦ Personal / Individual                                                          ¦ Person
        en ¦ Early-career researchers with a PhD                                            ¦ Person
        en ¦ Farmers and landowners                                                         ¦ Other
        en ¦ NHS bodies, museums and schools                                                ¦ PublicBody, Other
        en ¦ Companies are not eligible. Universities may apply.                            ¦ University
        en ¦ Public bodies other than local councils                                        ¦ PublicBody
        en ¦ Write a business case                                                          ¦
        en ¦ Anyone                                                                         ¦
        nl ¦ Mkb-ondernemers                                                                ¦ SmallCompany
        nl ¦ Universiteiten, hogescholen en kennisinstellingen                              ¦ University, ResearchOrganisation
        nl ¦ Gemeenten, provincies en waterschappen                                         ¦ PublicBody
        nl ¦ Stichtingen en verenigingen                                                    ¦ Charity
        nl ¦ Bedrijven, behalve eenmanszaken                                                ¦ Company
        nl ¦ Particulieren en zzp'ers                                                       ¦ Person
        de ¦ Kleine und mittlere Unternehmen (KMU)                                          ¦ SmallCompany
        de ¦ Hochschulen, Forschungseinrichtungen und Unternehmen                           ¦ University, ResearchOrganisation, Company
        de ¦ Kommunen und gemeinnützige Vereine                                             ¦ PublicBody, Charity
        de ¦ Universitäten; Unternehmen sind nicht antragsberechtigt                        ¦ University
        fr ¦ PME et établissements d'enseignement supérieur                                 ¦ University, SmallCompany
        fr ¦ Organismes de recherche, entreprises et associations                           ¦ ResearchOrganisation, Company, Charity
        fr ¦ Collectivités territoriales                                                    ¦ PublicBody
        fr ¦ Un consortium uni                                                              ¦
        """)]
    public void Applicants_are_read_in_four_languages(string language, string text, string? types) =>
        string.Join(", ", ApplicantText.Read(text, language).Order()).ShouldBe(types ?? "");
}
