using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping;

/// <summary>A source is read by one run at a time, whoever is slow, killed or late.</summary>
public sealed class SourceLeaseTests : IDisposable
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Of_two_workers_on_one_source_one_reads_and_the_other_leaves_it()
    {
        world.Pages.Put(List, $"[{Call("a")},{Call("b")}]");
        ScrapeRun? other = new("fund", world.Now, ScrapeVerdict.Failed, 0, 0, 0, null, []);
        Once("opportunities call!a", () => other = Run(world.TryRunAsync(world.Fund)));

        var run = await world.RunAsync(world.Fund);

        other.ShouldBeNull();
        run.Changes.ShouldBe(2);
        run.Notes.ShouldBeEmpty();
        world.Pages.Asked.Count.ShouldBe(1);
        (await world.ToldAsync()).ShouldBe(["a 1", "b 1"]);
        (await world.Sources.RunsAsync("fund", 10, Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_who_take_a_free_or_lapsed_lease_at_once_one_gets_it()
    {
        world.Pages.Put(List, $"[{Call("a")}]");
        ScrapeRun? first = null;
        Once("sources lease", () => first = Run(world.TryRunAsync(world.Fund)));
        await DieAsync("opportunities call!a");
        first!.Changes.ShouldBe(1);

        // Now one that was killed has left its lease behind.
        world.Now += Duration.FromDays(1);
        world.Pages.Put(List, $"[{Call("b")},{Call("a")}]");
        await DieAsync("opportunities call!b");
        world.Now += Duration.FromHours(1);
        ScrapeRun? taker = null;
        Once("sources lease", () => taker = Run(world.TryRunAsync(world.Fund)));

        var late = await world.TryRunAsync(world.Fund);

        taker!.Changes.ShouldBe(1);
        late.ShouldBeNull();
        (await world.HistoryAsync("b")).ShouldBe(["Published"]);
    }

    [Fact]
    public async Task The_lease_of_a_killed_run_lapses_and_the_next_takes_over()
    {
        world.Pages.Put(List, $"[{Call("a")},{Call("b")}]");
        await DieAsync("opportunities call!b");

        world.Now += SourceLease.Length - Minute;
        (await world.TryRunAsync(world.Fund)).ShouldBeNull();
        world.Now += Minute;
        (await world.RunAsync(world.Fund)).Changes.ShouldBe(1);

        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.ToldAsync()).ShouldBe(["a 1", "b 1"]);
    }

    [Fact]
    public async Task A_run_that_fails_and_lives_gives_its_lease_back()
    {
        world.Pages.Put(List, $"[{Call("a")}]");
        world.Storage.Before = write =>
        {
            if (write.StartsWith("opportunities", StringComparison.Ordinal))
                throw new IOException("The disk is full.");
        };
        await Should.ThrowAsync<IOException>(() => world.RunAsync(world.Fund));
        world.Storage.Before = _ => { };

        (await world.RunAsync(world.Fund)).Changes.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_run_renews_its_lease_between_requests()
    {
        await LongRunAsync(Duration.FromMinutes(12), during: null);

        world.Pages.Asked.Count.ShouldBe(10);
        world.Storage.Overhead.Count(w => w == "sources lease").ShouldBeInRange(2, 9);
        (await world.Calls.AllAsync("feed", Stop)).Count.ShouldBe(9);
    }

    [Fact]
    public async Task Nobody_takes_the_source_while_a_long_run_goes_on()
    {
        var others = new List<ScrapeRun?>();
        var isOther = false;
        await LongRunAsync(Duration.FromMinutes(12), during: () =>
        {
            if (isOther)
                throw new InvalidOperationException("The other one reads, too.");
            isOther = true;
            others.Add(Run(world.TryRunAsync(world.FeedSource)));
            isOther = false;
        });

        others.Count.ShouldBe(9);
        others.ShouldAllBe(o => o == null);
    }

    [Fact]
    public async Task A_run_that_slept_past_its_lease_goes_on_if_nobody_wanted_the_source()
    {
        world.Pages.Put(List, $"[{Call("a")}]").Before = _ => world.Time.Advance(TimeSpan.FromHours(5));

        (await world.RunAsync(world.Fund)).Changes.ShouldBe(1);
    }

    [Theory]
    [InlineData("while it was fetching", 1)]
    [InlineData("between two calls", 1)]
    [InlineData("before its end", 2)]
    public async Task A_run_that_was_overtaken_stores_nothing_more(string when, int told)
    {
        world.Pages.Put(List, $"[{Call("a", title: "Old words")},{Call("b")}]");
        void Overtake()
        {
            world.Time.Advance(TimeSpan.FromHours(1));
            world.Now += Duration.FromHours(1);
            world.Pages.Before = _ => { };
            world.Pages.Put(List, when == "before its end" ? $"[{Call("a", title: "Old words")},{Call("b")},{Call("c")}]" : $"[{Call("a")}]");
            Run(world.TryRunAsync(world.Fund)).ShouldNotBeNull().Verdict.ShouldBe(ScrapeVerdict.Changed);
        }
        if (when == "while it was fetching")
            world.Pages.Before = _ => Overtake();
        else if (when == "between two calls")
            Once("opportunities call!a", Overtake);
        else
            Once("sources state", Overtake);

        // What it fetched is the old page, as it was when it asked.
        var old = new RecordedPages().CopyFrom(world.Pages, List);
        old.Before = r => world.Pages.Before(r);
        (await world.TryRunAsync(world.Fund, old)).ShouldBeNull();

        (await world.Calls.AllAsync("fund", Stop)).Select(c => c.Reference).ShouldBe(when == "before its end" ? ["a", "b", "c"] : ["a"]);
        (await world.HistoryAsync("a")).ShouldBe(["Published"]);
        (await world.Sources.RunsAsync("fund", 10, Stop)).ShouldHaveSingleItem().StartedAt.ShouldBe(world.Now);
        (await world.ToldAsync()).Distinct().Count().ShouldBe(told + (when == "before its end" ? 1 : 0));
        (await world.NextDayAsync(world.Fund)).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
    }

    [Fact]
    public async Task A_lease_from_the_far_future_keeps_nobody_away()
    {
        world.Pages.Put(List, $"[{Call("a")}]");
        var now = world.Now;
        world.Now += Duration.FromDays(300);
        await DieAsync("opportunities call!a");

        world.Now = now;
        (await world.RunAsync(world.Fund)).Changes.ShouldBe(1);
    }

    private async Task LongRunAsync(Duration each, Action? during)
    {
        string[] all = [.. Enumerable.Range(1, 9).Select(n => $"r{n}")];
        world.PutFeed(all);
        foreach (var reference in all)
            world.PutDetail(reference, "1 September 2026");
        world.MendFeed("follow:", "contract: { maxTime: 6h }\nfollow:");
        world.Pages.Before = r =>
        {
            world.Time.Advance(each.ToTimeSpan());
            world.Now += each;
            if (r.Address.AbsolutePath != "/rss")
                during?.Invoke();
        };
        (await world.RunAsync(world.FeedSource)).Opportunities.ShouldBe(9);
    }

    // As kill -9 does: from here on nothing is written, not even that the run ends.
    private async Task DieAsync(string where)
    {
        var dead = false;
        var before = world.Storage.Before;
        world.Storage.Before = write =>
        {
            before(write);
            if (dead || write.StartsWith(where, StringComparison.Ordinal))
            {
                dead = true;
                throw new IOException("The machine is gone.");
            }
        };
        try
        {
            await world.TryRunAsync(world.Fund);
        }
        catch (IOException)
        {
            // Gone.
        }
        world.Storage.Before = _ => { };
    }

    private void Once(string write, Action happens) => world.Storage.Before = about =>
    {
        if (!about.StartsWith(write, StringComparison.Ordinal))
            return;
        world.Storage.Before = _ => { };
        happens();
    };

    private static T Run<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
