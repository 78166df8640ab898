using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>What the form alone does not say: how the parts of a taxonomy must fit together.</summary>
internal static class TaxonomyCheck
{
    private const int LongestAcronym = 8;

    public static void Check(Taxonomy taxonomy, TaxonomyFile file)
    {
        CheckId(file, "id", taxonomy.Id);
        if (!taxonomy.Concepts.Any(c => c.Tier == ConceptTier.Core))
            file.Fault("concepts", "No concept has the tier core; then no call could be about the topic.");
        for (var i = 0; i < taxonomy.Concepts.Count; i++)
            CheckConcept(file, FormattableString.Invariant($"concepts[{i}]"), taxonomy.Concepts[i]);
        CheckOnce(file, taxonomy);
        for (var i = 0; i < taxonomy.Schemes.Count; i++)
        {
            var at = FormattableString.Invariant($"schemes[{i}]");
            if (taxonomy.Schemes[i].Tier == ConceptTier.Context)
                file.Fault(at + ".tier", "A scheme is core (about nothing but the topic) or adjacent (open to it).");
            if (taxonomy.Schemes.Take(i).Any(s => Key(s.Name) == Key(taxonomy.Schemes[i].Name)))
                file.Fault(at + ".name", $"There is a scheme '{taxonomy.Schemes[i].Name}' already; put all its names into one.");
        }
    }

    private static void CheckConcept(TaxonomyFile file, string at, Concept concept)
    {
        CheckId(file, at + ".id", concept.Id);
        if ((concept.Tier == ConceptTier.Context) != (concept.Weight == 0))
            file.Fault(at + ".weight", "A concept of the tier context has weight 0, and only such a one; core and adjacent have 1, 2 or 3.");
        if (concept.Tier == ConceptTier.Core && concept.Weight == 1)
            file.Fault(at + ".weight", "A weak concept (weight 1) cannot be core; give it 2 or 3, or make it adjacent.");
        if (concept.Terms.Count + concept.Acronyms.Count + concept.Brands.Count + concept.Ambiguous.Count == 0)
            file.Fault(at, $"'{concept.Id}' has no words: give it terms, acronyms, brands or ambiguous.");
        for (var i = 0; i < concept.Acronyms.Count; i++)
        {
            var acronym = concept.Acronyms[i];
            if (acronym.Length is < 2 or > LongestAcronym || !acronym.Any(char.IsUpper) || Words.In(acronym).Count != 1)
                file.Fault(FormattableString.Invariant($"{at}.acronyms[{i}]"), $"'{acronym}' is no acronym: one word of 2 to {LongestAcronym} letters, as printed. Put words under terms.");
        }
        for (var i = 0; i < concept.Brands.Count; i++)
        {
            if (!concept.Brands[i].Any(char.IsUpper) || concept.Brands[i].EndsWith('*'))
                file.Fault(FormattableString.Invariant($"{at}.brands[{i}]"), $"A brand is matched letter by letter; write '{concept.Brands[i]}' as it is printed, or put it under terms.");
        }
        for (var i = 0; i < concept.Ambiguous.Count; i++)
            CheckAmbiguous(file, FormattableString.Invariant($"{at}.ambiguous[{i}]"), concept.Ambiguous[i]);
    }

    private static void CheckAmbiguous(TaxonomyFile file, string at, AmbiguousTerms rule)
    {
        if (rule.Near.Count + rule.NotNear.Count == 0)
            file.Fault(at, "Say what must stand near (near) or must not (notNear); a term that needs neither belongs under terms.");
        foreach (var both in rule.Near.Where(n => rule.NotNear.Any(x => Key(x) == Key(n))))
            file.Fault(at, $"'{both}' stands under near and under notNear; it cannot be both.");
    }

    // The same words in two places would count twice, or by another rule than somebody thinks.
    private static void CheckOnce(TaxonomyFile file, Taxonomy taxonomy)
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (term, key, place) in Terms(taxonomy))
        {
            if (!seen.TryAdd(Key(term), place) && seen[Key(term)] != place)
                file.Fault(key, $"'{term}' stands under {seen[Key(term)]} already; a term belongs to one place.");
        }
        foreach (var twice in taxonomy.Concepts.Select((c, i) => (c.Id, i)).GroupBy(c => c.Id).SelectMany(g => g.Skip(1)))
            file.Fault(FormattableString.Invariant($"concepts[{twice.i}].id"), $"There is a concept '{twice.Id}' already.");
    }

    private static IEnumerable<(string Term, string Key, string Place)> Terms(Taxonomy taxonomy)
    {
        foreach (var (concept, i) in taxonomy.Concepts.Select((c, i) => (c, i)))
        {
            var at = FormattableString.Invariant($"concepts[{i}]");
            foreach (var (language, terms) in concept.Terms)
            {
                foreach (var (term, j) in terms.Select((t, j) => (t, j)))
                    yield return (term, FormattableString.Invariant($"{at}.terms.{language}[{j}]"), $"the terms of '{concept.Id}'");
            }
            foreach (var (rule, j) in concept.Ambiguous.Select((r, j) => (r, j)))
            {
                foreach (var (term, k) in rule.Terms.Select((t, k) => (t, k)))
                    yield return (term, FormattableString.Invariant($"{at}.ambiguous[{j}].terms[{k}]"), $"the ambiguous terms of '{concept.Id}'");
            }
        }
        foreach (var (language, phrases) in taxonomy.Umbrellas)
        {
            foreach (var (phrase, j) in phrases.Select((p, j) => (p, j)))
                yield return (phrase, FormattableString.Invariant($"umbrellas.{language}[{j}]"), "the umbrellas");
        }
    }

    private static void CheckId(TaxonomyFile file, string key, string id)
    {
        if (id.Length > 0 && (!char.IsAsciiLetterLower(id[0]) || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            file.Fault(key, $"'{id}' is no id: small letters, digits and hyphens, beginning with a letter.");
    }

    private static string Key(string phrase) =>
        string.Join(' ', Words.In(phrase).Select(w => w.Key)) + (phrase.EndsWith('*') ? "*" : "");
}
