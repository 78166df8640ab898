using FundingAlerts.Scraping;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>A machine stops anywhere, and messages come twice.</summary>
public sealed class ScrapeCrashTests : IDisposable
{
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("opportunities call!b")] // before the second call is stored
    [InlineData("queue changes")] // before the first is told
    [InlineData("opportunities pending")] // when it was told and that is not noted
    [InlineData("sources row!a")]
    [InlineData("sources state")]
    public async Task After_a_crash_anywhere_each_change_is_stored_once_and_told(string where)
    {
        world.Storage.Before = write =>
        {
            if (write.StartsWith(where, StringComparison.Ordinal))
                throw new IOException("The machine is gone.");
        };
        await Should.ThrowAsync<IOException>(() => world.FundSaysAsync(Call("a"), Call("b")));
        world.Storage.Before = _ => { };

        await world.NextDayAsync(world.Fund);

        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
        (await world.ToldAsync()).Distinct().ShouldBe(["a 1", "b 1"]);
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
    }
}
