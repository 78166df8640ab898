using FundingAlerts.Scraping.Health;
using NodaTime;

namespace FundingAlerts.Tests.Scraping.Health;

public sealed class RhythmTests
{
    [Theory]
    [Table("""
                        ¦     ¦     # nothing is known
                        ¦ 30  ¦ 30  # declared
        5 5 5           ¦     ¦     # too little to learn from
        5 5 5           ¦ 30  ¦ 30
        5 5 5 5         ¦ 30  ¦ 20  # learnt: four times the median
        1 1 1 1 1       ¦     ¦ 7   # never under a week
        2 2 2 40 2      ¦     ¦ 60  # holidays: half as long again as the longest
        30 28 31 30 29  ¦ 7   ¦ 120 # learnt against what was declared
        """)]
    public void The_longest_usual_quiet_is_declared_and_then_learnt(string? gaps, string? declared, string? expected)
    {
        var source = ScrapingWorld.Define(Yaml, "calm") with { Quiet = declared is null ? null : Duration.FromDays(Number(declared)) };
        var changes = new List<Instant> { Instant.FromUtc(2026, 11, 22, 9, 0) };
        foreach (var gap in (gaps ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            changes.Add(changes[^1] - Duration.FromDays(Number(gap)));

        var days = expected!.Split('#')[0].Trim();
        Rhythm.LongestUsualQuiet(source, changes).ShouldBe(days.Length == 0 ? null : Duration.FromDays(Number(days)));
    }

    [Theory]
    [InlineData(90, "90 seconds")]
    [InlineData(1_800, "30 minutes")]
    [InlineData(21_600, "6 hours")]
    [InlineData(864_000, "10 days")]
    public void A_duration_is_said_in_words(int seconds, string words) => Rhythm.Words(Duration.FromSeconds(seconds)).ShouldBe(words);

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private const string Yaml = """
        version: 1
        id: ID
        name: Made-up
        home: https://ID.example/
        country: NL
        language: en
        zone: Europe/Amsterdam
        evidence: { level: recorded, date: 2026-01-31 }
        request: { url: https://ID.example/ }
        response: json
        rows: { path: '$[*]' }
        fields:
          reference: { path: $.id }
          title: { path: $.title }
          address: { path: $.url }
        """;
}
