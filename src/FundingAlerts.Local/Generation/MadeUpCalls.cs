using System.Globalization;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Local.Generation;

/// <summary>Calls that there are not, of words that calls have. The n-th call of a seed is the same however many there are.</summary>
internal sealed class MadeUpCalls(int seed, Vocabulary vocabulary, Instant now)
{
    private const ulong Kind = 0xCA11;

    // {0} and {1}: pairs of words; {2}: a single word.
    private static readonly string[] Titles = ["{0} for {1}", "{0} and {1}", "{0}: {2} in {1}", "{2} for {0} and {1}", "{0} through {1}", "Towards {0} in {1}"];
    private static readonly string[] Sentences =
    [
        "Proposals combine {0} with {1}.", "We look for work on {0} that also concerns {1}.", "Applicants show how {0} serves {1}.",
        "The focus lies on {0}, with attention to {1}.", "Teams bring knowledge of {0} and of {1}.",
    ];

    private readonly LocalDate _today = now.InUtc().Date;

    /// <summary>The n-th call, and the source that lists it.</summary>
    public (MadeUpSource Source, Opportunity Call) At(int index)
    {
        var dice = Dice.For(seed, Kind, index);
        var source = SourceOf(dice);
        var reference = string.Create(CultureInfo.InvariantCulture, $"{source.Id[5..]}-{seed}-{index:D6}");
        var pairs = Enumerable.Range(0, Vocabulary.PairsPerCall).Select(_ => vocabulary.Pair(dice)).ToList();
        var words = Enumerable.Range(0, Vocabulary.WordsPerCall).Select(_ => vocabulary.Word(dice)).ToList();
        var (opens, deadlines) = Dates(source, dice);
        var award = Math.Round(dice.Spread(30_000, 8_000_000) / 10_000) * 10_000;
        return (source, new()
        {
            Id = new(source.Id, reference),
            Title = Capital(string.Format(CultureInfo.InvariantCulture, dice.Of(Titles), pairs[0], pairs[1], words[0])),
            Address = new($"https://{source.Id}.example/calls/{reference}"),
            Language = "en",
            Summary = Sentence(dice, pairs[2], pairs[3]) + " " + Sentence(dice, pairs[4], pairs[5]),
            Description = Sentence(dice, words[1], words[2]),
            Funders = [new(dice.Of(source.Funders))],
            Programme = dice.Of(source.Programmes),
            Type = dice.Of(source.Types),
            Kind = new(OpportunityKind.Research, "research"),
            StatusWord = dice.Happens(0.5) ? new(opens > _today ? OpportunityStatus.Forthcoming : OpportunityStatus.Open, opens > _today ? "Upcoming" : "Open") : null,
            Opens = new(Opening(source, opens), Printed(opens)),
            Deadlines = deadlines,
            Funding = dice.Happens(0.6) ? new(MaxAward: Money(award, source.Currency), Total: Money(award * (2 + dice.Below(12)), source.Currency)) : FundingAvailable.Unstated,
            Eligibility = [Eligible("NL", source, dice), Eligible("GB", source, dice)],
        });
    }

    private static MadeUpSource SourceOf(Dice dice)
    {
        var at = dice.Below(MadeUpSources.All.Sum(s => s.Share));
        return MadeUpSources.All.First(s => (at -= s.Share) < 0);
    }

    private (LocalDate Opens, IReadOnlyList<Understood<Deadline>> Deadlines) Dates(MadeUpSource source, Dice dice)
    {
        var opens = _today.PlusDays(dice.Below(150) - 120);
        var closes = (opens > _today ? opens : _today).PlusDays(10 + dice.Below(200));
        return (opens, dice.Part() switch
        {
            < 0.05 => [new(new Deadline.Unannounced(), "to be announced")],
            < 0.12 => [new(new Deadline.Rolling(), "open all year")],
            < 0.20 => [On(source, closes, "outline"), On(source, closes.PlusDays(90), "full proposal")],
            _ => [On(source, closes, stage: null)],
        });
    }

    private static Understood<Deadline> On(MadeUpSource source, LocalDate date, string? stage) =>
        new(new Deadline.On(date, source.Time is { } hour ? new LocalTime(hour, 0) : null, source.Zone, stage), Printed(date));

    private static Opening Opening(MadeUpSource source, LocalDate date) => new(date, Time: null, source.Zone);

    private static Understood<Money> Money(double amount, string currency) =>
        new(new((decimal)amount, currency), string.Create(CultureInfo.InvariantCulture, $"{currency} {amount:N0}"));

    private static CountryEligibility Eligible(string country, MadeUpSource source, Dice dice)
    {
        var participation = source.Country == country ? Participation.MayLead
            : source.Country is "BE" or "AT" ? (dice.Happens(0.7) ? Participation.MayLead : Participation.MayTakePart)
            : dice.Happens(0.3) ? Participation.MayTakePart
            : Participation.Unknown;
        return new(country, participation, "Said for the rehearsal.");
    }

    private static string Sentence(Dice dice, string one, string other) =>
        string.Format(CultureInfo.InvariantCulture, dice.Of(Sentences), one, other);

    private static string Printed(LocalDate date) => date.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);

    private static string Capital(string title) => char.ToUpperInvariant(title[0]) + title[1..];
}
