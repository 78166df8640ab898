using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Holds a query against a file of calls, one JSON object a line.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var query = new Option<string>("--query") { Description = "Words, \"phrases\", prefix*, OR, AND, NOT.", Required = true };
        var calls = new Option<string>("--calls") { Description = "A file with one call a line: {\"id\", \"title\", \"summary\", …}.", Required = true };
        var json = SharedOptions.Json();
        var command = new Command("match", "Shows which calls of a file meet a query, and why.") { query, calls, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(query)!, parsed.GetValue(calls)!, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string text, string file, bool json, CancellationToken cancellationToken)
    {
        Query query;
        try
        {
            query = QueryParser.Parse(text);
        }
        catch (QueryException fault)
        {
            Output.Aside.WriteLine(text);
            Output.Aside.WriteLine(new string(' ', Math.Min(fault.Position, text.Length)) + "^");
            return Output.Wrong(fault.Message);
        }
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var (line, met) = (0, 0);
        await foreach (var row in File.ReadLinesAsync(file, cancellationToken))
        {
            line++;
            if (string.IsNullOrWhiteSpace(row))
                continue;
            if (ReadCall(row) is not { } call)
                return Output.Fault(FormattableString.Invariant($"{file}, line {line}: expected a JSON object with at least id and title."));
            var reasons = query.Match(call.Text);
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

    private static (string Id, string Title, CallText Text)? ReadCall(string row)
    {
        try
        {
            var call = JsonNode.Parse(row) as JsonObject;
            string? Text(string name) => call?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
            return Text("id") is { } id && Text("title") is { } title
                ? (id, title, new CallText(("title", title), ("call", Text("call")), ("summary", Text("summary")), ("description", Text("description")), ("programme", Text("programme")), ("type", Text("type")), ("funder", Text("funder"))))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(string title, IReadOnlyList<MatchReason> reasons)
    {
        Output.Say($"[bold]{title}[/]");
        foreach (var reason in reasons)
            Output.Say($"  [grey]{reason.Term} in {reason.Field}:[/] {reason.Snippet.Before}[green]{reason.Snippet.Found}[/]{reason.Snippet.After}");
    }
}
