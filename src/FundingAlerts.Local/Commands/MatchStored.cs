using System.Globalization;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Shows what a query would have brought of the stored calls.</summary>
internal static class MatchStored
{
    public static async Task<int> RunAsync(Query query, int days, Instant now, bool json, StoragePlace place, CancellationToken cancellationToken)
    {
        if (days is < 1 or > 3_650)
            return Output.Wrong("--days takes 1 to 3650.");
        await using var desk = await TopicDesk.FindAsync(place, cancellationToken);
        if (desk is null)
            return Output.Wrong($"Nothing is stored in {place}: say --calls FILE, or read a source first.");
        var since = now - Duration.FromDays(days);
        using var topics = new TopicsInForce(desk.Taxonomies, desk.Store);
        var preview = await Preview.OfAsync(query, await topics.CurrentAsync(cancellationToken), desk.Calls.RecentAsync(since, cancellationToken), since, now, cancellationToken);
        foreach (var met in preview.Calls)
        {
            if (json)
                Output.Json(new { id = met.Call.Id.ToString(), title = met.Call.Title, seenAt = met.SeenAt, reasons = met.Reasons });
            else
                MatchCommand.Write(met.Call.Title, met.Reasons);
        }
        if (!json)
            Output.Say($"In the last {days} days you would have heard of [bold]{preview.Calls.Count}[/] of {preview.Looked} calls, about {preview.AWeek.ToString("0.#", CultureInfo.InvariantCulture)} a week.");
        return Output.Done;
    }
}
