using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Reads a saved page with a definition and shows what it finds.</summary>
internal static class SourceTestCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A source's id, or a definition file." };
        var page = new Option<string>("--page") { Description = "The saved page, listing or detail.", Required = true };
        var url = new Option<string?>("--url") { Description = "The address it was saved from; default: the source's own." };
        var now = SharedOptions.Now();
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("test", "Reads a saved page with a definition and shows listings and calls.") { source, page, url, now, place, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(source)!, parsed.GetValue(page)!, parsed.GetValue(url), parsed.GetValue(now), place.Of(parsed), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string source, string file, string? url, Instant? now, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        var (definition, fault) = await DefinitionArgument.ReadAsync(source, place, cancellationToken);
        if (definition is null)
            return Output.Wrong(fault!);
        if (!File.Exists(file))
            return Output.Wrong($"There is no page '{file}'.");
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            return Output.Wrong($"'{url}' is no address; write it in full, https://….");
        var saved = new Page(new(url ?? definition.Home.AbsoluteUri), "", null, await InputFile.PageAsync(file, cancellationToken));
        var clock = Stopwatch.StartNew();
        var trial = SavedPageTrial.Of(definition, saved);
        var took = clock.Elapsed;
        var fields = FieldTrial.Of(definition, saved, trial.IsDetail && definition.Follow is not null);
        var at = now ?? Hosting.HostClock.System.GetCurrentInstant();
        if (json)
            Output.Json(Summary(trial, fields, took, at));
        else
            Write(definition, trial, fields, took, saved.Body.Length, at);
        return trial.Problem is null && trial.Breach is null ? Output.Done : Output.Failed;
    }

    private static object Summary(SavedPageTrial trial, IReadOnlyList<FieldTrial> fields, TimeSpan took, Instant at) => new
    {
        kind = trial.IsDetail ? "detail" : "listing",
        verdict = trial.Verdict.ToString(),
        problem = trial.Problem?.Kind.ToString(),
        message = trial.Problem?.Message,
        breach = trial.Breach?.Message,
        milliseconds = Math.Round(took.TotalMilliseconds, 1),
        fields = fields.Select(f => new { f.Field, f.Rule, f.Found, f.Rows, f.Sample }),
        listings = trial.Listings.Select(l => l.Fields),
        opportunities = trial.Calls.Where(c => c.Opportunity is not null).Select(c => Flat(c.Opportunity!, at)),
        refusals = trial.Calls.Where(c => c.Refusal is not null).Select(c => c.Refusal),
    };

    // What a script asks for first stands first: the reference and the status, which is nowhere stored.
    private static JsonObject Flat(Opportunity call, Instant at)
    {
        var flat = new JsonObject { ["reference"] = call.Reference, ["status"] = JsonSerializer.SerializeToNode(call.StatusAt(at), StoredJson.Options) };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(call, StoredJson.Options)!.AsObject())
            flat[name] = value?.DeepClone();
        return flat;
    }

    private static void Write(SourceDefinition definition, SavedPageTrial trial, IReadOnlyList<FieldTrial> fields, TimeSpan took, int bytes, Instant at)
    {
        if (trial.Problem is { } problem)
            Output.Say($"[red]{trial.Verdict}: {problem.Kind}[/]: {problem.Message}");
        if (trial is { Problem: null, Breach: null, Listings.Count: 0 })
            Output.Say($"[green]Empty[/]: the page honestly lists no calls.");
        if (trial.Breach is { } breach)
            Output.Say($"[yellow]A run like this would be held back[/]: {breach.Message}");
        foreach (var call in trial.Calls)
        {
            if (call.Opportunity is { } opportunity)
                Write(opportunity, at);
            else
                Output.Say($"[yellow]{call.Refusal}[/]");
        }
        if (trial.Listings.Count > 0)
            Write(definition, fields);
        Output.Say($"[bold]{trial.Listings.Count}[/] listings, [bold]{trial.Calls.Count(c => c.Opportunity is not null)}[/] calls; {bytes / 1024.0:N0} KB read in {took.TotalMilliseconds:N0} ms.");
    }

    private static void Write(SourceDefinition definition, IReadOnlyList<FieldTrial> fields)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Field", "Rule", "Found", "First value");
        var last = "";
        foreach (var field in fields)
        {
            var isNeeded = definition.Contract.Coverage.ContainsKey(field.Field) || field.Field is FieldNames.Reference or FieldNames.Title or FieldNames.Address;
            var colour = field.Found > 0 || !field.Counts ? Color.Default : isNeeded ? Color.Red : Color.Grey;
            table.AddRow(
                new Text(field.Field == last ? "" : field.Field, colour),
                new Text(PlainText.Cut(field.Rule, 60), colour),
                new Text(field.Found > 0 ? FormattableString.Invariant($"{field.Found} of {field.Rows}") : field.Counts ? "missing" : "not needed", colour),
                new Text(field.Sample is { } sample ? PlainText.Cut(PlainText.Squash(sample), 60) : ""));
            last = field.Field;
        }
        Output.Result.Write(table);
    }

    private static void Write(Opportunity call, Instant at)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
                grid.AddRow(new Text(name, Color.Grey), new Text(text));
        }

        Output.Result.Write(new Rule(Markup.Escape(call.Title)) { Justification = Justify.Left });
        Row("reference", call.Reference);
        Row("status", $"{call.StatusAt(at)}{(call.StatusWord is { } word ? $" (printed: {word.Text})" : "")}");
        Row("opens", call.Opens is { } opens ? $"{opens.Value?.Date.ToString("uuuu-MM-dd", null) ?? "not understood"} (printed: {opens.Text})" : null);
        foreach (var deadline in call.Deadlines)
            Row("closes", $"{Say(deadline.Value)} (printed: {deadline.Text})");
        Row("type", call.Type);
        Row("funder", string.Join(", ", call.Funders.Select(f => f.Name)));
        Row("total", Say(call.Funding.Total));
        Row("award", string.Join(" to ", new[] { Say(call.Funding.MinAward), Say(call.Funding.MaxAward) }.OfType<string>()));
        Row("countries", string.Join(" ", call.Eligibility.Where(e => e.RuleId is null || e.Listed is not null).Select(e => e.Country)));
        Row("checked", call.Checked?.Text);
        Row("summary", PlainText.Cut(call.Summary, 240));
        Row("address", call.Address.AbsoluteUri);
        Output.Result.Write(grid);
    }

    private static string Say(Deadline? deadline) => deadline switch
    {
        Deadline.On on => FormattableString.Invariant($"{on.Date:uuuu-MM-dd} {on.Time:HH:mm} {on.Zone} {on.Stage}{(on.Doubt is { } doubt ? $" [{doubt}]" : "")}"),
        Deadline.Rolling => "rolling",
        Deadline.Unannounced => "unannounced",
        _ => "not understood",
    };

    private static string? Say(Understood<Money>? money) =>
        money is null ? null : money.Value is { } value ? FormattableString.Invariant($"{value.Currency} {value.Amount:N0}") : $"not understood (printed: {money.Text})";
}
