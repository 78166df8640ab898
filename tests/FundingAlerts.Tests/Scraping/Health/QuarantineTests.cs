using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using NodaTime;
using static FundingAlerts.Tests.Scraping.ScrapingWorld;

namespace FundingAlerts.Tests.Scraping.Health;

/// <summary>A suspect run is held back with what changed, until the site or a curator says that it is right.</summary>
public sealed class QuarantineTests : IDisposable
{
    private const string Curator = "ann@example.org";
    private readonly ScrapingWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_suspect_run_is_kept_beside_what_was_believed()
    {
        await world.FundSaysAsync(Many(10));
        var believed = world.Now;

        await world.FundSaysAsync([.. Many(10, "").Take(8), Call("new", "")]);

        var held = (await HeldAsync()).ShouldNotBeNull();
        held.Since.ShouldBe(world.Now);
        held.Runs.ShouldBe(1);
        held.Problem.Kind.ShouldBe(SourceProblemKind.ContractBroken);
        held.Before.ShouldNotBeNull().ShouldSatisfyAllConditions(b => b.At.ShouldBe(believed), b => b.Rows.ShouldBe(10), b => b.Snapshots.Count.ShouldBe(1));
        held.Measure.ShouldSatisfyAllConditions(m => m.Rows.ShouldBe(9), m => m.Gone.ShouldBe(2), m => m.Refused.ShouldBe(0));
        held.Snapshots.ShouldHaveSingleItem().ShouldNotBe(held.Before.Snapshots[0]);
        (await world.Storage.Account.Blobs("snapshots").FindAsync($"fund/{held.Snapshots[0]}", Stop)).ShouldNotBeNull();

        var worst = held.Fields[0];
        (worst.Name, worst.Before, worst.RowsBefore, worst.After, worst.RowsAfter, worst.IsBlind).ShouldBe(("closes", 10, 10, 0, 9, true));
        worst.Changed.Count.ShouldBe(3);
        worst.Changed[0].ShouldBe(new FieldChange("c01", "1 September 2026", null));
        held.Fields.Single(f => f.Name == "title").ShouldSatisfyAllConditions(t => (t.Before, t.After).ShouldBe((10, 9)), t => t.Changed.ShouldBeEmpty());
    }

    [Fact]
    public async Task What_is_lost_is_shown_also_when_nothing_is_left()
    {
        await world.FundSaysAsync(Many(10));
        await world.FundSaysAsync();

        var held = (await HeldAsync()).ShouldNotBeNull();

        (held.Before!.Rows, held.Measure.Rows, held.Measure.Gone).ShouldBe((10, 0, 10));
        held.Fields.Single(f => f.Name == "closes").Changed.Select(c => (c.Before, c.After)).Distinct().ShouldBe([("1 September 2026", null)]);
    }

    [Fact]
    public async Task Fields_of_pages_that_were_not_read_do_not_count_as_lost()
    {
        string[] all = [.. Enumerable.Range(10, 12).Select(n => $"r{n}")];
        foreach (var reference in all)
            world.PutDetail(reference, "1 September 2026");
        world.PutFeed(all);
        await world.RunAsync(world.FeedSource);
        await world.NextDayAsync(world.FeedSource);
        await world.NextDayAsync(world.FeedSource);
        world.PutFeed(all[..3]);

        (await world.NextDayAsync(world.FeedSource)).Verdict.ShouldBe(ScrapeVerdict.Suspect);

        var held = (await world.Health.RecordAsync("feed", Stop)).Quarantine.ShouldNotBeNull();
        held.Fields.Select(f => (f.Name, f.Before, f.After)).ShouldBe([("address", 12, 3), ("reference", 12, 3), ("title", 12, 3)], ignoreOrder: true);
    }

    [Fact]
    public async Task Suspect_runs_add_up_and_a_good_one_releases_them()
    {
        await world.FundSaysAsync(Many(10));
        await world.FundSaysAsync(Many(2));
        var since = world.Now;
        await world.FundSaysAsync(Many(1));
        world.Pages.Fail(List, SourceProblemKind.Unavailable);
        await world.NextDayAsync(world.Fund);
        (await HeldAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(q => q.Since.ShouldBe(since), q => q.Runs.ShouldBe(2), q => q.Measure.Rows.ShouldBe(1));

        (await world.FundSaysAsync(Many(10))).Accepted.ShouldBeFalse();

        (await HeldAsync()).ShouldBeNull();
        var released = (await world.Health.ReleasedAsync("fund", 10, Stop)).ShouldHaveSingleItem();
        released.Released.ShouldBe(new Release(world.Now, ReleaseReason.Itself));
        released.Runs.ShouldBe(2);
        (await EventsAsync()).ShouldBe(["Recovered", "Broke"]);
    }

    [Fact]
    public async Task What_a_curator_accepts_is_believed_once()
    {
        await world.FundSaysAsync(Many(20));
        await world.FundSaysAsync(Many(8));
        (await AcceptAsync()).ShouldNotBeNull().Measure.Gone.ShouldBe(12);

        var run = await world.FundSaysAsync(Many(9));

        run.ShouldSatisfyAllConditions(r => r.Verdict.ShouldBe(ScrapeVerdict.Changed), r => r.Accepted.ShouldBeTrue(), r => r.Changes.ShouldBe(11));
        (await world.HistoryAsync("c20")).ShouldBe(["Published", "Withdrawn"]);
        var released = (await world.Health.ReleasedAsync("fund", 10, Stop)).ShouldHaveSingleItem();
        released.Released!.Reason.ShouldBe(ReleaseReason.Acceptance);
        released.Accepted.ShouldNotBeNull().ShouldSatisfyAllConditions(a => a.By.ShouldBe(Curator), a => a.Note.ShouldBe("They are gone."));
        (await EventsAsync()).ShouldBe(["Recovered", "Accepted", "Broke"]);

        // The lower number is the usual one now, and another drop wants another look.
        (await world.FundSaysAsync(Many(9))).Verdict.ShouldBe(ScrapeVerdict.Unchanged);
        (await world.FundSaysAsync(Many(2))).Verdict.ShouldBe(ScrapeVerdict.Suspect);
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData(20, "1 September 2026", 8, "1 September 2026", 7, "1 September 2026", ScrapeVerdict.Suspect)] // a larger drop
    [InlineData(20, "1 September 2026", 8, "1 September 2026", 8, "1 September 2026", ScrapeVerdict.Changed)]
    [InlineData(20, "1 September 2026", 8, "1 September 2026", 8, "",                 ScrapeVerdict.Suspect)] // another trouble
    [InlineData(20, "1 September 2026", 20, "",                20, "",                ScrapeVerdict.Changed)]
    [InlineData(20, "1 September 2026", 20, "",                8,  "",                ScrapeVerdict.Suspect)] // the fields were accepted, not the drop
    [InlineData(20, "1 September 2026", 0, "",                 0,  "",                ScrapeVerdict.Empty)]
#pragma warning restore format
    public async Task The_next_run_is_believed_when_it_is_no_worse(int before, string closed, int seen, string seenCloses, int next, string nextCloses, ScrapeVerdict verdict)
    {
        await world.FundSaysAsync(Many(before, closed));
        (await world.FundSaysAsync(Many(seen, seenCloses))).Verdict.ShouldBe(ScrapeVerdict.Suspect);
        await AcceptAsync();

        (await world.FundSaysAsync(Many(next, nextCloses))).Verdict.ShouldBe(verdict);

        if (verdict == ScrapeVerdict.Suspect)
        {
            // An acceptance that did not hold is used up: what it saw is no longer what is there.
            (await EventsAsync())[0].ShouldBe("Lapsed");
            (await HeldAsync()).ShouldNotBeNull().Accepted.ShouldBeNull();
            (await world.FundSaysAsync(Many(seen, seenCloses))).Verdict.ShouldBe(ScrapeVerdict.Suspect);
        }
    }

    [Theory]
    [InlineData(71, ScrapeVerdict.Changed)]
    [InlineData(72, ScrapeVerdict.Suspect)]
    public async Task An_acceptance_expires_after_three_days(int hours, ScrapeVerdict verdict)
    {
        await world.FundSaysAsync(Many(20));
        await world.FundSaysAsync(Many(8));
        await AcceptAsync();
        world.Now += Duration.FromHours(hours);
        await world.Health.LookAsync(world.Fund, world.Now, Stop);

        (await world.RunAsync(world.Fund)).Verdict.ShouldBe(verdict);

        (await EventsAsync())[0].ShouldBe(verdict == ScrapeVerdict.Changed ? "Recovered" : "Lapsed");
    }

    [Fact]
    public async Task A_run_that_could_not_be_read_leaves_the_acceptance_for_the_next()
    {
        await world.FundSaysAsync(Many(20));
        await world.FundSaysAsync(Many(8));
        await AcceptAsync();
        world.Pages.Fail(List, SourceProblemKind.TimedOut);
        await world.NextDayAsync(world.Fund);

        (await world.FundSaysAsync(Many(8))).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_nothing_is_quarantined_nothing_can_be_accepted()
    {
        await world.FundSaysAsync(Many(20));

        (await AcceptAsync()).ShouldBeNull();

        (await EventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_first_run_may_be_suspect_too()
    {
        (await world.FundSaysAsync()).Verdict.ShouldBe(ScrapeVerdict.Suspect);

        var held = (await HeldAsync()).ShouldNotBeNull();
        held.Before.ShouldBeNull();
        held.Fields.ShouldBeEmpty();
    }

    private Task<Quarantine?> AcceptAsync() => world.Health.AcceptAsync(world.Fund, Curator, "They are gone.", world.Now, Stop);

    private async Task<Quarantine?> HeldAsync() => (await world.Health.RecordAsync("fund", Stop)).Quarantine;

    private async Task<IReadOnlyList<string>> EventsAsync() =>
        [.. (await world.Health.EventsAsync("fund", 100, Stop)).Select(e => e.Kind.ToString())];
}
