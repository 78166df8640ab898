using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Matching.Index;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>Made-up calls of all kinds, in the words that <see cref="AnyQuery"/> asks for.</summary>
internal sealed class AnyCalls(Random dice)
{
    private const int Count = 14;
    private static readonly string[] Extra = ["silicon photonics", "photonic integrated circuits", "quantum", "research", "network"];

    public async Task StoreAsync(FeedWorld world, IReadOnlyList<string> sources)
    {
        foreach (var i in Enumerable.Range(0, Count))
        {
            var call = Call(i, sources[dice.Next(sources.Count)]);
            var seen = i % 3 == 0 ? world.Now : world.Now - Duration.FromDays(dice.Next(1, 300));
            await world.ReadAsync(call, seen);
            if (i % 4 == 1)
                await world.ReadAsync(call with { Deadlines = [On(dice.Next(1, 200), Zones.London)] }, seen + Duration.FromHours(1));
            if (i % 8 == 5)
                await world.WithdrawAsync(call.Id, seen + Duration.FromHours(2));
        }
    }

    private Opportunity Call(int number, string source) => new()
    {
        Id = new(source, number % 5 == 0 ? $"https://example.org/calls/{number}?a=1#b" : $"call-{number}"),
        Title = Prose(2, 6),
        Address = new($"https://example.org/{number}"),
        Language = Of("en", "nl", "de-AT"),
        Summary = Prose(0, 12),
        Funders = [new(Prose(1, 2))],
        Programme = dice.Next(2) == 0 ? null : Prose(1, 2),
        Kind = new(Of(OpportunityKind.Fellowship, OpportunityKind.Research, OpportunityKind.Unknown), "x"),
        StatusWord = number % 4 == 3 ? new(Of(OpportunityStatus.Open, OpportunityStatus.Closed, OpportunityStatus.Forthcoming), "word") : null,
        Opens = (number % 7, number % 3) switch
        {
            (6, _) => new(new Opening(Day(30), null, Zones.London), "opens"),
            (_, 0) => new(new Opening(Day(dice.Next(-400, 60)), null, Of(Zones.London, null)), "opens"),
            _ => null,
        },
        Deadlines = Deadlines(number % 7),
        Funding = dice.Next(3) == 0 ? FundingAvailable.Unstated : new(MaxAward: new(new(dice.Next(1, 30) * 100_000, Of("EUR", "GBP")), "money")),
        Eligibility = [.. new[] { "NL", "GB" }.Where(_ => dice.Next(2) == 0).Select(c => new CountryEligibility(c, Of(Participation.MayLead, Participation.OwnFundingNeeded, Participation.NotEligible), "x"))],
    };

    private IReadOnlyList<Understood<Deadline>> Deadlines(int kind) => kind switch
    {
        0 => [],
        1 => [new(new Deadline.Rolling(), "always")],
        2 => [new(new Deadline.Rolling(Day(dice.Next(-20, 200))), "until")],
        3 => [new(new Deadline.Unannounced(), "later")],
        4 => [On(dice.Next(-500, -366), Zones.Brussels)],
        5 => [On(dice.Next(-60, 60), Zones.Amsterdam, "outline"), On(dice.Next(61, 200), Zones.Amsterdam, "full")],
        _ => [On(dice.Next(40, 200), Of(Zones.London, "UTC-04", null))],
    };

    private static LocalDate Day(int ahead) => AnyQuery.Now.InUtc().Date.PlusDays(ahead);

    private Understood<Deadline> On(int ahead, string? zone, string? stage = null) =>
        new(new Deadline.On(Day(ahead), dice.Next(3) == 0 ? null : new(17, 0), zone, stage), $"in {ahead} days");

    private string Prose(int least, int most) => string.Join(Of(" ", " ", "-", ", "), Enumerable.Range(0, dice.Next(least, most + 1)).Select(_ => dice.Next(5) == 0 ? Of(Extra) : Of(AnyQuery.Vocabulary)));

    private T Of<T>(params ReadOnlySpan<T> choices) => choices[dice.Next(choices.Length)];
}
