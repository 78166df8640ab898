using System.Globalization;

namespace FundingAlerts.Local.Generation;

/// <summary>Words, and pairs of words beside each other, of the titles of real calls, as often as they stand there.</summary>
internal sealed class Vocabulary
{
    /// <summary>So many pairs and single words are in each made-up call; how often a query is met follows from it.</summary>
    public const int PairsPerCall = 6;
    public const int WordsPerCall = 3;

    private readonly List<double> _wordSums;
    private readonly List<double> _pairSums;

    private Vocabulary(IReadOnlyList<(string Text, int Count)> words, IReadOnlyList<(string Text, int Count)> pairs)
    {
        Words = [.. words.Select(w => w.Text)];
        Pairs = [.. pairs.Select(p => p.Text)];
        _wordSums = Sums(words);
        _pairSums = Sums(pairs);
        var weights = pairs.SelectMany(p => p.Text.Split(' ').Select(w => (Word: w, p.Count))).ToLookup(p => p.Word, p => p.Count, StringComparer.Ordinal);
        Terms =
        [
            .. pairs.Select(p => new Term(p.Text, Chance(p.Count / _pairSums[^1], PairsPerCall), IsPair: true))
                .Concat(words.Select(w => new Term(w.Text, 1 - ((1 - Chance(weights[w.Text].Sum() / _pairSums[^1], PairsPerCall)) * (1 - Chance(w.Count / _wordSums[^1], WordsPerCall))), IsPair: false)))
                .OrderBy(t => t.Chance)
                .ThenBy(t => t.Text, StringComparer.Ordinal),
        ];
    }

    public static Vocabulary Shipped { get; } = Read();

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<string> Pairs { get; }

    /// <summary>All words and pairs, the rarest first.</summary>
    public IReadOnlyList<Term> Terms { get; }

    /// <param name="Chance">That a call has it, 0 to 1.</param>
    internal sealed record Term(string Text, double Chance, bool IsPair);

    public string Word(Dice dice) => Words[At(_wordSums, dice)];

    public string Pair(Dice dice) => Pairs[At(_pairSums, dice)];

    /// <summary>A term whose chance is about this, one of the nearest dozen.</summary>
    public Term Near(double chance, Dice dice)
    {
        var (from, to) = (0, Terms.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Terms[middle].Chance < chance)
                from = middle + 1;
            else
                to = middle;
        }
        return Terms[Math.Clamp(from - 6 + dice.Below(12), 0, Terms.Count - 1)];
    }

    private static double Chance(double each, int throws) => 1 - Math.Pow(1 - each, throws);

    private static List<double> Sums(IReadOnlyList<(string Text, int Count)> counted)
    {
        var sum = 0.0;
        return [.. counted.Select(c => sum += c.Count)];
    }

    private static int At(List<double> sums, Dice dice)
    {
        var at = sums.BinarySearch(dice.Part() * sums[^1]);
        return at < 0 ? ~at : Math.Min(at + 1, sums.Count - 1);
    }

    private static Vocabulary Read()
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream("vocabulary.txt")!;
        using var reader = new StreamReader(stream);
        var (words, pairs) = (new List<(string, int)>(), new List<(string, int)>());
        var into = words;
        while (reader.ReadLine() is { } line)
        {
            // # a note, [words], [pairs], or "15 quantum"
            if (line is "[pairs]")
                into = pairs;
            else if (line.Length > 0 && char.IsAsciiDigit(line[0]) && line.IndexOf(' ', StringComparison.Ordinal) is var space)
                into.Add((line[(space + 1)..], int.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture)));
        }
        return new(words, pairs);
    }
}
