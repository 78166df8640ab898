using System.Globalization;
using FundingAlerts.Interests;
using NodaTime;

namespace FundingAlerts.Local.Generation;

/// <summary>
/// Subscribers that there are not, at addresses that nobody can have (example.org). Their queries are made so that each meets
/// from one to a dozen of 20,000 calls, and a few hundreds of them.
/// </summary>
internal sealed class MadeUpSubscribers(int seed, Vocabulary vocabulary)
{
    private const ulong Kind = 0x5B5C;
    private const double Calls = 20_000;
    private static readonly string[] Names = ["Anna", "Bram", "Carla", "David", "Emma", "Femke", "George", "Hanna", "Imran", "Julia", "Kees", "Lucy", "Maria", "Noor", "Oscar", "Priya", "Ruth", "Sander", "Thomas", "Wim"];
    private static readonly string[] OtherZones = ["Europe/Brussels", "Europe/Berlin", "Europe/Paris", "Europe/Dublin", "Europe/Copenhagen", "America/New_York"];

    public (Subscriber Subscriber, IReadOnlyList<Interest> Interests) At(int index)
    {
        var dice = Dice.For(seed, Kind, index);
        var id = string.Create(CultureInfo.InvariantCulture, $"made-{seed}-{index:D7}");
        var name = dice.Of(Names);
        var zone = dice.Part() switch { < 0.45 => "Europe/Amsterdam", < 0.80 => "Europe/London", _ => dice.Of(OtherZones) };
        var cadence = dice.Happens(0.85)
            ? Cadence.WeeklyOn((IsoDayOfWeek)(1 + dice.Below(5)), 7 + dice.Below(3))
            : Cadence.DailyAt(7 + dice.Below(2));
        var language = zone == "Europe/Amsterdam" && dice.Happens(0.6) ? "nl" : "en";
        var subscriber = new Subscriber(id, string.Create(CultureInfo.InvariantCulture, $"{name.ToLowerInvariant()}.{seed}.{index}@example.org"), name, language, zone, cadence);
        var interests = Enumerable.Range(1, 1 + dice.Below(4)).Select(n => InterestOf(id, n, dice)).ToList();
        return (subscriber, interests);
    }

    private Interest InterestOf(string subscriber, int number, Dice dice)
    {
        // One in thirty wants much.
        var query = dice.Happens(1 / 30.0)
            ? Written(vocabulary.Near(dice.Spread(100, 600) / Calls, dice))
            : Narrow(dice.Spread(0.7, 14) / Calls, dice);
        return new(string.Create(CultureInfo.InvariantCulture, $"{subscriber}-{number}"), subscriber, query.Replace("\"", "", StringComparison.Ordinal), query);
    }

    /// <param name="chance">That a call meets it.</param>
    private string Narrow(double chance, Dice dice)
    {
        // A word that is not too rare, and another that leaves about as many as are wanted.
        var first = vocabulary.Near(dice.Spread(0.003, 0.08), dice);
        switch (dice.Below(8))
        {
            case 0:
                var other = vocabulary.Near(first.Chance, dice);
                return $"({Written(first)} OR {Written(other)}) {Written(vocabulary.Near(chance / (first.Chance + other.Chance), dice))}";
            case 1:
                return $"{Written(first)} {Written(vocabulary.Near(chance / first.Chance, dice))} -{vocabulary.Word(dice)}";
            case 2 when !first.IsPair && first.Text.Length > 6:
                return $"{first.Text[..^2]}* {Written(vocabulary.Near(chance / first.Chance, dice))}";
            case 3:
                return $"{Written(first)} AND NOT {vocabulary.Word(dice)} AND {Written(vocabulary.Near(chance / first.Chance, dice))}";
            default:
                return $"{Written(first)} {Written(vocabulary.Near(chance / first.Chance, dice))}";
        }
    }

    private static string Written(Vocabulary.Term term) => term.IsPair ? $"\"{term.Text}\"" : term.Text;
}
