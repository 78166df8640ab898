using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// The opening of a call's text as the set of its pairs of words (shingles), and the MinHash of that set: the least of its
/// hashes under each of 96 functions. Two texts have the same least hash under one function with the chance that is their
/// Jaccard likeness J, the share of all pairs that both have. Twelve bands of three hashes are keys: two texts share one
/// with the chance 1 - (1 - J³)¹², that is 0.1 % at 0.05, 9 % at 0.2, 80 % at 0.5, 94.6 % at 0.6 and 99.4 % at 0.7. From all
/// of them together J is estimated.
/// <para>
/// The same on every machine and with every version of .NET: SHA-256 and whole-number arithmetic. The title is left out:
/// calls whose titles agree are found by these, and under another headline the titles would only blur the texts.
/// </para>
/// </summary>
internal sealed class TwinText
{
    public const int Bands = 12;
    public const int Rows = 3;

    /// <summary>How many hashes an estimate goes by: those of the bands, and more.</summary>
    public const int Hashes = 96;

    /// <summary>Texts of fewer pairs say too little: "Apply for a share of up to £2 million" is on many pages.</summary>
    public const int FewestPairs = 20;

    public static readonly TwinText None = new([]);

    // Begins each key. The number grows with any change of what follows, so that keys of another making never meet.
    private const string Name = "text1 ";

    // More words than most summaries have. Of a text cut after 300 letters, some 50 words, the cut one still has three fifths.
    private const int MostWords = 80;
    private const int MostLetters = 2_000;
    private static readonly ulong[] Functions = [.. Enumerable.Range(1, Hashes).Select(i => Mix((ulong)i * 0x9E3779B97F4A7C15))];

    // Hashes of the pairs, in order of size, each once; empty for a text that says too little.
    private readonly ulong[] _pairs;

    private TwinText(ulong[] pairs) => _pairs = pairs.Length < FewestPairs ? [] : pairs;

    public bool SaysTooLittle => _pairs.Length == 0;

    /// <summary>One for each band; none for a text that says too little.</summary>
    public IReadOnlyList<string> Keys => SaysTooLittle ? [] : [.. Enumerable.Range(0, Bands).Select(KeyOf)];

    /// <summary>The last byte of each least hash, for <see cref="Estimate"/>; null for a text that says too little.</summary>
    public byte[]? Sketch => SaysTooLittle ? null : [.. Least.Select(least => (byte)least)];

    // Many texts are only compared.
    private ulong[] Least => field ??= [.. Functions.Select(LeastOf)];

    /// <summary>Whether a key is one of ours, of whatever version.</summary>
    public static bool IsKey(string key) => key.StartsWith("text", StringComparison.Ordinal);

    /// <summary>Of the summary; of the description where the summary says too little.</summary>
    public static TwinText Of(Opportunity call) => Of(call.Summary) is { SaysTooLittle: false } summary ? summary : Of(call.Description);

    /// <summary>Reads the first 80 words; never throws.</summary>
    public static TwinText Of(string text)
    {
        var words = WordsOf(text);
        return words.Count <= FewestPairs ? None : new([.. words.Zip(words.Skip(1), Hash).Distinct().Order()]);
    }

    /// <summary>The share of all pairs that both texts have, 0 to 1; null when one of them says too little.</summary>
    public double? Likeness(TwinText other)
    {
        if (SaysTooLittle || other.SaysTooLittle)
            return null;
        var (shared, i, j) = (0, 0, 0);
        while (i < _pairs.Length && j < other._pairs.Length)
        {
            var (mine, theirs) = (_pairs[i], other._pairs[j]);
            shared += mine == theirs ? 1 : 0;
            i += mine <= theirs ? 1 : 0;
            j += theirs <= mine ? 1 : 0;
        }
        return (double)shared / (_pairs.Length + other._pairs.Length - shared);
    }

    /// <summary>The likeness of two texts from their sketches alone: right on average, with a standard deviation of √(J(1 - J)/96), at most 0.051.</summary>
    public static double Estimate(ReadOnlySpan<byte> sketch, ReadOnlySpan<byte> other)
    {
        if (sketch.Length != other.Length || sketch.Length == 0)
            return 0;
        var same = 0;
        for (var i = 0; i < sketch.Length; i++)
            same += sketch[i] == other[i] ? 1 : 0;
        // Of bytes that come from different hashes, one in 256 agrees all the same.
        return Math.Max(0, (((double)same / sketch.Length) - (1.0 / 256)) / (255.0 / 256));
    }

    private string KeyOf(int band)
    {
        var hash = (ulong)band;
        foreach (var least in Least.AsSpan(band * Rows, Rows))
            hash = Mix(hash ^ least);
        return string.Create(CultureInfo.InvariantCulture, $"{Name}{band:x} {hash:x16}");
    }

    private ulong LeastOf(ulong function)
    {
        var least = ulong.MaxValue;
        foreach (var pair in _pairs)
            least = Math.Min(least, Mix(pair ^ function));
        return least;
    }

    private static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in TitleTokens.Fold(text.Length > MostLetters ? text[..MostLetters] : text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
                word.Append(Rune.ToLowerInvariant(rune));
            else if (word.Length > 0)
                Take();
            if (words.Count == MostWords)
                return words;
        }
        if (word.Length > 0)
            Take();
        return words;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static ulong Hash(string word, string next) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{word} {next}")));

    // The last step of SplitMix64: puts 64-bit numbers in another order, so that the least of many is any of them.
    private static ulong Mix(ulong number)
    {
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        return number ^ (number >> 31);
    }
}
