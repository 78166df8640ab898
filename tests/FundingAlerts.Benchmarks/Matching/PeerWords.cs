using System.Collections.Frozen;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using NodaTime;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>Calls as the peers index them: our words, so that what is compared is the matching.</summary>
internal static class PeerWords
{
    private static readonly string[][] Facets =
    [
        ["status:open", "lang:en"], ["status:open", "eligible:nl", "country:gb", "lang:en"], ["status:forthcoming", "lang:en"],
        ["status:open", "eligible:nl", "eligible:gb", "country:nl", "country:gb", "eligible:together", "lang:en"], ["status:closed", "lang:en"],
    ];

    public static List<MatchingCall> Calls(MatchingTexts texts, int count, int seed)
    {
        var dice = new Random(seed);
        var calls = new List<MatchingCall>(count);
        while (calls.Count < count)
        {
            var (title, summary) = texts.Call(dice);
            var facets = Facets[dice.Next(Facets.Length)];
            var facts = new CallFacts(facets.ToFrozenSet(StringComparer.Ordinal), null, null, Instant.FromUtc(2026, 11, 23, 12, 0));
            var document = new CallDocument(new CallText("en", [("title", title), ("summary", summary)]), facts, new Dictionary<string, TopicStanding>(StringComparer.Ordinal));
            calls.Add(new(
                document,
                [Of(title, w => w.Key), Of(summary, w => w.Key)],
                [Of(title, w => w.Folded), Of(summary, w => w.Folded)],
                string.Join(' ', facets.Select(OfFacet))));
        }
        return calls;
    }

    public static string OfFacet(string facet) => facet.Replace(":", "", StringComparison.Ordinal);

    // What the peers would cut otherwise is a word that nobody asks for.
    private static string Of(string text, Func<Word, string> form) =>
        string.Join(' ', Words.In(text).Select(form).Select(word => word.All(char.IsAsciiLetterOrDigit) ? word : "otherscript"));
}
