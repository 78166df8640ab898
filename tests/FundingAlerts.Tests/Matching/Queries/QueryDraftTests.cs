using CsCheck;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Matching.Index;

namespace FundingAlerts.Tests.Matching.Queries;

public sealed class QueryDraftTests
{
    // Whatever people type into a field for words, hostile text included.
    private static readonly Gen<string> Typed = Gen.OneOf(
        Pick.From("neuro", "chip design", "a) OR (b", "\"", "NOT", "AND x", "élan*", "*", "()", "NWO", "x\u0000y", "“quoted”", "memory NEAR/3 x", "-", ""),
        Gen.String[Gen.Char.AlphaNumeric, 1, 12]);

    private static readonly Gen<QueryDraft> Draft =
        from topics in Pick.From("photonics", "quantum").Array[0, 2]
        from words in Gen.OneOf(Gen.Const(() => ""), AnyQuery.Bare)
        from both in Gen.Bool
        from eligible in Pick.From("", "NL", "UK", "NL+UK")
        from funders in Typed.Array[0, 2]
        from kinds in Pick.From(OpportunityKind.Fellowship, OpportunityKind.Network, OpportunityKind.Prize).Array[0, 2]
        from types in Typed.Array[0, 1]
        from amount in Pick.From<decimal?>(null, 0, 500_000, 1_234_567.5m)
        from currency in Pick.From("EUR", "GBP")
        from days in Pick.From<int?>(null, 1, 90, 3_650)
        from languages in Pick.From("en", "nl").Array[0, 2]
        from statuses in Pick.From(OpportunityStatus.Open, OpportunityStatus.Forthcoming).Array[0, 2]
        from exclusions in Typed.Array[0, 3]
        from unknown in Gen.Bool
        select new QueryDraft
        {
            Topics = topics,
            Words = words,
            NeedsBoth = both,
            Eligible = eligible,
            Funders = funders,
            Kinds = kinds,
            Types = types,
            LeastAmount = amount,
            Currency = currency,
            LeastDays = days,
            Languages = languages,
            Statuses = statuses,
            Exclusions = exclusions,
            KeepsUnknown = unknown,
        };

    [Fact]
    public void What_is_composed_can_be_read_and_asks_for_all_its_parts() =>
        Gen.Select(Draft.Where(d => !d.IsEmpty), AnyQuery.Call).Sample(
            (draft, call) =>
            {
                var whole = QueryParser.Parse(draft.Text).Match(call) is not null;
                whole.ShouldBe(draft.Parts.All(part => QueryParser.Parse(part).Match(call) is not null), draft.Text);
            },
            iter: 5_000);

    [Fact]
    public void A_field_left_open_narrows_nothing() =>
        Gen.Select(Draft.Where(d => !d.IsEmpty), AnyQuery.Call).Sample(
            (draft, call) =>
            {
                var open = draft with { Funders = [], Exclusions = [], LeastAmount = null, Eligible = "" };
                if (!open.IsEmpty && QueryParser.Parse(draft.Text).Match(call) is not null)
                    QueryParser.Parse(open.Text).Match(call).ShouldNotBeNull();
            },
            iter: 2_000);

    [Fact]
    public void It_is_written_as_a_person_would()
    {
        var draft = new QueryDraft { Topics = ["photonics", "quantum"], Words = "neuromorph* OR chip", Eligible = "NL+UK", LeastAmount = 500_000, LeastDays = 30, Exclusions = ["solar cells"], Funders = ["NWO"] };

        draft.Text.ShouldBe("(topic:photonics OR topic:quantum OR neuromorph* OR chip) funder:NWO (eligible:NL+UK OR eligible:unknown) (amount>=500000 EUR OR amount:unknown) (deadline>=30d OR deadline:rolling OR deadline:unknown) NOT \"solar cells\"");
        (draft with { NeedsBoth = true, KeepsUnknown = false, Funders = [], Exclusions = [] }).Text.ShouldBe("(topic:photonics OR topic:quantum) (neuromorph* OR chip) eligible:NL+UK amount>=500000 EUR (deadline>=30d OR deadline:rolling)");
        new QueryDraft { Words = "neuromorph* OR chip" }.Text.ShouldBe("neuromorph* OR chip");
        new QueryDraft { Words = "edge chip", Topics = ["quantum"] }.Text.ShouldBe("(topic:quantum OR (edge chip))");
        new QueryDraft().Text.ShouldBe("");
    }

    [Fact]
    public void Words_that_cannot_be_read_are_said_to_be_so()
    {
        new QueryDraft { Words = "a) OR (b" }.FaultIn(null)!.Position.ShouldBe(1);
        new QueryDraft { Words = "tilte:x" }.FaultIn(null).ShouldNotBeNull();
        new QueryDraft { Words = "fine" }.FaultIn(null).ShouldBeNull();
        new QueryDraft { Topics = ["photonics"] }.FaultIn(null).ShouldBeNull();
    }
}
