using F23.StringSimilarity;

namespace FundingAlerts.Opportunities.Twins;

internal enum TitleLikeness
{
    /// <summary>Different words.</summary>
    Far,

    /// <summary>Two thirds of the words or more are shared, others stand on both sides.</summary>
    Similar,

    /// <summary>As <see cref="Similar"/>, but the other words are alike too: "support" and "supporting".</summary>
    Reworded,

    /// <summary>One title says all that the other says, and more.</summary>
    Contained,

    /// <summary>The same words but for one that is spelled differently, or for the funder's name and acronyms.</summary>
    Near,

    /// <summary>The same words.</summary>
    Equal,
}

internal enum NumberLikeness
{
    Agree,

    /// <summary>One names a year that the other does not.</summary>
    YearOnOneSide,

    /// <summary>One names a number that the other does not.</summary>
    NumberOnOneSide,

    /// <summary>Round 8 and Round 9, stage one and stage two, 2026 and 2027.</summary>
    Contradict,
}

/// <summary>How two titles stand to each other.</summary>
/// <param name="Cosine">Of their letter pairs, 0 to 1; to say how near they are.</param>
internal sealed record TitleAgreement(TitleLikeness Words, NumberLikeness Numbers, double Cosine)
{
    private const int ShortestMisspelled = 5;
    private const double RewordedFrom = 0.85;
    private static readonly Damerau Edits = new();
    private static readonly JaroWinkler Likeness = new();
    private static readonly Cosine Pairs = new(2);

    public static TitleAgreement Between(TwinTraits a, TwinTraits b)
    {
        var words = Compare(a, b);
        return new(
            words,
            CompareNumbers(a, b),
            words == TitleLikeness.Far ? 0 : Pairs.Similarity(a.Title.NormalForm, b.Title.NormalForm));
    }

    private static TitleLikeness Compare(TwinTraits a, TwinTraits b)
    {
        var (mine, theirs) = (a.Title.Words, b.Title.Words);
        var shared = mine.Count(theirs.Contains);
        if (shared == 0 || shared < TwinTraits.Required(Math.Max(mine.Count, theirs.Count)))
            return TitleLikeness.Far;

        // "Wellcome Discovery Awards" on an aggregator are the "Discovery Awards" of Wellcome; "(OTP)" says the words again.
        var onlyMine = mine.Where(word => !theirs.Contains(word) && !b.FunderWords.Contains(word) && !IsAcronym(word, mine)).ToList();
        var onlyTheirs = theirs.Where(word => !mine.Contains(word) && !a.FunderWords.Contains(word) && !IsAcronym(word, theirs)).ToList();
        return (onlyMine.Count, onlyTheirs.Count) switch
        {
            (0, 0) => shared == mine.Count && shared == theirs.Count ? TitleLikeness.Equal : TitleLikeness.Near,
            (1, 1) when IsMisspelled(onlyMine[0], onlyTheirs[0]) => TitleLikeness.Near,
            (0, _) or (_, 0) => TitleLikeness.Contained,
            var (few, many) when few == many && onlyMine.TrueForAll(word => onlyTheirs.Exists(other => IsReworded(word, other))) => TitleLikeness.Reworded,
            _ => TitleLikeness.Similar,
        };
    }

    private static NumberLikeness CompareNumbers(TwinTraits a, TwinTraits b)
    {
        var (mine, theirs) = (a.Title, b.Title);
        if (mine.Labelled.Any(entry => theirs.Labelled.TryGetValue(entry.Key, out var number) && number != entry.Value))
            return NumberLikeness.Contradict;
        // RAC19 and RAC20.
        if (Sides(Codes(mine), Codes(theirs)) is null)
            return NumberLikeness.Contradict;
        if (Sides(mine.Numbers, theirs.Numbers) is not { } numbers || Sides(Years(a, b), Years(b, a)) is not { } years)
            return NumberLikeness.Contradict;
        return !numbers ? NumberLikeness.NumberOnOneSide : !years ? NumberLikeness.YearOnOneSide : NumberLikeness.Agree;
    }

    private static List<string> Codes(TwinTitle title) => [.. title.Words.Where(word => word.Any(char.IsDigit))];

    /// <summary>The years of the title; when it has none but the other has, those of its own number (ERC-2027-STG).</summary>
    private static IReadOnlyList<int> Years(TwinTraits call, TwinTraits other) =>
        call.Title.Years.Count == 0 && other.Title.Years.Count > 0 ? [.. call.References.Years.Distinct()] : call.Title.Years;

    /// <summary>True: the same; false: one says less; null: each has what the other has not.</summary>
    private static bool? Sides<T>(IReadOnlyList<T> mine, IReadOnlyList<T> theirs)
    {
        var left = theirs.ToList();
        var missing = mine.Count(number => !left.Remove(number));
        return missing > 0 && left.Count > 0 ? null : missing == 0 && left.Count == 0;
    }

    // One slip: "strenght", "center". Never digits: C6 is not C7.
    private static bool IsMisspelled(string mine, string theirs) =>
        mine.Length >= ShortestMisspelled && theirs.Length >= ShortestMisspelled
        && mine[0] == theirs[0]
        && !mine.Concat(theirs).Any(char.IsDigit)
        && Edits.Distance(mine, theirs) <= 1;

    private static bool IsReworded(string mine, string theirs) =>
        mine.Length >= ShortestMisspelled && theirs.Length >= ShortestMisspelled && mine[0] == theirs[0] && Likeness.Similarity(mine, theirs) >= RewordedFrom;

    private static bool IsAcronym(string word, IReadOnlyList<string> words) =>
        word.Length > 2 && string.Concat(words.Where(other => other != word).Select(other => other[0])).Contains(word, StringComparison.Ordinal);
}
