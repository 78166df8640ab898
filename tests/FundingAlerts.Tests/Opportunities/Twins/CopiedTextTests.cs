using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

/// <summary>Calls of which only the texts are alike.</summary>
public sealed class CopiedTextTests : IDisposable
{
    private static readonly Instant Now = Calls.Seen;
    private readonly SqliteFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Table("""
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ 1 October 2026  ¦ Doubtful
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦                     ¦                 ¦ Doubtful
        Photonic chips for deep space               ¦ EPSRC ¦ open           ¦ Light that computes                   ¦ UKRI                ¦ open            ¦ Doubtful
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ 29 October 2026 ¦ Doubtful
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ NWO                 ¦ 1 October 2026  ¦ Doubtful
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ NWO                 ¦                 ¦ Different
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ 1 October 2027  ¦ Different
        Photonic chips for deep space               ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ open            ¦ Different
        Photonic chips for deep space 2025          ¦ EPSRC ¦                ¦ Light that computes 2026              ¦ EPSRC               ¦                 ¦ Different
        Photonic chips for deep space: round 8      ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes, round nine       ¦ EPSRC               ¦ 1 October 2026  ¦ Different
        Photonic chips for deep space: round 8      ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ 9 October 2026  ¦ Different
        Photonic chips for deep space: round 8      ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes                   ¦ EPSRC               ¦ 1 October 2026  ¦ Doubtful
        Photonic chips for space: outline stage     ¦ EPSRC ¦ 1 October 2026 ¦ Light that computes: full stage       ¦ EPSRC               ¦ 1 October 2026  ¦ Different
        HORIZON-CL4-2026-04-DATA-06 Photonic chips  ¦ ERC   ¦ 1 October 2026 ¦ HORIZON-CL4-2026-04-DATA-07 Computing ¦ European Commission ¦ 1 October 2026  ¦ Different
        """)]
    public void One_text_under_two_titles_is_for_a_curator(string title, string? funder, string? closes, string other, string? otherFunder, string? otherCloses, TwinVerdict verdict)
    {
        var comparison = TwinFinder.Compare(
            Calls.Of("ukri", title, funder, closes) with { Summary = TwinTextTests.Text },
            Calls.Of("list", other, otherFunder, otherCloses) with { Summary = TwinTextTests.Text });
        comparison.Verdict.ShouldBe(verdict, string.Join("; ", comparison.Reasons));
        comparison.IsByText.ShouldBe(verdict == TwinVerdict.Doubtful);
        comparison.Reasons.ShouldContain("texts 100 % alike");
    }

    [Fact]
    public void Two_calls_of_one_source_that_share_their_text_are_two()
    {
        var call = Calls.Of("eu-funding-tenders", "Space equipment", "European Commission", "1 October 2026") with { Summary = TwinTextTests.Text };
        TwinFinder.Compare(call, Calls.Of("eu-funding-tenders", "Electric components", "European Commission", "1 October 2026") with { Summary = TwinTextTests.Text }).Verdict.ShouldBe(TwinVerdict.Different);
    }

    [Fact]
    public void A_text_that_stands_everywhere_names_nobody()
    {
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026") with { Summary = TwinTextTests.Text };
        string[] titles = ["Seaweed", "Bridges of wood", "Teaching music", "Rivers", "Old books", "Night trains", "Harbours"];
        var others = titles.Select((title, i) => Calls.Of($"list-{i}", title, "EPSRC", "1 October 2026") with { Summary = TwinTextTests.Text }).ToList();
        TwinFinder.Find(call, others.Take(5)).Count.ShouldBe(5);
        TwinFinder.Find(call, others.Take(6)).ShouldBeEmpty();
        // What titles tell stays.
        TwinFinder.Find(call, [.. others, call with { Id = new("list-1", "copy") }]).ShouldHaveSingleItem().Verdict.ShouldBe(TwinVerdict.Same);
    }

    [Fact]
    public void Where_a_source_has_the_call_itself_its_neighbour_with_the_same_text_is_not_proposed()
    {
        var call = Calls.Of("euroaccess", "Space equipment", "European Commission", "1 October 2026") with { Summary = TwinTextTests.Text };
        var neighbour = Calls.Of("eu-funding-tenders", "Electric components", "European Commission", "1 October 2026") with { Summary = TwinTextTests.Text };
        TwinFinder.Find(call, [neighbour]).ShouldHaveSingleItem().IsByText.ShouldBeTrue();
        TwinFinder.Find(call, [neighbour, call with { Id = new("eu-funding-tenders", "same") }]).ShouldHaveSingleItem().Verdict.ShouldBe(TwinVerdict.Same);
    }

    [Fact]
    public async Task A_copy_under_another_headline_waits_for_a_curator()
    {
        var world = new Stored(_folder.Account());
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026") with { Summary = TwinTextTests.Text };
        var copy = Calls.Of("list", "Light that computes", "EPSRC", "1 October 2026") with { Summary = "Now open! " + TwinTextTests.Text };
        (await world.ArriveAsync(call)).ShouldBe(0);
        (await world.ArriveAsync(copy)).ShouldBe(1);
        (await world.Twins.ProposedAsync(10, Token)).ShouldHaveSingleItem().Reasons.ShouldBe(["one text under two titles", "titles share few words", "texts 96 % alike", "funders agree", "deadlines agree"]);

        // With another text it is found by the old one no more.
        await world.ChangeAsync(copy, copy with { Summary = "Seaweed is grown at night." });
        (await world.Keys.FindAsync(copy.Id, Token))!.Keys.ShouldNotContain(key => key.StartsWith("text", StringComparison.Ordinal));
        (await world.Keys.CandidatesAsync(call, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_merge_by_title_does_not_outlive_the_title_for_the_text_alone()
    {
        var world = new Stored(_folder.Account());
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026") with { Summary = TwinTextTests.Text };
        var copy = Calls.Of("list", "Photonic chips for deep space", "EPSRC", "1 October 2026") with { Summary = TwinTextTests.Text };
        await world.ArriveAsync(call);
        await world.ArriveAsync(copy);
        (await world.Twins.GroupAsync(call.Id, Token)).Count.ShouldBe(2);
        await world.ChangeAsync(copy, copy with { Title = "Light that computes" });
        (await world.Twins.FindAsync(call.Id, copy.Id, Token))!.State.ShouldBe(TwinState.Proposed);
    }

    [Fact]
    public async Task What_a_glance_passes_over_is_no_twin()
    {
        var world = new Stored(_folder.Account());
        var recorded = TwinCorpus.Recorded().Where(call => call.Summary.Length > 0).Where((_, i) => i % 4 == 0).ToList();
        var copies = recorded.Select((call, i) => call with { Id = new("list", call.Reference), Address = new($"https://list.example/{i}"), Title = recorded[(i + 1) % recorded.Count].Title });
        var calls = recorded.Concat(copies).ToList();
        var index = new TwinIndex();
        foreach (var call in calls)
        {
            index.Add(call);
            await world.Keys.BeginAsync(null, call, Token);
        }
        var found = 0;
        foreach (var call in calls)
        {
            var candidates = (await world.Keys.CandidatesAsync(call, Token)).Select(id => calls.Find(c => c.Id == id)!);
            var expected = index.Find(call);
            TwinFinder.Find(call, candidates).Select(Words).ShouldBe(expected.Select(Words), call.Title);
            found += expected.Count(comparison => comparison.IsByText);
        }
        found.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Keys_from_before_there_were_glances_are_still_found()
    {
        var storage = _folder.Account();
        var world = new Stored(storage);
        var call = Calls.Of("ukri", "Photonic chips for deep space", "EPSRC", "1 October 2026");
        var old = Calls.Of("list", "Photonic chips for deep space", "EPSRC", "1 October 2026");
        await storage.Table("twins").UpsertAsync(Documents.ToRow("keys", Keys.Join("key", "words photonic space", old.Id.ToString()), old.Id), Token);
        (await world.Keys.CandidatesAsync(call, Token)).ShouldBe([old.Id]);
    }

    [Fact]
    public async Task At_most_200_calls_are_read_and_those_that_share_the_rarest_keys_come_first()
    {
        var world = new Stored(_folder.Account());
        for (var i = 0; i < 205; i++)
            await world.Keys.BeginAsync(null, Calls.Of($"list-{i}", $"Light that computes {i}", "EPSRC", null) with { Summary = TwinTextTests.Text }, Token);
        // Twelve keys that everybody has say less than three that nobody else has.
        var twin = Calls.Of("zz-last", "Photonic chips for deep space", "EPSRC", null);
        await world.Keys.BeginAsync(null, twin, Token);
        var candidates = await world.Keys.CandidatesAsync(twin with { Id = new("ukri", "1"), Summary = TwinTextTests.Text }, Token);
        candidates.Count.ShouldBe(200);
        candidates[0].ShouldBe(twin.Id);
    }

    private static string Words(TwinComparison comparison) => $"{comparison.Verdict} {comparison.First} {comparison.Second}";

    private sealed class Stored(StorageAccount storage)
    {
        private readonly OpportunityStore _store = new(storage);

        public TwinKeys Keys { get; } = new(storage);

        public TwinStore Twins { get; } = new(storage);

        public Task<int> ArriveAsync(Opportunity call) => ChangeAsync(null, call);

        public async Task<int> ChangeAsync(Opportunity? from, Opportunity call)
        {
            await _store.SaveAsync(OpportunityDifference.Between(from, call, Now), Token);
            return await new FindTwins(_store, Keys, Twins, NullLogger<FindTwins>.Instance).RunAsync(call.Id, Now, Token);
        }
    }
}
