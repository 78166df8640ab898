using FundingAlerts.Scraping;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Single rows go wrong; the rest of the run stands.</summary>
public sealed class BadRowsTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Of_a_call_listed_twice_the_first_row_counts()
    {
        var run = await world.FundSaysAsync(Call("a", title: "First"), Call("a", title: "Second"));

        run.Listings.ShouldBe(1);
        (await world.CallAsync("a")).Title.ShouldBe("First");
    }

    [Fact]
    public async Task A_row_that_is_no_call_is_noted_and_the_others_are_kept()
    {
        var run = await world.FundSaysAsync(Call("a"), Call("b"), Call("c", title: ""), """{"title":"No number","closes":"1 May 2026"}""", Call("\\u202Ex"));

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        run.Opportunities.ShouldBe(2);
        run.Notes.Count.ShouldBe(3);
        run.Notes.ShouldContain("1 of 5 rows of a page have no reference and were left out.");
        run.Notes.ShouldContain("The call 'c' has no title.");
        run.Notes.ShouldContain(n => n.StartsWith("The reference 'x' is too long or has characters that cannot be seen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_bad_rows_do_not_swell_the_ledger()
    {
        var run = await world.FundSaysAsync([.. Many(1500), .. Enumerable.Range(1, 1000).Select(n => Call($"bad{n}", title: ""))]);

        run.Opportunities.ShouldBe(1500);
        run.Notes.Count.ShouldBe(21);
        run.Notes[^1].ShouldBe("… and 980 more.");
    }

    [Fact]
    public async Task A_call_too_large_to_keep_harms_no_other()
    {
        world.MendFund("  total:", "  description: { path: $.text }\n  total:");
        var emoji = string.Concat(Enumerable.Repeat("😀", 60_000));

        var run = await world.FundSaysAsync(Call("a"), Call("b")[..^1] + $",\"text\":\"{emoji}\"}}");

        run.Verdict.ShouldBe(ScrapeVerdict.Changed);
        (await world.CallAsync("a")).Title.ShouldBe("A call");
        run.Notes.ShouldContain(n => n.StartsWith("b: not kept. The document", StringComparison.Ordinal));
    }
}
