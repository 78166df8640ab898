using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FundingAlerts.Sources;

namespace FundingAlerts.Matching.Topics;

/// <summary>A taxonomy as far as it could be read: either it is there, or the mistakes are.</summary>
public sealed record TaxonomyReading(Taxonomy? Taxonomy, IReadOnlyList<DefinitionFault> Faults);

/// <summary>Reads a taxonomy from YAML, or says every mistake in it with its line.</summary>
public static class TaxonomyReader
{
    private const int DefaultWithin = 3;
    private const int MostWithin = 12;
    private static readonly string[] Languages = ["en", "nl", "de", "fr"];

    public static TaxonomyReading Read(string yaml)
    {
        var document = DefinitionYaml.Read(yaml);
        if (document.Fault is { } broken)
            return new(null, [broken]);
        var file = new TaxonomyFile(document);
        var taxonomy = Bind(file, document.Root!);
        if (taxonomy is not null && file.Faults.Count == 0)
            TaxonomyCheck.Check(taxonomy, file);
        return taxonomy is null || file.Faults.Count > 0
            ? new(null, [.. file.Faults.Distinct().OrderBy(f => f.Line)])
            : new(taxonomy with { TextHash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))) }, []);
    }

    private static Taxonomy? Bind(TaxonomyFile file, JsonNode root)
    {
        if (file.Keys(root, "", ["version", "id", "names", "descriptions", "concepts"], "umbrellas", "schemes", "negativeDomains") is not { } top)
            return null;
        if (top["version"]?.ToString() is not (null or "1"))
            file.Fault("version", "This program reads version 1 of this form. The versions of the content are counted where they are stored.");
        return new()
        {
            Id = file.Text(top, "id", ""),
            Names = Translations(file, top, "names"),
            Descriptions = Translations(file, top, "descriptions"),
            Concepts = [.. file.List(top, "concepts", "").Select(c => BindConcept(file, c.Node, c.Key)).OfType<Concept>()],
            Umbrellas = ByLanguage(file, top, "umbrellas", ""),
            Schemes = [.. file.List(top, "schemes", "").Select(s => BindScheme(file, s.Node, s.Key)).OfType<Scheme>()],
            NegativeDomains = file.Phrases(top, "negativeDomains", ""),
        };
    }

    // Pages and mails are in these two languages.
    private static Dictionary<string, string> Translations(TaxonomyFile file, JsonObject of, string key) =>
        !of.ContainsKey(key) || file.Keys(of[key], key, ["en", "nl"], "de", "fr") is not { } texts
            ? []
            : texts.ToDictionary(t => t.Key, t => file.Text(texts, t.Key, key), StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> ByLanguage(TaxonomyFile file, JsonObject of, string key, string at) =>
        !of.ContainsKey(key) || file.Keys(of[key], TaxonomyFile.Below(at, key), [], Languages) is not { } lists
            ? []
            : lists.ToDictionary(l => l.Key, l => file.Phrases(lists, l.Key, TaxonomyFile.Below(at, key)), StringComparer.Ordinal);

    private static Concept? BindConcept(TaxonomyFile file, JsonNode? node, string at)
    {
        if (file.Keys(node, at, ["id", "tier", "weight"], "terms", "acronyms", "brands", "ambiguous") is not { } concept)
            return null;
        return new(file.Text(concept, "id", at), file.Word<ConceptTier>(concept, "tier", at), file.Number(concept, "weight", at, least: 0, most: 3, otherwise: 0))
        {
            Terms = ByLanguage(file, concept, "terms", at),
            Acronyms = file.Phrases(concept, "acronyms", at),
            Brands = file.Phrases(concept, "brands", at),
            Ambiguous = [.. file.List(concept, "ambiguous", at).Select(a => BindAmbiguous(file, a.Node, a.Key)).OfType<AmbiguousTerms>()],
        };
    }

    private static AmbiguousTerms? BindAmbiguous(TaxonomyFile file, JsonNode? node, string at) =>
        file.Keys(node, at, ["terms"], "near", "notNear", "within") is not { } ambiguous
            ? null
            : new(
                file.Phrases(ambiguous, "terms", at),
                file.Phrases(ambiguous, "near", at),
                file.Phrases(ambiguous, "notNear", at),
                file.Number(ambiguous, "within", at, least: 1, MostWithin, DefaultWithin));

    // A scheme that is about nothing but the topic says so; the others are open to it.
    private static Scheme? BindScheme(TaxonomyFile file, JsonNode? node, string at) =>
        file.Keys(node, at, ["name"], "tier", "names", "by") is not { } scheme
            ? null
            : new(
                file.Text(scheme, "name", at),
                scheme.ContainsKey("tier") ? file.Word<ConceptTier>(scheme, "tier", at) : ConceptTier.Adjacent,
                scheme.ContainsKey("names") ? file.Phrases(scheme, "names", at) : [file.Text(scheme, "name", at)],
                file.Phrases(scheme, "by", at));
}
