using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Web.Pages;

/// <summary>A value that one can filter by, and how many calls it would leave beside the other filters.</summary>
public sealed record Facet<T>(T Value, int Count, bool IsChosen);

/// <summary>One page of the calls that a filter leaves: nearest deadline first, undated ones after, closed ones last.</summary>
/// <param name="Found">How many calls on all pages together.</param>
/// <param name="Closed">How many of those are closed.</param>
/// <param name="Problem">What is wrong with the query; then all calls are listed.</param>
public sealed record CallList(
    IReadOnlyList<Opportunity> Calls,
    int Found,
    int Closed,
    int Page,
    int Pages,
    IReadOnlyList<Facet<OpportunityStatus>> Statuses,
    IReadOnlyList<Facet<string>> Sources,
    QueryException? Problem)
{
    public const int PageSize = 50;

    /// <param name="topics">What topic: in the query asks; null knows none.</param>
    public static CallList Of(IReadOnlyList<Opportunity> all, CallFilter filter, Instant now, TopicScorer? topics = null)
    {
        var (meeting, problem) = Meeting(all, filter.Query, now, topics);
        var rated = meeting.Select(c => (Call: c, Status: c.StatusAt(now))).ToList();
        // Within one facet values are alternatives, between facets they narrow; a facet does not narrow itself.
        var byStatus = rated.Where(c => IsOf(filter.Sources, c.Call.Id.Source)).ToList();
        var bySource = rated.Where(c => IsOf(filter.Statuses, c.Status)).ToList();
        var found = byStatus.Where(c => IsOf(filter.Statuses, c.Status)).ToList();
        var pages = Math.Max(1, (found.Count + PageSize - 1) / PageSize);
        var page = Math.Min(filter.Page, pages);
        return new(
            [.. found.OrderBy(c => Order(c.Call, c.Status, now)).ThenBy(c => c.Call.Title, StringComparer.Ordinal)
                .Skip((page - 1) * PageSize).Take(PageSize).Select(c => c.Call)],
            found.Count,
            found.Count(c => c.Status == OpportunityStatus.Closed),
            page,
            pages,
            [.. new[] { OpportunityStatus.Open, OpportunityStatus.Forthcoming, OpportunityStatus.Closed, OpportunityStatus.Unknown }
                .Select(s => new Facet<OpportunityStatus>(s, byStatus.Count(c => c.Status == s), filter.Statuses.Contains(s)))
                .Where(f => f.Count > 0 || f.IsChosen)],
            [.. all.Select(c => c.Id.Source).Concat(filter.Sources).Distinct().Order(StringComparer.Ordinal)
                .Select(s => new Facet<string>(s, bySource.Count(c => c.Call.Id.Source == s), filter.Sources.Contains(s)))],
            problem);
    }

    private static (IReadOnlyList<Opportunity> Meeting, QueryException? Problem) Meeting(IReadOnlyList<Opportunity> all, string text, Instant now, TopicScorer? topics)
    {
        if (text.Length == 0)
            return (all, null);
        try
        {
            var query = QueryParser.Parse(text, topics?.Topics);
            return ([.. all.Where(c => query.Match(topics is not null && query.AsksForTopic ? topics.Read(c, now) : CallDocument.Of(c, now)) is not null)], null);
        }
        catch (QueryException problem)
        {
            return (all, problem);
        }
    }

    private static bool IsOf<T>(IReadOnlyList<T> chosen, T value) => chosen.Count == 0 || chosen.Contains(value);

    // Closed calls: the latest first.
    private static (int Rank, long Ticks) Order(Opportunity call, OpportunityStatus status, Instant now)
    {
        var at = call.NextDeadline(now)?.ClosedFrom;
        return status == OpportunityStatus.Closed
            ? (2, -(call.WithdrawnAt ?? at ?? Instant.MinValue).ToUnixTimeTicks())
            : at is { } next && next > now ? (0, next.ToUnixTimeTicks()) : (1, 0);
    }
}
