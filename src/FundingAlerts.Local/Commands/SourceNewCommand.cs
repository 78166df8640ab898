using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using NodaTime;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Proposes a definition for a site that is not read yet.</summary>
internal static class SourceNewCommand
{
    public static Command Create()
    {
        var url = new Argument<string>("url") { Description = "The address of the listing, feed or interface." };
        var page = new Option<string?>("--page") { Description = "The page as saved before; nothing is fetched." };
        var output = new Option<string?>("--out") { Description = "Write the definition to this file instead of stdout." };
        var json = SharedOptions.Json();
        var command = new Command("new", "Proposes a definition by finding repeated rows, links and dates; the curator finishes it.") { url, page, output, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(url)!, parsed.GetValue(page), parsed.GetValue(output), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string url, string? file, string? output, bool json, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return Output.Wrong($"'{url}' is no address; write it in full, https://….");
        if (file is not null && !File.Exists(file))
            return Output.Wrong($"There is no page '{file}'.");
        if (output is not null && File.Exists(output))
            return Output.Wrong($"'{output}' is there already; name a new file, or remove it first.");

        Page page;
        if (file is not null)
        {
            page = new(address, "", null, await InputFile.PageAsync(file, cancellationToken));
        }
        else
        {
            var (fetched, fault) = await PageFetching.FetchAsync(new(address), cancellationToken);
            if (fetched is null)
                return Output.Fault(fault!);
            page = fetched;
        }

        var proposal = DefinitionProposal.Of(page, HostClock.System.GetCurrentInstant().InUtc().Date);
        if (json)
            Output.Json(new { proposal.Yaml, rows = proposal.Rows.Select(r => r.Fields), fields = proposal.Fields, problem = proposal.Problem });
        if (proposal.Yaml is not { } yaml)
            return json ? Output.Failed : Output.Fault($"{proposal.Problem!.Kind}: {proposal.Problem.Message}");
        if (output is not null)
            await File.WriteAllTextAsync(output, yaml, cancellationToken);
        else if (!json)
            await Console.Out.WriteAsync(yaml);
        if (!json)
            Write(proposal);
        return proposal.Problem is null ? Output.Done : Output.Failed;
    }

    private static void Write(DefinitionProposal proposal)
    {
        if (proposal.Problem is { } problem)
            Output.Hint($"[red]{problem.Kind}[/]: {problem.Message}");
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Field", "Rows", "How sure", "Samples");
        foreach (var field in proposal.Fields)
        {
            var read = proposal.Rows.Select(r => r.First(field.Name)).OfType<string>().ToList();
            table.AddRow(
                new Text(field.Name),
                new Text(FormattableString.Invariant($"{read.Count} of {proposal.Rows.Count}")),
                new Text($"{field.Sureness}, {field.Because}".ToLowerInvariant()),
                new Text(string.Join('\n', read.Take(3).Select(v => PlainText.Cut(PlainText.Squash(v), 70)))));
        }
        Output.Aside.Write(table);
    }
}
