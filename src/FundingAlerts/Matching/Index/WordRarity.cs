using System.Collections.Frozen;
using System.Globalization;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// In how many of 1,000 calls a word is to be expected: a guess, which only decides under which word a query is filed.
/// Common words are in common-words.txt (key, blank, calls in a thousand), counted in calls of many funders.
/// </summary>
internal static class WordRarity
{
    /// <summary>A word that is in none of the calls that were counted.</summary>
    private const double Unseen = 0.5;

    /// <summary>Two words that are next to each other in one call in so many of those that have both.</summary>
    private const double BesideEachOther = 0.3;

    private const double FacetCost = 300;
    private const double TopicCost = 20;

    private static readonly FrozenDictionary<string, double> Common = Read();
    private static readonly string[] Sorted = [.. Common.Keys.Order(StringComparer.Ordinal)];

    public static double OfFacet => FacetCost;

    public static double OfTopic => TopicCost;

    public static double Of(Phrase phrase)
    {
        var rarest = double.MaxValue;
        for (var i = 0; i < phrase.Words.Count; i++)
        {
            var word = phrase.Words[i];
            rarest = Math.Min(rarest, phrase.IsPrefix && i == phrase.Words.Count - 1 ? OfPrefix(word.Folded) : OfKey(word.Key));
        }
        return phrase.Words.Count == 1 ? rarest : rarest * BesideEachOther;
    }

    private static double OfKey(string key) => Common.TryGetValue(key, out var calls) ? calls : Unseen;

    private static double OfPrefix(string prefix)
    {
        var calls = 1_000 / Math.Pow(6, prefix.Length - 1);
        var at = Array.BinarySearch(Sorted, prefix, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < Sorted.Length && Sorted[at].StartsWith(prefix, StringComparison.Ordinal); at++)
            calls += Common[Sorted[at]];
        return Math.Min(calls + Unseen, 1_000);
    }

    private static FrozenDictionary<string, double> Read()
    {
        using var file = typeof(WordRarity).Assembly.GetManifestResourceStream("common-words.txt")
            ?? throw new InvalidOperationException("common-words.txt is not part of the program.");
        using var reader = new StreamReader(file);
        var common = new Dictionary<string, double>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(' ') is [var key, var calls])
                common[key] = double.Parse(calls, CultureInfo.InvariantCulture);
        }
        return common.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
