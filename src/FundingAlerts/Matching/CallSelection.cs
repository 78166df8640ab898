using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching;

/// <summary>What a list of calls is asked for: a query and values beside it, alternatives within a facet, narrowing between facets.</summary>
/// <param name="Query">In the query language; empty for all calls.</param>
/// <param name="Statuses">Empty for any.</param>
/// <param name="Sources">Empty for any.</param>
public sealed record CallQuestion(string Query, IReadOnlyList<OpportunityStatus> Statuses, IReadOnlyList<string> Sources);

/// <summary>A call and its status at the moment of the question.</summary>
public sealed record SelectedCall(Opportunity Call, OpportunityStatus Status);

/// <summary>The calls that answer a question: the one answer for the page and for every feed, so that they cannot differ. In no order.</summary>
public sealed class CallSelection
{
    private readonly CallQuestion _question;
    private readonly List<SelectedCall> _meeting;

    private CallSelection(CallQuestion question, List<SelectedCall> meeting)
    {
        (_question, _meeting) = (question, meeting);
        Found = [.. meeting.Where(c => IsOf(question.Sources, c.Call.Id.Source) && IsOf(question.Statuses, c.Status))];
    }

    public IReadOnlyList<SelectedCall> Found { get; }

    /// <param name="topics">What topic: in the query asks; null knows none.</param>
    /// <exception cref="QueryException">The query cannot be read.</exception>
    public static CallSelection Of(IReadOnlyList<Opportunity> all, CallQuestion question, Instant now, TopicScorer? topics)
    {
        var query = question.Query.Length == 0 ? null : QueryParser.Parse(question.Query, topics?.Topics);
        var meeting = query is null ? all : all.Where(c => query.Match(topics is not null && query.AsksForTopic ? topics.Read(c, now) : CallDocument.Of(c, now)) is not null);
        return new(question, [.. meeting.Select(c => new SelectedCall(c, c.StatusAt(now)))]);
    }

    /// <summary>How many calls a status would leave beside the query and the sources: a facet does not narrow itself.</summary>
    public int CountOf(OpportunityStatus status) => _meeting.Count(c => c.Status == status && IsOf(_question.Sources, c.Call.Id.Source));

    /// <summary>How many calls a source would leave beside the query and the statuses.</summary>
    public int CountOf(string source) => _meeting.Count(c => c.Call.Id.Source == source && IsOf(_question.Statuses, c.Status));

    private static bool IsOf<T>(IReadOnlyList<T> chosen, T value) => chosen.Count == 0 || chosen.Contains(value);
}
