namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads who may apply from printed words in English, Dutch, German and French.</summary>
public static class ApplicantText
{
    private static readonly (ApplicantType Type, string[] Words)[] Words =
    [
        (ApplicantType.University,
        [
            " universit", "universiteit ", "universiteiten ", " uni ", " hei ", " heis ", " higher education", " college ", " colleges ", " hogeschool", " hogescholen", " hoger onderwijs", " hochschul", "hochschule ", "hochschulen ", " kunsthochschul", " enseignement superieur", " ecole superieure", " grandes ecoles", " umc ", " umcs ",
        ]),
        (ApplicantType.ResearchOrganisation,
        [
            " research organi", " research institut", " research cent", " research council institute", " research and technology organi", " rto ", " rtos ", " catapult", " public sector research", " kennisinstelling", " onderzoeksinstelling", " onderzoeksorganisatie", " onderzoeksinstitu", " kennisinstitu",
            " forschungseinrichtung", " forschungsinstitut", " forschungsorganisation", " forschungszentr", " organismes de recherche", " organisme de recherche", " instituts de recherche", " institut de recherche", " centres de recherche", " etablissements de recherche", " independent research organi",
        ]),
        (ApplicantType.SmallCompany,
        [
            " sme ", " smes ", " small business", " small and medium", " small or medium", " small to medium", " micro business", " micro small", " micro enterprise", " small enterprise", " small compan", " startup", " start up", " mkb", " midden en kleinbedrijf", " kleine en middelgrote", " kleine ondernem",
            " kmu ", " kmus ", " kleine und mittlere", " kleinen und mittleren", " kleiner und mittlerer", " kleinunternehm", " kleinstunternehm", " pme ", " tpe ", " petites et moyennes", " petite et moyenne", " jeunes pousses",
        ]),
        (ApplicantType.Company,
        [
            " business", " compan", " enterprise", " industry ", " industrial partner", " private sector", " for profit", " bedrijf", " bedrijven", "bedrijf ", "bedrijven ", " ondernem", " bedrijfsleven", " unternehm", "unternehmen ", " firmen ", " gewerbliche", " wirtschaft ", " entreprise", " societes commerciales", " industriel",
            " corporation", " private organi", " private compan", " employer",
        ]),
        (ApplicantType.PublicBody,
        [
            " public bod", " public sector", " public authorit", " public organi", " local authorit", " local council", " local government", " municipalit", " government department", " government bod", " nhs ", " public institution", " regional authorit", " cities ", " gemeente", " gemeenten ", " provincie", " waterschap",
            " overheid", " overheden ", "overheden ", " publieke organisatie", " openbaar lichaam", " kommun", " offentliche einrichtung", " offentlichen einrichtung", " behorde", " gebietskorperschaft", " landkreis", " lander und kommunen", " collectivit", " organismes publics", " organisme public", " etablissements publics", " secteur public", " administrations publiques",
        ]),
        (ApplicantType.Charity,
        [
            " charit", " voluntary organi", " voluntary sector", " non profit", " nonprofit", " not for profit", " third sector", " ngo ", " ngos ", " non governmental", " civil society", " community interest", " social enterprise", " stichting", " vereniging", " maatschappelijke organisatie", " goede doelen", " anbi ", " verein ", " vereine ", " gemeinnutzig",
            " stiftung", " nichtregierungsorganisation", " association loi", " associations ", " organisations non gouvernementales", " ong ", " fondations", " but non lucratif",
        ]),
        (ApplicantType.Person,
        [
            " individual", " person ", " persons ", " personal ", " researcher", " scientist", " phd ", " postdoc", " early career", " student", " fellow ", " fellows ", " private person", " natural person", " particulier", " natuurlijk persoon", " onderzoeker", " promovend", " privatperson", " einzelperson", " naturliche person", " wissenschaftlerinnen", " forschende",
            " nachwuchswissenschaft", " personnes physiques", " particuliers", " chercheur", " doctorant", " homeowner", " sole trader", " zzp",
        ]),
        (ApplicantType.Other,
        [
            " school ", " schools ", " farmer", " farm ", " land manager", " landowner", " landlord", " agricult", " community group", " museum", " library", " libraries", " hospital", " landbouw", " agrarisch", " scholen ", " schule ", " schulen ", " landwirt", " krankenh", " ziekenhu", " musea ", " agriculteur", " exploitations agricoles", " hopita", " ecoles ",
            " woningcorporatie", " vve ", " forester", " tenant", " renter",
        ]),
    ];

    /// <summary>What only looks like someone who applies.</summary>
    private static readonly string[] NotMeant =
    [
        " business case", " business plan", " business model", " business days", " student loans", " personal data", " research council s ", " company limits", " universitaire", " state of the art industry", " public sector equality", " business park",
    ];

    /// <summary>Words that end an enumeration of those who may: what follows may not.</summary>
    private static readonly string[] Excluding =
    [
        " except ", " excluding ", " other than ", " not eligible", " cannot apply", " may not apply", " are excluded", " not open to", " behalve ", " met uitzondering van", " uitgezonderd", " niet voor ", " komen niet in aanmerking", " ausgenommen", " ausser ", " nicht antragsberechtigt", " nicht fur ", " sauf ", " a l exception", " ne sont pas eligibles",
    ];

    /// <summary>The types that the words name; empty when they name none. A sentence that shuts someone out counts for nothing.</summary>
    /// <param name="language">BCP 47. The words of four languages hardly clash, so it is only asked where they do.</param>
    public static IReadOnlySet<ApplicantType> Read(string text, string? language)
    {
        var found = new HashSet<ApplicantType>();
        foreach (var sentence in text.Split(['.', ';', '\n', '!', '?']))
        {
            var line = Admitted(WordLine.Of(sentence));
            foreach (var word in NotMeant)
                line = line.Replace(word, " ", StringComparison.Ordinal);
            foreach (var (type, words) in Words)
            {
                if (RoleWords.Has(line, words) && !IsClash(type, line, words, language))
                    found.Add(type);
            }
        }

        // "Small and medium-sized enterprises" names no other companies: a large one may not apply.
        if (found.Contains(ApplicantType.SmallCompany) && !NamesOtherCompanies(WordLine.Of(text)))
            found.Remove(ApplicantType.Company);
        return found;
    }

    // "Universities, except …" admits what stands before; "Companies are not eligible" admits nothing.
    private static string Admitted(string line)
    {
        foreach (var words in Excluding)
        {
            var at = line.IndexOf(words, StringComparison.Ordinal);
            if (at >= 0)
                line = words is " except " or " excluding " or " other than " or " behalve " or " met uitzondering van" or " uitgezonderd" or " ausgenommen" or " ausser " or " sauf " or " a l exception"
                    ? line[..(at + 1)]
                    : " ";
        }

        return line;
    }

    private static bool NamesOtherCompanies(string line)
    {
        foreach (var small in SmallNames)
            line = line.Replace(small, " ", StringComparison.Ordinal);
        return Words.First(w => w.Type == ApplicantType.Company).Words is var words && RoleWords.Has(line, words);
    }

    private static readonly string[] SmallNames =
    [
        " small and medium sized enterprises", " small and medium sized businesses", " small and medium sized companies", " small or medium sized enterprises", " small to medium sized enterprises", " small and medium enterprises", " small businesses", " small business", " small companies", " micro enterprises", " micro businesses",
        " micro small or medium sized enterprises", " micro small and medium sized enterprises", " small enterprises", " startup companies", " start up companies", " mkb bedrijven", " mkb bedrijf", " mkb ondernemers", " mkb ondernemingen", " mkb onderneming", " mkb ondernemer", " midden en kleinbedrijf", " kleine en middelgrote ondernemingen",
        " kleine en middelgrote bedrijven", " kleine ondernemingen", " kleine und mittlere unternehmen", " kleinen und mittleren unternehmen", " kleiner und mittlerer unternehmen", " kleinunternehmen", " kleinstunternehmen", " petites et moyennes entreprises", " petite et moyenne entreprise",
    ];

    // "Uni" is a university in German and Dutch, and nothing in French ("uni" is united).
    private static bool IsClash(ApplicantType type, string line, string[] words, string? language) =>
        type == ApplicantType.University && language?.StartsWith("fr", StringComparison.OrdinalIgnoreCase) == true
        && line.Contains(" uni ", StringComparison.Ordinal) && !RoleWords.Has(line, [.. words.Where(w => w != " uni ")]);
}
