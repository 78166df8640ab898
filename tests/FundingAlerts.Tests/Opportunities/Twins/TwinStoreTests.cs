using CsCheck;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinStoreTests : IDisposable
{
    private static readonly OpportunityId A = new("ukri", "full-adopt-grant-round-9");
    private static readonly OpportunityId B = new("innovate-uk", "2544");
    private static readonly OpportunityId C = new("euroaccess", "17");
    private static readonly OpportunityId D = new("nl-curated", "12");
    private static readonly Instant Now = Calls.Seen;
    private static readonly string[] Why = ["titles alike in every word"];
    private readonly SqliteFolder folder = new();
    private readonly TwinStore twins;

    public TwinStoreTests() => twins = new(folder.Account());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_call_without_twins_is_a_group_of_its_own()
    {
        (await twins.GroupAsync(A, Token)).ShouldBe([A]);
        (await twins.FindAsync(A, B, Token)).ShouldBeNull();
        (await twins.ProposedAsync(10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Merged_calls_are_found_from_each_of_them_with_who_when_and_why()
    {
        (await RuleAsync(A, B)).ShouldBe(TwinMerge.Merged);
        (await RuleAsync(C, B)).ShouldBe(TwinMerge.Merged);
        foreach (var call in new[] { A, B, C })
            (await twins.GroupAsync(call, Token)).ShouldBe([C, B, A]);
        var decision = (await twins.FindAsync(A, B, Token)).ShouldNotBeNull();
        (decision.First, decision.Second, decision.State, decision.By, decision.At).ShouldBe((B, A, TwinState.MergedByRule, TwinDecision.Rule, Now));
        decision.Reasons.ShouldBe(Why);
        (await twins.DecisionsAsync(B, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Merging_or_proposing_again_changes_nothing()
    {
        await RuleAsync(A, B);
        var before = await twins.FindAsync(A, B, Token);
        (await RuleAsync(B, A, Now + Duration.FromDays(1))).ShouldBe(TwinMerge.Unchanged);
        (await twins.ProposeAsync(A, B, Why, Now, Token)).ShouldBeFalse();
        (await twins.FindAsync(A, B, Token))!.At.ShouldBe(before!.At);
        (await RuleAsync(A, A)).ShouldBe(TwinMerge.Unchanged);
    }

    [Fact]
    public async Task The_review_queue_is_oldest_first_and_empties_as_curators_decide()
    {
        (await twins.ProposeAsync(A, B, Why, Now + Duration.FromHours(2), Token)).ShouldBeTrue();
        (await twins.ProposeAsync(A, C, Why, Now, Token)).ShouldBeTrue();
        (await twins.ProposeAsync(C, A, Why, Now + Duration.FromHours(3), Token)).ShouldBeFalse();
        (await twins.ProposedAsync(10, Token)).Select(open => (open.First, open.Second)).ShouldBe([(C, A), (B, A)]);
        (await twins.ProposedAsync(1, Token)).Count.ShouldBe(1);
        (await twins.GroupAsync(A, Token)).ShouldBe([A]);

        (await twins.MergeAsync(A, C, "eva", ["same call"], Now + Duration.FromHours(4), Token)).ShouldBe(TwinMerge.Merged);
        (await twins.SplitAsync(A, B, "eva", ["two programmes"], Now + Duration.FromHours(5), Token)).ShouldBeTrue();
        (await twins.ProposedAsync(10, Token)).ShouldBeEmpty();
        (await twins.GroupAsync(A, Token)).ShouldBe([C, A]);
        (await twins.FindAsync(A, C, Token))!.Before.ShouldHaveSingleItem().State.ShouldBe(TwinState.Proposed);
    }

    [Fact]
    public async Task What_a_curator_keeps_apart_no_rule_merges_or_proposes_again()
    {
        await RuleAsync(A, B);
        (await twins.SplitAsync(B, A, "eva", ["no"], Now, Token)).ShouldBeTrue();
        (await twins.SplitAsync(A, B, "eva", ["no"], Now, Token)).ShouldBeFalse();
        (await RuleAsync(A, B)).ShouldBe(TwinMerge.KeptApart);
        (await twins.ProposeAsync(A, B, Why, Now, Token)).ShouldBeFalse();
        // Nor by way of a third.
        (await RuleAsync(A, C)).ShouldBe(TwinMerge.Merged);
        (await RuleAsync(C, B)).ShouldBe(TwinMerge.KeptApart);
        (await twins.GroupAsync(B, Token)).ShouldBe([B]);
        // The curator may think again.
        (await twins.MergeAsync(A, B, "eva", ["yes, after all"], Now, Token)).ShouldBe(TwinMerge.Merged);
        (await twins.FindAsync(A, B, Token))!.Before.Select(step => step.State).ShouldBe([TwinState.MergedByRule, TwinState.KeptApart]);
        (await twins.GroupAsync(C, Token)).ShouldBe([C, B, A]);
    }

    [Fact]
    public async Task Two_calls_of_one_source_never_become_one_by_rule_not_even_by_way_of_another()
    {
        var second = new OpportunityId("ukri", "full-adopt-grant-round-9-again");
        (await RuleAsync(A, C)).ShouldBe(TwinMerge.Merged);
        (await RuleAsync(second, C)).ShouldBe(TwinMerge.Proposed);
        (await RuleAsync(second, C)).ShouldBe(TwinMerge.Unchanged);
        (await twins.ProposedAsync(10, Token)).ShouldHaveSingleItem().State.ShouldBe(TwinState.Proposed);
        (await twins.GroupAsync(A, Token)).ShouldBe([C, A]);
        (await twins.MergeAsync(second, C, "eva", ["listed twice"], Now, Token)).ShouldBe(TwinMerge.Merged);
        (await twins.GroupAsync(A, Token)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_call_that_is_split_off_leaves_those_that_still_join_it()
    {
        await RuleAsync(A, B);
        await RuleAsync(B, C);
        await twins.MergeAsync(A, C, "eva", ["same"], Now, Token);
        (await twins.SplitAsync(A, C, "eva", ["not C"], Now, Token)).ShouldBeTrue();
        (await twins.GroupAsync(A, Token)).ShouldBe([B, A]);
        (await twins.GroupAsync(C, Token)).ShouldBe([C]);
        (await RuleAsync(B, C)).ShouldBe(TwinMerge.KeptApart);
    }

    [Fact]
    public async Task A_merge_of_two_groups_is_undone_to_the_two_groups()
    {
        await RuleAsync(A, B);
        await RuleAsync(C, D);
        await RuleAsync(B, C);
        (await twins.GroupAsync(A, Token)).Count.ShouldBe(4);
        await twins.SplitAsync(B, C, "eva", ["no"], Now, Token);
        (await twins.GroupAsync(A, Token)).ShouldBe([B, A]);
        (await twins.GroupAsync(D, Token)).ShouldBe([C, D]);
    }

    [Fact]
    public async Task A_verdict_is_kept_as_merge_or_proposal()
    {
        (await twins.KeepAsync(new(B, A, TwinVerdict.Same, Why, 1), Now, Token)).ShouldBe(TwinMerge.Merged);
        (await twins.KeepAsync(new(C, A, TwinVerdict.Doubtful, Why, 1), Now, Token)).ShouldBe(TwinMerge.Proposed);
        (await twins.KeepAsync(new(C, D, TwinVerdict.Different, Why, 1), Now, Token)).ShouldBe(TwinMerge.Unchanged);
        // What was doubtful becomes sure when a page says more.
        (await twins.KeepAsync(new(C, A, TwinVerdict.Same, Why, 1), Now, Token)).ShouldBe(TwinMerge.Merged);
        (await twins.ProposedAsync(10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_who_decide_at_once_agree_in_the_end()
    {
        var stores = Enumerable.Range(0, 3).Select(_ => new TwinStore(folder.Account())).ToList();
        await Task.WhenAll(stores.SelectMany(store => new[] { store.MergeAsync(A, B, TwinDecision.Rule, Why, Now, Token), store.MergeAsync(B, C, TwinDecision.Rule, Why, Now, Token) }));
        (await twins.GroupAsync(A, Token)).ShouldBe([C, B, A]);
        (await twins.FindAsync(A, B, Token))!.Before.ShouldBeEmpty();
    }

    [Fact]
    public async Task Merge_then_split_restores_what_was()
    {
        OpportunityId[] calls = [.. Enumerable.Range(0, 6).Select(i => new OpportunityId($"source-{i}", "x"))];
        var pairs = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Where((a, b) => a != b);
        await Gen.Select(pairs.List[0, 5], pairs).SampleAsync(
            async (merged, pair) =>
            {
                var (a, b) = pair;
                using var fresh = new SqliteFolder();
                var store = new TwinStore(fresh.Account());
                foreach (var (one, other) in merged)
                    await store.MergeAsync(calls[one], calls[other], TwinDecision.Rule, Why, Now, Token);
                var before = await GroupsAsync(store, calls);
                if (await store.MergeAsync(calls[a], calls[b], TwinDecision.Rule, Why, Now, Token) != TwinMerge.Merged)
                    return;
                await store.SplitAsync(calls[a], calls[b], "eva", Why, Now, Token);
                (await GroupsAsync(store, calls)).ShouldBe(before);
                (await store.MergeAsync(calls[b], calls[a], TwinDecision.Rule, Why, Now, Token)).ShouldBe(TwinMerge.KeptApart);
            },
            iter: 25,
            threads: 1);
    }

    private static async Task<IReadOnlyList<string>> GroupsAsync(TwinStore store, IEnumerable<OpportunityId> calls)
    {
        var groups = new List<string>();
        foreach (var call in calls)
            groups.Add(string.Join(' ', await store.GroupAsync(call, Token)));
        return groups;
    }

    private Task<TwinMerge> RuleAsync(OpportunityId a, OpportunityId b, Instant? at = null) =>
        twins.MergeAsync(a, b, TwinDecision.Rule, Why, at ?? Now, Token);
}
