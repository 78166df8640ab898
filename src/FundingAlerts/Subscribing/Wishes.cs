using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;

namespace FundingAlerts.Subscribing;

/// <summary>Checks what people ask for. Pure.</summary>
public static class Wishes
{
    public const int MostInterests = 20;
    public const int LongestName = 80;

    public static IReadOnlyList<WishProblem> Check(SignUpRequest request, TopicScorer topics) =>
    [
        .. EmailAddress.Read(request.Address) is null ? [new WishProblem("address", "This is no mail address; it looks like name@example.org")] : Array.Empty<WishProblem>(),
        .. Zones.Find(request.Zone) is null ? [new WishProblem("zone", $"'{Shown(request.Zone)}' is no time zone; choose one from the list")] : Array.Empty<WishProblem>(),
        .. request.Name.Length > LongestName ? [new WishProblem("name", $"A name has at most {LongestName} characters")] : Array.Empty<WishProblem>(),
        .. Check(request.Interests, topics),
    ];

    public static IEnumerable<WishProblem> Check(IReadOnlyList<WantedInterest> interests, TopicScorer topics)
    {
        if (interests.Count == 0)
            yield return new("interests", "Say what you want to hear of: choose a topic, or write some words");
        if (interests.Count > MostInterests)
            yield return new("interests", $"At most {MostInterests} alerts; put several wishes into one with OR");
        for (var i = 0; i < interests.Count; i++)
        {
            if (interests[i].Name.Length > LongestName)
                yield return new("interests", $"The name of an alert has at most {LongestName} characters", i);
            if (Fault(interests[i].Query, topics) is { } fault)
                yield return new("interests", fault.Message, i, fault.Position);
        }
    }

    /// <summary>What an interest is called where nobody named it: its query.</summary>
    public static string NameOf(WantedInterest wanted) =>
        wanted.Name.Trim() is { Length: > 0 } name ? name : PlainText.Cut(wanted.Query.Trim(), LongestName);

    /// <summary>A name as somebody typed it, in one line.</summary>
    public static string Line(string name) => PlainText.Cut(PlainText.Squash(name), LongestName);

    private static QueryException? Fault(string query, TopicScorer topics)
    {
        try
        {
            QueryParser.Parse(query, topics.Topics);
            return null;
        }
        catch (QueryException fault)
        {
            return fault;
        }
    }

    private static string Shown(string text) => PlainText.Cut(text, 40);
}
