using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Subscribing;

public enum LessonKind
{
    /// <summary>Never again calls with these words.</summary>
    Words,

    /// <summary>Never again calls of this funder.</summary>
    Funder,
}

/// <summary>What a call that is not for somebody can teach one of their interests.</summary>
/// <param name="Words">The words, or the funder's name, as they would be excluded.</param>
/// <param name="Query">The interest's query as it would be: it can be read, and the call does not meet it any more.</param>
public sealed record Lesson(Interest Interest, LessonKind Kind, string Words, string Query);

/// <summary>Finds what can be learnt from a call that somebody does not want. Pure.</summary>
public static class Lessons
{
    // For one interest; more are a table that nobody reads.
    private const int MostWords = 3;
    private const int MostFunders = 2;

    /// <param name="interests">Those through which the call came.</param>
    /// <param name="why">Why each was met, as it was told.</param>
    public static IReadOnlyList<Lesson> Of(Opportunity call, IReadOnlyList<Interest> interests, IReadOnlyList<InterestMatch> why, TopicScorer topics, Instant now)
    {
        var document = topics.Read(call, now);
        var funders = call.Funders.Select(f => f.Name).ToList();
        return [.. interests.SelectMany(interest => Of(interest, why.FirstOrDefault(w => w.InterestId == interest.InterestId)?.Reasons ?? [], funders, document, topics.Topics))];
    }

    internal static IEnumerable<Lesson> Of(Interest interest, IReadOnlyList<MatchReason> reasons, IReadOnlyList<string> funders, CallDocument call, IReadOnlyCollection<string> topics)
    {
        Lesson? Learn(LessonKind kind, string said, string excluded) =>
            Without(interest.Query, excluded, call, topics) is { } query ? new(interest, kind, said, query) : null;

        // The term as it was asked for; where that is no word or does not keep the call away, the words that were found.
        var words = reasons
            .Where(r => r.Field != MatchReason.Fact)
            .Select(r => new[] { r.Term, r.Snippet.Found }.Select(QueryDraft.Quote).OfType<string>().Select(w => Learn(LessonKind.Words, w, w)).FirstOrDefault(l => l is not null));
        var by = funders.Select(QueryDraft.Quote).OfType<string>().Select(f => Learn(LessonKind.Funder, f, $"funder:{f}"));
        return words.OfType<Lesson>().DistinctBy(l => l.Query, StringComparer.OrdinalIgnoreCase).Take(MostWords)
            .Concat(by.OfType<Lesson>().DistinctBy(l => l.Query, StringComparer.OrdinalIgnoreCase).Take(MostFunders));
    }

    /// <returns>Null where the call would meet it still, or it cannot be read.</returns>
    private static string? Without(string query, string excluded, CallDocument call, IReadOnlyCollection<string> topics)
    {
        try
        {
            var before = QueryParser.Parse(query, topics);
            // NOT narrows what stands beside it; alternatives must be held together first.
            var next = before is Query.Or ? $"({query.Trim()}) NOT {excluded}" : $"{query.Trim()} NOT {excluded}";
            return QueryParser.Parse(next, topics).Match(call) is null ? next : null;
        }
        catch (QueryException)
        {
            return null;
        }
    }
}
