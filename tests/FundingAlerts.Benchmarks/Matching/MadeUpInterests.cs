using FundingAlerts.Matching.Text;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>
/// Interests as people write them, of 2 to 12 terms: words, phrases and beginnings of words that stand together in a real call,
/// some with NOT and facets. Words that are in more than a fiftieth of all calls are left out: nobody asks for "project".
/// </summary>
internal sealed class MadeUpInterests(MatchingTexts texts, int seed)
{
    private const double MostCommon = 0.02;
    private static readonly string[] Facets = ["status:open", "status:forthcoming", "eligible:NL", "eligible:NL+UK", "lang:en", "country:NL", "country:UK"];
    private readonly Random _dice = new(seed);

    public IEnumerable<string> Take(int count) => Enumerable.Range(0, count).Select(_ => One());

    private string One()
    {
        var call = texts.Calls[_dice.Next(texts.Calls.Count)];
        return _dice.Next(100) switch
        {
            < 25 => All(call, _dice.Next(2, 4)),
            < 50 => $"({Any(call, _dice.Next(2, 5))}) ({Any(call, _dice.Next(2, 5))})",
            < 65 => Join(" OR ", _dice.Next(2, 7), () => Phrase(call)),
            < 75 => $"{All(call, 2)} NOT {Word(texts.Calls[_dice.Next(texts.Calls.Count)])}",
            < 90 => $"{All(call, _dice.Next(1, 3))} {Facets[_dice.Next(Facets.Length)]}",
            < 95 => $"({Any(call, _dice.Next(4, 9))}) {Word(call)} {Facets[_dice.Next(Facets.Length)]} NOT ({Any(texts.Calls[_dice.Next(texts.Calls.Count)], 2)})",
            _ => Join(" OR ", _dice.Next(7, 13), () => Phrase(call)),
        };
    }

    private string All(List<Word> call, int terms) => Join(" ", terms, () => Term(call));

    private string Any(List<Word> call, int terms) => Join(" OR ", terms, () => Term(call));

    private static string Join(string with, int terms, Func<string> term) => string.Join(with, Enumerable.Range(0, terms).Select(_ => term()));

    private string Term(List<Word> call) => _dice.Next(10) switch
    {
        < 5 => Word(call),
        < 8 => Phrase(call),
        _ => Beginning(Word(call)),
    };

    private string Word(List<Word> call)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var word = call[_dice.Next(call.Count)];
            if (word.Folded.Length > 3 && char.IsAsciiLetter(word.Folded[0]) && texts.Share[word.Key] <= MostCommon)
                return word.Folded;
        }
        return "photonics";
    }

    private string Phrase(List<Word> call)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var at = _dice.Next(call.Count - 1);
            var (first, second) = (call[at], call[at + 1]);
            if (Math.Min(first.Folded.Length, second.Folded.Length) > 2 && Math.Min(texts.Share[first.Key], texts.Share[second.Key]) <= MostCommon)
                return $"\"{first.Folded} {second.Folded}\"";
        }
        return "\"integrated photonics\"";
    }

    private static string Beginning(string word) => word[..Math.Max(4, word.Length - 3)] + "*";
}
