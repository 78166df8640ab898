using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Fixtures;
using FundingAlerts.Sources;

namespace FundingAlerts.Local.Commands;

/// <summary>Keeps a page and what is read from it beside the definition, so that it must go on being read so.</summary>
internal static class SourceRecordCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The definition's file; pages go into fixtures/ beside it. ('source export' writes that of a known source.)" };
        var page = new Option<string?>("--page") { Description = "A page as saved before; else the listing is fetched, and the first call's own page." };
        var url = new Option<string?>("--url") { Description = "The address that --page was saved from; default: the source's own." };
        var kind = new Option<string>("--is") { Description = "What should come of the page: good, empty or broken.", DefaultValueFactory = _ => "good" };
        kind.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "good", "empty", "broken");
        var name = new Option<string?>("--name") { Description = "The file's name in fixtures/, for example none.html." };
        var command = new Command("record", "Saves pages as fixtures of a definition, personal data taken out, with what is read from them.") { file, page, url, kind, name };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(page), parsed.GetValue(url), Enum.Parse<FixtureKind>(parsed.GetValue(kind)!, ignoreCase: true), parsed.GetValue(name), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, string? saved, string? url, FixtureKind kind, string? name, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no definition '{file}'. Write a known one to a file first: source export ID --out {file}");
        if (saved is not null && !File.Exists(saved))
            return Output.Wrong($"There is no page '{saved}'.");
        Uri? address = null;
        if (url is not null && (!Uri.TryCreate(url, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
            return Output.Wrong($"'{url}' is no address; write it in full, https://….");
        var reading = DefinitionReader.Read(await InputFile.TextAsync(file, cancellationToken));
        if (reading.Definition is not { } source)
            return Output.Wrong(string.Join('\n', reading.Faults.Select(f => $"{file}: {f}")));

        var today = HostClock.System.GetCurrentInstant().InUtc().Date.ToString("uuuu-MM-dd", null);
        if (saved is not null)
        {
            var page = new Page(address ?? source.Home, "", null, await InputFile.PageAsync(saved, cancellationToken));
            return await KeepAsync(source, file, page, kind, name ?? Name(source, page, today), cancellationToken);
        }

        var (listing, fault) = await PageFetching.FetchAsync(SourceRequests.First(source), cancellationToken);
        if (listing is null)
            return Output.Fault(fault!);
        var kept = await KeepAsync(source, file, listing, kind, name ?? $"listing-{today}.{Extension(source.Response)}", cancellationToken);
        if (kept != Output.Done || kind != FixtureKind.Good || source.Follow is not { } follow
            || PageReader.ReadListing(source, listing).Rows is not [var row, ..] || SourceRequests.Of(source, follow, row) is not { } request)
            return kept;
        var (detail, silence) = await PageFetching.FetchAsync(request, cancellationToken);
        return detail is null
            ? Output.Fault($"The listing was kept; the first call's own page could not be read. {silence}")
            : await KeepAsync(source, file, detail, kind, $"call-{today}.{Extension(follow.Response)}", cancellationToken);
    }

    private static string Name(SourceDefinition source, Page page, string today) =>
        SavedPageTrial.Of(source, page).IsDetail && source.Follow is { } follow
            ? $"call-{today}.{Extension(follow.Response)}"
            : $"listing-{today}.{Extension(source.Response)}";

    private static string Extension(ResponseFormat format) => format.ToString().ToLowerInvariant();

    private static async Task<int> KeepAsync(SourceDefinition source, string file, Page page, FixtureKind kind, string name, CancellationToken cancellationToken)
    {
        if (FixtureRecording.Of(source, page, kind, name) is not { } recording)
            return Output.Fault("The page is no text in any character set that it names; nothing was kept.");
        if (!recording.Reading.Fits(kind))
            return Output.Fault($"The page comes out as {recording.Reading.Verdict}{(recording.Reading.Problem is { } problem ? $" ({problem.Kind}: {problem.Message})" : "")}, where a {kind.ToString().ToLowerInvariant()} page should come out otherwise. Nothing was kept; mend the definition, or say --is good, empty or broken.");
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, FixtureShelf.Folder);
        if (File.Exists(Path.Combine(folder, name)))
            return Output.Wrong($"'{Path.Combine(folder, name)}' is there already; give another --name, or remove it first.");
        var yaml = recording.AddTo(await InputFile.TextAsync(file, cancellationToken));
        if (DefinitionReader.Read(yaml).Faults is [var mistake, ..])
            return Output.Fault($"The fixture cannot be added to {file}: {mistake} Nothing was kept.");
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, name), recording.Page, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, FixtureShelf.ExpectedName(recording.Fixture)), recording.Reading.ToJson(), cancellationToken);
        await File.WriteAllTextAsync(file, yaml, cancellationToken);
        Output.Say($"[green]{Path.Combine(folder, name)}[/]: {recording.Reading.Verdict}, {recording.Reading.Calls.Count} calls; personal data taken out in {recording.Changed} places. Look through it for names before you share it.");
        return Output.Done;
    }
}
