using System.Text.Json;
using FundingAlerts.Local.Generation;
using FundingAlerts.Matching.Text;
using NodaTime;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>
/// The words of real calls: title and summary of the saved ones where they are present, of made-up ones where not. Interests are
/// made of the words of every other call, new calls of the sentences of those between: nobody has seen them.
/// </summary>
internal sealed class MatchingTexts
{
    private const int Fewest = 200;
    private readonly List<string> _titles = [];
    private readonly List<string> _sentences = [];

    private MatchingTexts(IEnumerable<(string Title, string Summary)> calls, string origin)
    {
        Origin = origin;
        var seenIn = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (at, (title, summary)) in calls.Where(c => c.Summary.Length > Fewest).Select(c => (Plain(c.Title), Plain(c.Summary))).Index())
        {
            if (at % 2 == 1)
            {
                _titles.Add(title);
                _sentences.AddRange(summary.Split(". ", StringSplitOptions.RemoveEmptyEntries).Where(s => s.Length > 20));
                continue;
            }
            var words = Words.In($"{title} | {summary}").Where(w => w.Folded.All(char.IsAsciiLetterOrDigit)).ToList();
            Calls.Add(words);
            foreach (var key in words.Select(w => w.Key).Distinct(StringComparer.Ordinal))
                seenIn[key] = seenIn.GetValueOrDefault(key) + 1;
        }
        Share = seenIn.ToDictionary(s => s.Key, s => (double)s.Value / Calls.Count, StringComparer.Ordinal);
    }

    /// <summary>Where the texts are from, for the report.</summary>
    public string Origin { get; }

    /// <summary>The words of the calls that interests are made of.</summary>
    public List<List<Word>> Calls { get; } = [];

    /// <summary>In which share of the calls a word, by its key, is.</summary>
    public IReadOnlyDictionary<string, double> Share { get; }

    public static MatchingTexts Load()
    {
        var saved = Path.Combine("..", "shared", "corpus", "calls.jsonl");
        if (File.Exists(saved))
            return new(File.ReadLines(saved).Select(Read), "the saved calls");
        var made = new MadeUpCalls(1, Vocabulary.Shipped, Instant.FromUtc(2026, 11, 23, 12, 0));
        return new(Enumerable.Range(0, 500).Select(i => made.At(i).Call).Select(c => (c.Title, c.Summary + ". " + c.Description)), "made-up calls (../shared/corpus is absent)");
    }

    /// <summary>A call that nobody has seen: a title and three to eight sentences, of as many calls.</summary>
    public (string Title, string Summary) Call(Random dice) => (
        _titles[dice.Next(_titles.Count)],
        string.Join(". ", Enumerable.Range(0, dice.Next(3, 9)).Select(_ => _sentences[dice.Next(_sentences.Count)])));

    private static (string Title, string Summary) Read(string line)
    {
        var call = JsonDocument.Parse(line).RootElement;
        string Text(string name) => call.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        return (Text("title"), Text("summary"));
    }

    // The peers know no words that a hyphen joins.
    private static string Plain(string text) => text.Replace('-', ' ').Replace('\u2010', ' ').Replace('\u2011', ' ');
}
