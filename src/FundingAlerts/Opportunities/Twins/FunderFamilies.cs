namespace FundingAlerts.Opportunities.Twins;

internal enum Agreement
{
    Unknown,
    Agree,
    Differ,
}

/// <summary>Who belongs to whom among funders, so that "Innovate UK" on one site and "UKRI" on another agree, but EPSRC and MRC do not.</summary>
internal static class FunderFamilies
{
    // Name in normal form, or its parts: the funder it stands for.
    private static readonly (string Phrase, string Funder)[] Names =
    [
        ("ukri", "ukri"), ("uk research and innovation", "ukri"), ("innovate uk", "innovate-uk"), ("innovateuk", "innovate-uk"),
        ("ahrc", "ahrc"), ("arts and humanities research council", "ahrc"), ("bbsrc", "bbsrc"), ("biotechnology and biological sciences research council", "bbsrc"),
        ("epsrc", "epsrc"), ("engineering and physical sciences research council", "epsrc"), ("esrc", "esrc"), ("economic and social research council", "esrc"),
        ("mrc", "mrc"), ("medical research council", "mrc"), ("nerc", "nerc"), ("natural environment research council", "nerc"),
        ("stfc", "stfc"), ("science and technology facilities council", "stfc"), ("research england", "research-england"),
        ("nihr", "nihr"), ("national institute for health and care research", "nihr"),
        ("horizon europe", "horizon"), ("horizon", "horizon"), ("european research council", "erc"), ("erc", "erc"), ("european innovation council", "eic"), ("eic", "eic"),
        ("msca", "msca"), ("marie sklodowska curie", "msca"), ("chips joint undertaking", "chips-ju"), ("chips ju", "chips-ju"), ("eurohpc", "eurohpc"), ("eurohpc joint undertaking", "eurohpc"),
        ("innovative health initiative", "ihi"), ("digital europe", "digital"), ("life", "life"), ("erasmus", "erasmus"), ("eu4health", "eu4health"), ("european defence fund", "edf"),
        ("connecting europe facility", "cef"), ("citizens equality rights and values", "cerv"), ("creative europe", "crea"), ("single market program", "smp"),
        ("european institute of innovation and technology", "eit"), ("new european bauhaus", "neb"), ("european commission", "eu"), ("european union", "eu"), ("hadea", "eu"),
        ("nwo", "nwo"), ("dutch research council", "nwo"), ("nederlandse organisatie voor wetenschappelijk onderzoek", "nwo"), ("zonmw", "zonmw"), ("regieorgaan sia", "sia"), ("rvo", "rvo"),
        ("rijksdienst voor ondernemend nederland", "rvo"), ("netherlands enterprise agency", "rvo"), ("wellcome", "wellcome"), ("royal society", "royal-society"),
        ("dfg", "dfg"), ("deutsche forschungsgemeinschaft", "dfg"), ("bmbf", "bmbf"), ("bmftr", "bmbf"), ("nsf", "nsf"), ("national science foundation", "nsf"),
        ("eureka", "eureka"),
    ];

    // Sites that list many funders' calls: their name as a funder says nothing.
    private static readonly HashSet<string> Portals = new(["find a grant", "euroaccess", "western balkans info hub", "grants.gov", "grants gov", "forderdatenbank"], StringComparer.Ordinal);

    /// <summary>Known funders by their key, others by their name in normal form; portals left out.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<Funder> funders)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var funder in funders)
        {
            var name = string.Join(' ', TitleTokens.Of(funder.Name));
            if (name.Length == 0 || Portals.Contains(name))
                continue;
            var padded = $" {name} ";
            var known = Names.Where(entry => padded.Contains($" {entry.Phrase} ", StringComparison.Ordinal)).Select(entry => entry.Funder).ToList();
            found.UnionWith(known.Count > 0 ? known : [name]);
        }
        return found;
    }

    /// <summary>They agree when one is, or is part of, one of the other's.</summary>
    public static Agreement Compare(IReadOnlySet<string> a, IReadOnlySet<string> b)
    {
        if (a.Count == 0 || b.Count == 0)
            return Agreement.Unknown;
        return a.Any(mine => b.Any(theirs => Within(mine, theirs) || Within(theirs, mine))) ? Agreement.Agree : Agreement.Differ;
    }

    private static bool Within(string part, string whole)
    {
        for (var at = part; at is not null; at = Parent(at))
        {
            if (at == whole)
                return true;
        }
        return false;
    }

    private static string? Parent(string funder) => funder switch
    {
        "innovate-uk" or "ahrc" or "bbsrc" or "epsrc" or "esrc" or "mrc" or "nerc" or "stfc" or "research-england" => "ukri",
        "erc" or "eic" or "msca" or "ihi" or "eit" or "neb" => "horizon",
        "horizon" or "chips-ju" or "eurohpc" or "digital" or "life" or "erasmus" or "eu4health" or "edf" or "cef" or "cerv" or "crea" or "smp" => "eu",
        "zonmw" or "sia" => "nwo",
        _ => null,
    };
}
