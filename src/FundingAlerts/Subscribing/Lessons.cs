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
    /// <summary>So many for one interest.</summary>
    public const int Most = 5;

    /// <param name="interests">Those through which the call came.</param>
    /// <param name="why">Why each was met, as it was told.</param>
    public static IReadOnlyList<Lesson> Of(Opportunity call, IReadOnlyList<Interest> interests, IReadOnlyList<InterestMatch> why, TopicScorer topics, Instant now)
    {
        var document = topics.Read(call, now);
        var funders = call.Funders.Select(f => f.Name).ToList();
        return [.. interests.SelectMany(interest => Of(interest, why.FirstOrDefault(w => w.InterestId == interest.InterestId)?.Reasons ?? [], funders, document, topics.Topics).Take(Most))];
    }

    internal static IEnumerable<Lesson> Of(Interest interest, IReadOnlyList<MatchReason> reasons, IReadOnlyList<string> funders, CallDocument call, IReadOnlyCollection<string> topics)
    {
        var words = reasons
            .Where(r => r.Field != MatchReason.Fact)
            .SelectMany(r => new[] { QueryDraft.Quote(r.Term), QueryDraft.Quote(r.Snippet.Found) })
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(w => (Kind: LessonKind.Words, Words: w, Excluded: w));
        var by = funders
            .Select(QueryDraft.Quote)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(f => (Kind: LessonKind.Funder, Words: f, Excluded: $"funder:{f}"));
        foreach (var (kind, said, excluded) in words.Concat(by))
        {
            if (Without(interest.Query, excluded, call, topics) is { } query)
                yield return new(interest, kind, said, query);
        }
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
