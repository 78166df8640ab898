using FundingAlerts.Opportunities.Printed;
using NodaTime;

namespace FundingAlerts.Sources.Curation;

/// <summary>A definition proposed from one page, for a curator to finish; or why there is none. Pure.</summary>
/// <param name="Yaml">The definition with a comment for every guess; null when nothing was found.</param>
/// <param name="Definition">The same, read back: it passes <c>source lint</c>.</param>
/// <param name="Rows">What the definition reads on the page.</param>
public sealed record DefinitionProposal(
    string? Yaml, SourceDefinition? Definition, IReadOnlyList<Listing> Rows, IReadOnlyList<ProposedField> Fields, SourceProblem? Problem)
{
    /// <param name="page">A listing, a feed or the answer of an interface, with its address on the web.</param>
    /// <param name="today">Goes into the definition's evidence.</param>
    public static DefinitionProposal Of(Page page, LocalDate today)
    {
        var opened = OpenedPage.Of(page);
        if (opened.Problem is { } problem)
            return None(problem);
        var site = opened.Document is { } document ? SiteGuess.Of(page.Address, document) : SiteGuess.Of(page.Address, null, null);
        var context = new PrintedContext(site.Language, site.Zone, null, today);
        var draft = opened.Format switch
        {
            ResponseFormat.Json => JsonRows.Propose(opened.Json!, page.Address, context),
            ResponseFormat.Xml => FeedRows.Propose(opened.Document!, page.Address),
            _ => HtmlRows.Propose(opened.Document!, page.Address, context),
        };
        if (draft.Problem is { } missing)
            return None(missing);
        var yaml = ProposalText.Of(draft, site, page.Address, opened.Format!.Value, today);
        var reading = DefinitionReader.Read(yaml);
        if (reading.Definition is not { } definition)
            return new(yaml, null, [], draft.Fields, new(SourceProblemKind.InvalidDefinition, $"The proposal has mistakes, which is ours to mend: {string.Join(' ', reading.Faults)}"));
        var read = PageReader.ReadListing(definition, page);
        return new(yaml, definition, read.Rows, draft.Fields, read.Problem);
    }

    private static DefinitionProposal None(SourceProblem problem) => new(null, null, [], [], problem);
}

/// <summary>What was found on a page, before it is written down.</summary>
/// <param name="Rows">A CSS selector, or a JSON path.</param>
/// <param name="Remarks">What the curator should know of the rows: other lists on the page and the like.</param>
internal sealed record Draft(
    string Rows, int Count, Sureness Sureness, IReadOnlyList<ProposedField> Fields, IReadOnlyList<string> Remarks, NextPage? Next = null, SourceProblem? Problem = null)
{
    public static Draft Nothing(string message) => new("", 0, Sureness.Guess, [], [], null, new(SourceProblemKind.NothingFound, message));

    public bool Has(string field) => Fields.Any(f => f.Name == field);
}
