namespace FundingAlerts.Opportunities;

/// <summary>Who may apply, in the words that funders share.</summary>
public enum ApplicantType
{
    University,
    ResearchOrganisation,

    /// <summary>A company of any size.</summary>
    Company,

    /// <summary>A small or medium-sized company: SME, mkb, KMU, PME.</summary>
    SmallCompany,
    PublicBody,
    Charity,

    /// <summary>A person applies in their own name.</summary>
    Person,

    /// <summary>Someone else is named: schools, farmers, landowners, communities.</summary>
    Other,
}
