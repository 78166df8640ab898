using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>The list of short items that a word stands in.</summary>
/// <param name="Items">First and last word of each.</param>
internal sealed record Enumeration(IReadOnlyList<(int First, int Last)> Items)
{
    /// <summary>So many items make a list.</summary>
    private const int Fewest = 4;

    // An item that is longer is a clause of its own: "demonstrate it in a relevant environment".
    private const int LongestItem = 5;
    // Beyond that a longer list makes no difference.
    private const int MostItems = 40;
    private static readonly string[] Joining = ["and", "or", "en", "of", "und", "oder", "sowie", "et", "ou"];

    /// <summary>Null when the words stand in no list of four or more.</summary>
    public static Enumeration? Around(FieldFinds finds, int first, int last)
    {
        var map = finds.Sentences;
        var (start, end) = (map.StartOf(first), map.EndOf(last));
        var isLong = end - start >= LongestItem;
        // "Technologies may include quantum, …": of a clause that opens or ends a list only the nearest words are its item.
        var opens = isLong && end - first < LongestItem;
        if (isLong && !opens && last - start >= LongestItem)
            return null;
        var items = new List<(int First, int Last)>();
        if (!isLong || !opens)
            AddBefore(map, start, items);
        Add(finds, opens ? end - LongestItem + 1 : start, isLong && !opens ? start + LongestItem - 1 : end, items);
        if (!isLong || opens)
            AddAfter(finds, end, items);
        return items.Count >= Fewest && items.Exists(i => i.First <= first && i.Last >= last) ? new(items) : null;
    }

    private static void AddBefore(SentenceMap map, int start, List<(int First, int Last)> items)
    {
        while (items.Count < MostItems && Parts(map.Before(start)))
        {
            var (before, end) = (map.StartOf(start - 1), start - 1);
            var isShort = end - before < LongestItem;
            if (isShort || map.Before(start) == Gap.Item)
                items.Insert(0, (Math.Max(before, end - LongestItem + 1), end));
            if (!isShort)
                return;
            start = before;
        }
    }

    private static void AddAfter(FieldFinds finds, int end, List<(int First, int Last)> items)
    {
        var map = finds.Sentences;
        while (items.Count < MostItems * 2 && Parts(map.Before(end + 1)))
        {
            var (start, after) = (end + 1, map.EndOf(end + 1));
            var isShort = after - start < LongestItem;
            if (isShort || map.Before(start) == Gap.Item)
                Add(finds, start, Math.Min(after, start + LongestItem - 1), items);
            if (!isShort)
                return;
            end = after;
        }
    }

    // What comes last is two items, "cloud and edge", or one: "and edge".
    private static void Add(FieldFinds finds, int start, int end, List<(int First, int Last)> items)
    {
        var words = finds.Field.Words;
        if (start < end && IsJoining(words[start]))
            start++;
        var joint = Parts(finds.Sentences.Before(end + 1)) ? -1 : Enumerable.Range(start, end - start).LastOrDefault(i => i > start && IsJoining(words[i]), -1);
        if (joint > 0)
            items.Add((start, joint - 1));
        items.Add((joint > 0 ? joint + 1 : start, end));
    }

    private static bool Parts(Gap gap) => gap is Gap.Item or Gap.Line;

    private static bool IsJoining(Word word) => Joining.Contains(word.Folded, StringComparer.Ordinal);
}
