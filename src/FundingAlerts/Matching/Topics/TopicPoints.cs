using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>How the term stands in its sentence.</summary>
internal enum Standing
{
    /// <summary>What the sentence is about.</summary>
    Subject,

    /// <summary>One of several things, or an example.</summary>
    Listed,

    /// <summary>Named in passing among other fields of technology.</summary>
    Mention,
}

/// <summary>The arithmetic of scores, all in one place; docs/matching.md explains it.</summary>
internal static class TopicPoints
{
    /// <summary>A call with as many points of core concepts is core.</summary>
    public const double Core = 40;

    /// <summary>A call with as many points of core and adjacent concepts is adjacent.</summary>
    public const double Adjacent = 20;

    /// <summary>What the name of an open scheme gives.</summary>
    public const double Scheme = 25;

    /// <summary>What the name of a scheme gives that is about the topic.</summary>
    public const double CoreScheme = 60;

    /// <summary>A score of 100 is enough for anything.</summary>
    public const int Most = 100;

    /// <summary>The weight of an umbrella phrase.</summary>
    public const int UmbrellaWeight = 2;

    // The first words of a summary are the abstract; some sources put the whole text there.
    private const int AbstractWords = 250;

    public static double Of(int weight, CallFields field, int word, bool isBoilerplate, Standing standing) =>
        OfWeight(weight) * (isBoilerplate ? 0.1 : OfPlace(field, word)) * OfStanding(standing);

    /// <summary>What a concept gives in all: the best find whole, the next half, and so on; a weak concept counts once.</summary>
    /// <param name="points">Descending.</param>
    public static IEnumerable<double> Diminished(int weight, IEnumerable<double> points) =>
        points.Select((p, i) => weight <= 1 && i > 0 ? 0 : p / Math.Pow(2, i));

    private static double OfWeight(int weight) => weight switch { >= 3 => 60, 2 => 36, 1 => 15, _ => 0 };

    private static double OfPlace(CallFields field, int word) => field switch
    {
        CallFields.Title => 1.5,
        CallFields.Call => 1.2,
        CallFields.Topics => 1,
        CallFields.Summary when word < AbstractWords => 1,
        CallFields.Summary or CallFields.Description => 0.6,
        _ => 0.1,
    };

    private static double OfStanding(Standing standing) => standing switch { Standing.Subject => 1, Standing.Listed => 0.4, _ => 0.2 };
}
