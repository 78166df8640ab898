using FundingAlerts.Sources;

namespace FundingAlerts.Matching.Topics;

/// <summary>Words that all topics share: by what a passing mention and boilerplate are known. Data, in Taxonomy/shared.yml.</summary>
/// <param name="Fields">Fields of technology that stand together in lists.</param>
/// <param name="Introductions">After these come examples.</param>
/// <param name="Boilerplate">A sentence with one of these is about a programme and its rules, not about the call.</param>
internal sealed record ListWords(IReadOnlyList<string> Fields, IReadOnlyList<string> Introductions, IReadOnlyList<string> Boilerplate)
{
    private static readonly Lazy<ListWords> ShippedWords = new(() => Read(TaxonomyCatalogue.ReadEmbedded(TaxonomyCatalogue.SharedFile)));

    /// <exception cref="InvalidDataException">The shipped file has mistakes; the message says where.</exception>
    public static ListWords Shipped => ShippedWords.Value;

    public static ListWords Read(string yaml)
    {
        var document = DefinitionYaml.Read(yaml);
        if (document.Fault is { } broken)
            throw new InvalidDataException($"{TaxonomyCatalogue.SharedFile} has mistakes: {broken}");
        var file = new TaxonomyFile(document);
        var top = file.Keys(document.Root, "", ["version", "fields", "introductions", "boilerplate"])!;
        var words = new ListWords(file.Phrases(top, "fields", ""), file.Phrases(top, "introductions", ""), file.Phrases(top, "boilerplate", ""));
        return file.Faults.Count == 0 ? words : throw new InvalidDataException($"{TaxonomyCatalogue.SharedFile} has mistakes:\n{string.Join('\n', file.Faults)}");
    }
}
