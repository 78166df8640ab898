using FundingAlerts.Local.Storage;
using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Local.Commands;

/// <summary>Says of every call of a file how much it is about a topic.</summary>
internal static class MatchTopic
{
    public static async Task<int> RunAsync(string topic, string file, bool json, StoragePlace place, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        var (found, fault) = await TopicDesk.FindAsync(topic, place, cancellationToken);
        if (found?.Taxonomy is not { } taxonomy)
            return Output.Wrong(fault!);
        var scorer = new TopicScorer([taxonomy]);
        var (calls, core, adjacent) = (0, 0, 0);
        await foreach (var (line, call) in CallsFile.ReadAsync(file, cancellationToken))
        {
            if (call is null)
                return CallsFile.Fault(file, line);
            var match = scorer.Score(call.Text)[0];
            calls++;
            core += match.Tier == TopicTier.Core ? 1 : 0;
            adjacent += match.Tier == TopicTier.Adjacent ? 1 : 0;
            if (json)
                Output.Json(new { id = call.Id, tier = match.Tier.ToString().ToLowerInvariant(), score = match.Score, reasons = match.Reasons });
            else if (match.Tier != TopicTier.None)
                Write(call.Title, match);
        }
        if (!json)
            Output.Say($"Of [bold]{calls}[/] calls [bold]{core}[/] are about {taxonomy.Names["en"]}, [bold]{adjacent}[/] are near to it.");
        return Output.Done;
    }

    private static void Write(string title, TopicMatch match)
    {
        Output.Say($"[bold]{title}[/]  {match.Tier.ToString().ToLowerInvariant()}, {match.Score}");
        foreach (var reason in match.Reasons)
            Output.Say($"  [grey]{reason.Weight} {reason.Kind.ToString().ToLowerInvariant()} {reason.Term} in {reason.Field}:[/] {reason.Snippet.Before}[green]{reason.Snippet.Found}[/]{reason.Snippet.After}");
    }
}
