using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching.Topics;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Says what another taxonomy would change, before anybody imports it.</summary>
internal static class TopicsDiffCommand
{
    private static readonly Duration LookedBack = Duration.FromDays(90);

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A taxonomy, ID.yml." };
        var place = SharedOptions.Place();
        var now = SharedOptions.Now();
        var json = SharedOptions.Json();
        var command = new Command("diff", "Scores the calls of the last 90 days anew and lists which would come in, go out, or change their tier or score.") { file, place, now, json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(file)!, place.Of(parsed), parsed.GetValue(now) ?? HostClock.System.GetCurrentInstant(), parsed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string file, StoragePlace place, Instant now, bool json, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var reading = TaxonomyReader.Read(await InputFile.TextAsync(file, cancellationToken));
        if (reading.Taxonomy is not { } next)
            return Output.Fault(string.Join('\n', reading.Faults.Select(f => $"{file}: {f}")));
        await using var desk = await TopicDesk.FindAsync(place, cancellationToken);
        if (desk is null)
            return Output.Wrong($"Nothing is stored in {place}; there is no call to score.");
        var old = await desk.Taxonomies.FindAsync(next.Id, cancellationToken);
        var difference = await TaxonomyDifference.BetweenAsync(old?.Taxonomy, next, desk.Calls.RecentAsync(now - LookedBack, cancellationToken), cancellationToken);
        foreach (var change in difference.Changes)
            Write(change, json);
        if (!json)
            Output.Say($"Of [bold]{difference.Scored}[/] calls of the last 90 days {Count(difference, TopicChangeKind.ComesIn)} would come in, {Count(difference, TopicChangeKind.GoesOut)} go out, {Count(difference, TopicChangeKind.ChangesTier)} change their tier, {Count(difference, TopicChangeKind.ChangesScore)} their score only.");
        return Output.Done;
    }

    private static int Count(TaxonomyDifference difference, TopicChangeKind kind) => difference.Changes.Count(c => c.Kind == kind);

    private static void Write(TopicChange change, bool json)
    {
        if (json)
        {
            Output.Json(new { kind = change.Kind, id = change.Opportunity.ToString(), title = change.Title, old = Side(change.Old), @new = Side(change.New) });
            return;
        }
        Output.Say($"{Words(change.Kind)}  [bold]{change.Title}[/]  {Tier(change.Old)} {change.Old.Score} → {Tier(change.New)} {change.New.Score}");
        foreach (var reason in change.New.Reasons.Take(3))
            Output.Say($"  [grey]{reason.Weight} {reason.Term} in {reason.Field}:[/] {reason.Snippet.Before}[green]{reason.Snippet.Found}[/]{reason.Snippet.After}");
    }

    private static object Side(TopicMatch match) => new { tier = Tier(match), score = match.Score, reasons = match.Reasons };

    private static string Tier(TopicMatch match) => match.Tier.ToString().ToLowerInvariant();

    private static string Words(TopicChangeKind kind) => kind switch
    {
        TopicChangeKind.ComesIn => "comes in",
        TopicChangeKind.GoesOut => "goes out",
        TopicChangeKind.ChangesTier => "changes tier",
        _ => "changes score",
    };
}
