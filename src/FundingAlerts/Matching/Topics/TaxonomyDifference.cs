using FundingAlerts.Matching.Text;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching.Topics;

/// <summary>What another taxonomy makes of a call.</summary>
public enum TopicChangeKind
{
    ComesIn,
    GoesOut,
    ChangesTier,
    ChangesScore,
}

/// <summary>A call that another taxonomy would score otherwise.</summary>
public sealed record TopicChange(OpportunityId Opportunity, string Title, TopicMatch Old, TopicMatch New)
{
    public TopicChangeKind Kind => (Old.Tier, New.Tier) switch
    {
        (TopicTier.None, not TopicTier.None) => TopicChangeKind.ComesIn,
        (not TopicTier.None, TopicTier.None) => TopicChangeKind.GoesOut,
        var (old, next) when old != next => TopicChangeKind.ChangesTier,
        _ => TopicChangeKind.ChangesScore,
    };
}

/// <summary>What would differ under another version of a taxonomy.</summary>
/// <param name="Scored">How many calls were looked at.</param>
/// <param name="Changes">Those that come in, go out, change their tier and their score, in this order; the highest scores first.</param>
public sealed record TaxonomyDifference(int Scored, IReadOnlyList<TopicChange> Changes)
{
    /// <param name="old">Null for a topic that is new: all it finds come in.</param>
    public static async Task<TaxonomyDifference> BetweenAsync(Taxonomy? old, Taxonomy next, IAsyncEnumerable<Opportunity> calls, CancellationToken cancellationToken)
    {
        var before = new TopicScorer(old is null ? [] : [old]);
        var after = new TopicScorer([next]);
        var scored = 0;
        var changes = new List<TopicChange>();
        await foreach (var call in calls.WithCancellation(cancellationToken))
        {
            scored++;
            var text = CallText.Of(call);
            var change = new TopicChange(call.Id, call.Title, before.Score(text) is [var was] ? was : TopicMatch.None(next.Id), after.Score(text)[0]);
            // Below every tier a score tells nobody anything.
            if (change.Old.Tier != change.New.Tier || (change.Old.Score != change.New.Score && change.New.Tier != TopicTier.None))
                changes.Add(change);
        }
        return new(scored, [.. changes.OrderBy(c => c.Kind).ThenByDescending(c => Math.Max(c.Old.Score, c.New.Score)).ThenBy(c => c.Opportunity.ToString(), StringComparer.Ordinal)]);
    }
}
