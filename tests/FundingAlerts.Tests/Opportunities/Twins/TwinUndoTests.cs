using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

/// <summary>Decisions taken back, and the list of all groups.</summary>
public sealed class TwinUndoTests : IDisposable
{
    private static readonly OpportunityId A = new("ukri", "full-adopt-grant-round-9");
    private static readonly OpportunityId B = new("innovate-uk", "2544");
    private static readonly OpportunityId C = new("euroaccess", "17");
    private static readonly Instant Now = Calls.Seen;
    private readonly SqliteFolder _folder = new();
    private readonly TwinStore _twins;

    public TwinUndoTests() => _twins = new(_folder.Account());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_split_taken_back_restores_the_merge()
    {
        await MergeAsync(A, B, TwinDecision.Rule);
        await _twins.SplitAsync(A, B, "Bea", [], Now, Token);
        (await UndoAsync(A, B)).ShouldBe(TwinState.MergedByCurator);
        (await _twins.GroupAsync(A, Token)).ShouldBe([B, A]);
        var decision = (await _twins.FindAsync(A, B, Token))!;
        decision.Before.Select(step => step.State).ShouldBe([TwinState.MergedByRule, TwinState.KeptApart]);
    }

    [Fact]
    public async Task A_merge_that_was_the_first_decision_is_put_to_a_curator_again()
    {
        await MergeAsync(A, B, "Bea");
        (await UndoAsync(B, A)).ShouldBe(TwinState.Proposed);
        (await _twins.GroupAsync(A, Token)).ShouldBe([A]);
        (await _twins.ProposedAsync(10, Token)).ShouldHaveSingleItem().By.ShouldBe("Cem");
        (await UndoAsync(A, B)).ShouldBeNull();
        (await UndoAsync(A, C)).ShouldBeNull();
    }

    [Fact]
    public async Task A_merge_over_a_split_taken_back_keeps_them_apart_again()
    {
        await _twins.SplitAsync(A, B, "Bea", [], Now, Token);
        await MergeAsync(A, B, "Bea");
        (await UndoAsync(A, B)).ShouldBe(TwinState.KeptApart);
        (await MergeAsync(A, B, TwinDecision.Rule)).ShouldBe(TwinMerge.KeptApart);
    }

    [Fact]
    public async Task A_rule_reopens_only_what_a_rule_decided()
    {
        await MergeAsync(A, B, TwinDecision.Rule);
        await MergeAsync(A, C, "Bea");
        (await _twins.ReopenAsync(A, B, TwinDecision.Rule, [], Now, Token)).ShouldBeTrue();
        (await _twins.ReopenAsync(A, B, TwinDecision.Rule, [], Now, Token)).ShouldBeFalse();
        (await _twins.ReopenAsync(A, C, TwinDecision.Rule, [], Now, Token)).ShouldBeFalse();
        (await _twins.GroupAsync(A, Token)).ShouldBe([C, A]);
    }

    [Fact]
    public async Task All_groups_are_listed_whatever_is_apart_or_open()
    {
        var (d, e) = (new OpportunityId("rvo", "x"), new OpportunityId("nwo", new string('y', 280)));
        await MergeAsync(A, B, TwinDecision.Rule);
        await MergeAsync(B, C, TwinDecision.Rule);
        await MergeAsync(d, e, "Bea");
        await _twins.ProposeAsync(A, d, [], Now, Token);
        await _twins.SplitAsync(C, d, "Bea", [], Now, Token);
        (await _twins.GroupsAsync(Token)).ShouldBe([[C, B, A], [e, d]]);
        await _twins.SplitAsync(d, e, "Bea", [], Now, Token);
        (await _twins.GroupsAsync(Token)).ShouldBe([[C, B, A]]);
    }

    private Task<TwinMerge> MergeAsync(OpportunityId a, OpportunityId b, string by) => _twins.MergeAsync(a, b, by, [], Now, Token);

    private Task<TwinState?> UndoAsync(OpportunityId a, OpportunityId b) => _twins.UndoAsync(a, b, "Cem", ["Bea was in error"], Now + Duration.FromHours(1), Token);
}
