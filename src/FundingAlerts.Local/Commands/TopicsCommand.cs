using System.CommandLine;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching.Topics;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>What staff do with topics.</summary>
internal static class TopicsCommand
{
    public static Command Create()
    {
        var command = new Command("topics", "Lists topics, shows what each covers, and stores other taxonomies for them.") { CreateList(), CreateShow(), TopicsDiffCommand.Create() };
        foreach (var further in TopicVersionCommands.Create())
            command.Add(further);
        return command;
    }

    public static Argument<string> Topic() => new("topic") { Description = "A topic's id, as 'topics list' shows it." };

    private static Command CreateList()
    {
        var json = SharedOptions.Json();
        var place = SharedOptions.Place();
        var command = new Command("list", "Lists the topics that calls are scored by.") { json, place };
        command.SetAction((parsed, cancellation) => ListAsync(parsed.GetValue(json), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ListAsync(bool json, StoragePlace place, CancellationToken cancellationToken)
    {
        var topics = await TopicDesk.TopicsAsync(place, cancellationToken);
        if (json)
        {
            foreach (var topic in topics)
                Output.Json(new { id = topic.Id, names = topic.Taxonomy?.Names, descriptions = topic.Taxonomy?.Descriptions, version = topic.Version, faults = topic.Faults.Count == 0 ? null : topic.Faults });
            return Output.Done;
        }
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Id", "Name", "Concepts", "Terms", "Version");
        foreach (var topic in topics)
        {
            table.AddRow(
                new Text(topic.Id),
                Output.Cell(topic.Taxonomy?.Names["en"]),
                new Text(FormattableString.Invariant($"{topic.Taxonomy?.Concepts.Count}")),
                new Text(FormattableString.Invariant($"{topic.Taxonomy?.Concepts.Sum(CountTerms)}")),
                new Text(topic.Stored is { } stored ? FormattableString.Invariant($"version {stored.Number} of {stored.At:uuuu-MM-dd}") : "shipped"));
        }
        Output.Result.Write(table);
        foreach (var broken in topics.Where(t => t.Faults.Count > 0))
            Output.Hint($"[yellow]The stored taxonomy of '{broken.Id}' cannot be read: {broken.Faults[0]}[/]");
        return Output.Done;
    }

    private static Command CreateShow()
    {
        var id = Topic();
        var text = new Option<bool>("--yaml") { Description = "The whole taxonomy as it is written, to edit and import." };
        var json = SharedOptions.Json();
        var place = SharedOptions.Place();
        var command = new Command("show", "Shows what a topic covers, and what speaks for it how much.") { id, text, json, place };
        command.SetAction((parsed, cancellation) => ShowAsync(parsed.GetValue(id)!, parsed.GetValue(text), parsed.GetValue(json), place.Of(parsed), cancellation));
        return command;
    }

    private static async Task<int> ShowAsync(string id, bool text, bool json, StoragePlace place, CancellationToken cancellationToken)
    {
        var (topic, fault) = await TopicDesk.FindAsync(id, place, cancellationToken);
        if (topic?.Taxonomy is not { } taxonomy)
            return Output.Wrong(fault!);
        if (text)
            await Console.Out.WriteAsync(topic.Text);
        else if (json)
            Output.Json(taxonomy);
        else
            Write(topic, taxonomy);
        return Output.Done;
    }

    private static void Write(CuratedTaxonomy topic, Taxonomy taxonomy)
    {
        Output.Say($"[bold]{taxonomy.Names["en"]}[/]  [grey]{taxonomy.Names["nl"]}; version {topic.Version}[/]");
        Output.Say($"{taxonomy.Descriptions["en"]}");
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Concept", "Tier", "Weight", "Such as");
        foreach (var concept in taxonomy.Concepts.OrderByDescending(c => c.Tier).ThenByDescending(c => c.Weight))
        {
            var terms = concept.Terms.Values.SelectMany(t => t).Concat(concept.Brands).Concat(concept.Ambiguous.SelectMany(a => a.Terms)).Concat(concept.Acronyms);
            table.AddRow(new Text(concept.Id), new Text(Small(concept.Tier)), new Text(FormattableString.Invariant($"{concept.Weight}")), Output.Cell(string.Join(", ", terms.Take(6))));
        }
        Output.Result.Write(table);
        Output.Say($"Umbrellas: {string.Join(", ", taxonomy.Umbrellas.Values.SelectMany(u => u).Take(8))}, …");
        Output.Say($"Schemes by name: {string.Join(", ", taxonomy.Schemes.Select(s => s.Tier == ConceptTier.Core ? $"{s.Name} (core)" : s.Name))}.");
    }

    private static int CountTerms(Concept concept) =>
        concept.Terms.Values.Sum(t => t.Count) + concept.Acronyms.Count + concept.Brands.Count + concept.Ambiguous.Sum(a => a.Terms.Count);

    private static string Small(ConceptTier tier) => tier.ToString().ToLowerInvariant();
}
