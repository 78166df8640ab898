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
        var (selection, problem) = Select(all, filter.Question, now, topics);
        var found = selection.Found;
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
                .Select(s => new Facet<OpportunityStatus>(s, selection.CountOf(s), filter.Statuses.Contains(s)))
                .Where(f => f.Count > 0 || f.IsChosen)],
            [.. all.Select(c => c.Id.Source).Concat(filter.Sources).Distinct().Order(StringComparer.Ordinal)
                .Select(s => new Facet<string>(s, selection.CountOf(s), filter.Sources.Contains(s)))],
            problem);
    }

    private static (CallSelection Selection, QueryException? Problem) Select(IReadOnlyList<Opportunity> all, CallQuestion question, Instant now, TopicScorer? topics)
    {
        try
        {
            return (CallSelection.Of(all, question, now, topics), null);
        }
        catch (QueryException problem)
        {
            return (CallSelection.Of(all, question with { Query = "" }, now, topics), problem);
        }
    }

    // Closed calls: the latest first.
    private static (int Rank, long Ticks) Order(Opportunity call, OpportunityStatus status, Instant now)
    {
        var at = call.NextDeadline(now)?.ClosedFrom;
        return status == OpportunityStatus.Closed
            ? (2, -(call.WithdrawnAt ?? at ?? Instant.MinValue).ToUnixTimeTicks())
            : at is { } next && next > now ? (0, next.ToUnixTimeTicks()) : (1, 0);
    }
}
