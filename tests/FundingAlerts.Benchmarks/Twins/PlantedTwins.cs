using System.Globalization;
using FundingAlerts.Local.Generation;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Benchmarks.Twins;

/// <summary>What another site made of a call.</summary>
internal enum Copy
{
    /// <summary>The headline's words in another order, and no text.</summary>
    ShuffledHeadline,

    /// <summary>Every third word of the headline is another.</summary>
    RewordedHeadline,

    // From here on under a headline of its own.
    TextAsItIs,
    EveryTenthWord,
    Cut,
    WordsInFront,
    ShuffledSentences,
}

/// <summary>Made-up calls with texts as long as calls have, and copies of them as other sites print them. The n-th of a seed is always the same.</summary>
internal sealed class PlantedTwins(int seed, int calls, Instant now)
{
    private const ulong Kind = 0x7319;
    private const int CutAfter = 300;
    private const string InFront = "This funding opportunity is listed by the national contact point for researchers. ";
    private static readonly Copy[] Copies = Enum.GetValues<Copy>();
    private readonly MadeUpCalls _made = new(seed, Vocabulary.Shipped, now);

    /// <summary>The n-th call: its summary is of 4 to 12 sentences, some 35 to 110 words.</summary>
    public Opportunity At(int index)
    {
        var parts = 2 + Dice.For(seed, Kind, index).Below(5);
        return _made.At(index).Call with
        {
            Summary = string.Join(' ', Enumerable.Range(0, parts).Select(part => _made.At(index + (part * calls)).Call.Summary)),
        };
    }

    /// <summary>The n-th copy, of one call among all.</summary>
    public (Copy How, Opportunity Original, Opportunity Copied) CopyAt(int index)
    {
        var dice = Dice.For(seed, Kind + 1, index);
        var original = At(dice.Below(calls));
        var how = Copies[index % Copies.Length];
        var id = new OpportunityId("copies", string.Create(CultureInfo.InvariantCulture, $"{index:D6}"));
        var headline = _made.At((calls * 10) + index).Call.Title;
        return (how, original, original with
        {
            Id = id,
            Address = new($"https://copies.example/{id.Reference}"),
            Title = how switch
            {
                Copy.ShuffledHeadline => string.Join(' ', Shuffled(original.Title.Split(' '), dice)),
                Copy.RewordedHeadline => Changed(original.Title, 3, dice),
                _ => headline,
            },
            Summary = how switch
            {
                Copy.ShuffledHeadline => "",
                Copy.EveryTenthWord => Changed(original.Summary, 10, dice),
                Copy.Cut => original.Summary[..Math.Min(CutAfter, original.Summary.Length)],
                Copy.WordsInFront => InFront + original.Summary,
                Copy.ShuffledSentences => string.Join(' ', Shuffled(original.Summary.Split(". "), dice)),
                _ => original.Summary,
            },
            Description = "",
        });
    }

    // One of so many words is another, wherever it stands.
    private static string Changed(string text, int oneOf, Dice dice) =>
        string.Join(' ', text.Split(' ').Select(word => dice.Happens(1.0 / oneOf) ? Vocabulary.Shipped.Word(dice) : word));

    private static T[] Shuffled<T>(T[] items, Dice dice)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
        return items;
    }
}
