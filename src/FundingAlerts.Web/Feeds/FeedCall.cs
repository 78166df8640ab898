using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A call as feeds tell it.</summary>
/// <param name="Changes">Its history, oldest first; empty where nothing is known of it.</param>
internal sealed record FeedCall(Opportunity Call, OpportunityStatus Status, IReadOnlyList<OpportunityChange> Changes)
{
    public OpportunityId Id => Call.Id;

    /// <summary>When it was first seen; 1970 where nobody noted it.</summary>
    public Instant FirstSeen => Call.FirstSeen ?? (Changes.Count > 0 ? Changes[0].SeenAt : NodaConstants.UnixEpoch);

    /// <summary>When it last changed in a way that people are told of, or was first seen.</summary>
    public Instant Updated => Changes.Where(c => c.IsMaterial).Select(c => c.SeenAt).Append(FirstSeen).Max();

    /// <summary>When anything of it last changed, a word of its text included.</summary>
    public Instant LastChanged =>
        Changes.Select(c => c.SeenAt).Concat(Call.Sightings.Select(s => s.LastSeen)).Append(Call.WithdrawnAt ?? FirstSeen).Append(FirstSeen).Max();

    /// <summary>With their histories, in no order.</summary>
    public static async Task<IReadOnlyList<FeedCall>> AllAsync(CallSelection selection, SiteContent content, CancellationToken cancellationToken)
    {
        var histories = await content.HistoriesAsync([.. selection.Found.Select(c => c.Call.Id)], cancellationToken);
        return [.. selection.Found.Select(c => new FeedCall(c.Call, c.Status, histories.GetValueOrDefault(c.Call.Id, [])))];
    }

    /// <summary>What is new first; of what came together, by id.</summary>
    public static IReadOnlyList<FeedCall> NewestFirst(IEnumerable<FeedCall> calls) =>
        [.. calls.OrderByDescending(c => c.Updated).ThenBy(c => c.Id.Source, StringComparer.Ordinal).ThenBy(c => c.Id.Reference, StringComparer.Ordinal)];
}
