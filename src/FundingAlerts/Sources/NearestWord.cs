using F23.StringSimilarity;

namespace FundingAlerts.Sources;

/// <summary>What a person who mistyped a word may have meant.</summary>
internal static class NearestWord
{
    private const int MostShown = 30;
    private static readonly Damerau Distance = new();

    public static string To(string? word, IEnumerable<string> known)
    {
        var all = known.ToList();
        if (all.Count == 0)
            return "";
        var typed = (word ?? "").ToLowerInvariant();
        var (nearest, distance) = all.Select(k => (k, Distance.Distance(k.ToLowerInvariant(), typed))).MinBy(k => k.Item2);
        return distance <= Math.Max(2, nearest.Length / 3) ? $"Did you mean '{nearest}'?"
            : all.Count <= MostShown ? $"Known are: {string.Join(", ", all)}."
            : $"Write one such as '{nearest}'.";
    }
}
