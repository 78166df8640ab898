using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Holds a query against a file of calls, one JSON object a line.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var query = new Option<string?>("--query") { Description = "Words, \"phrases\", prefix*, OR, AND, NOT." };
        var topic = new Option<string?>("--topic") { Description = "A topic's id, in place of a query: every call gets its tier, score and reasons." };
        var calls = new Option<string>("--calls") { Description = "A file with one call a line: {\"id\", \"title\", \"summary\", …}. Without one: what is stored." };
        var json = SharedOptions.Json();
        var place = SharedOptions.Place();
        var days = new Option<int>("--days") { Description = "So many days back, where no file is given.", DefaultValueFactory = _ => Preview.UsualDays };
        var now = SharedOptions.Now();
        var command = new Command("match", "Shows which calls of a file meet a query, or are about a topic, and why; without a file, what a query would have brought of the stored calls.") { query, topic, calls, json, place, days, now };
        command.SetAction((parsed, cancellationToken) => (parsed.GetValue(query), parsed.GetValue(topic), parsed.GetValue(calls), parsed.GetValue(json)) switch
        {
            ({ } text, null, { } file, var isJson) => WithQueryAsync(text, asked => RunAsync(asked, file, isJson, cancellationToken)),
            ({ } text, null, null, var isJson) => WithQueryAsync(text, asked => MatchStored.RunAsync(asked, parsed.GetValue(days), parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), isJson, place.Of(parsed), cancellationToken)),
            (null, { } id, { } file, var isJson) => MatchTopic.RunAsync(id, file, isJson, place.Of(parsed), cancellationToken),
            (null, { } id, null, _) => Task.FromResult(Output.Wrong($"Say --calls FILE with --topic; stored calls are asked for by --query topic:{id}.")),
            _ => Task.FromResult(Output.Wrong("Say either --query or --topic.")),
        });
        return command;
    }

    private static Task<int> WithQueryAsync(string text, Func<Query, Task<int>> run)
    {
        Query query;
        try
        {
            query = QueryParser.Parse(text, TopicScorer.Shipped.Topics);
        }
        catch (QueryException fault)
        {
            Output.Aside.WriteLine(text);
            Output.Aside.WriteLine(new string(' ', Math.Min(fault.Position, text.Length)) + "^");
            return Task.FromResult(Output.Wrong(fault.Message));
        }
        return run(query);
    }

    private static async Task<int> RunAsync(Query query, string file, bool json, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var met = 0;
        await foreach (var (line, call) in CallsFile.ReadAsync(file, cancellationToken))
        {
            if (call is null)
                return CallsFile.Fault(file, line);
            var reasons = query.Match(new CallDocument(call.Text, CallFacts.Nothing, query.AsksForTopic ? TopicScorer.Shipped.Standings(call.Text) : CallDocument.NoTopics));
            met += reasons is null ? 0 : 1;
            if (json)
                Output.Json(new { id = call.Id, tier = reasons is null ? "none" : "core", score = reasons is null ? 0 : 100, reasons = reasons ?? [] });
            else if (reasons is not null)
                Write(call.Title, reasons);
        }
        if (!json)
            Output.Say($"[bold]{met}[/] calls meet the query.");
        return Output.Done;
    }

    internal static void Write(string title, IReadOnlyList<MatchReason> reasons)
    {
        Output.Say($"[bold]{title}[/]");
        foreach (var reason in reasons)
            Output.Say($"  [grey]{reason.Term} in {reason.Field}:[/] {reason.Snippet.Before}[green]{reason.Snippet.Found}[/]{reason.Snippet.After}");
    }
}
