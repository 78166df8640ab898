using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>What somebody would have heard of lately, had they asked for it then: to be seen before subscribing.</summary>
/// <param name="Looked">How many calls were new or changed since.</param>
/// <param name="Calls">Those of them that meet the query, the latest first, with the reasons.</param>
public sealed record Preview(Instant Since, Instant Until, int Looked, IReadOnlyList<PreviewedCall> Calls)
{
    public const int UsualDays = 90;

    /// <summary>How many that is in a week.</summary>
    public double AWeek => Calls.Count / Math.Max(1, (Until - Since).TotalDays / 7);

    /// <param name="calls">Those that were new or changed since.</param>
    public static async Task<Preview> OfAsync(Query query, TopicScorer topics, IAsyncEnumerable<Opportunity> calls, Instant since, Instant now, CancellationToken cancellationToken)
    {
        var (looked, met) = (0, new List<PreviewedCall>());
        await foreach (var call in calls.WithCancellation(cancellationToken))
        {
            looked++;
            // As it was when it would have been told, and as it is now: it may have opened meanwhile.
            var seen = call.FirstSeen is { } first && first > since ? first : since;
            var document = topics.Read(call, seen);
            if ((query.Match(document) ?? query.Match(document with { Facts = CallFacts.Of(call, now) })) is { } reasons)
                met.Add(new(call, seen, reasons));
        }
        return new(since, now, looked, [.. met.OrderByDescending(m => m.SeenAt).ThenBy(m => m.Call.Title, StringComparer.Ordinal)]);
    }
}

/// <param name="SeenAt">When it would have been told, at the earliest.</param>
public sealed record PreviewedCall(Opportunity Call, Instant SeenAt, IReadOnlyList<MatchReason> Reasons);
