using CsCheck;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinLaws
{
    private static readonly Gen<string> Words = One(
        "Round", "round", "Ronde", "stage", "phase", "call", "Call", "cut-off", "eight", "8", "08", "one", "two", "second", "tweede", "3rd", "2e", "II", "IV", "X", "x", "i",
        "2026", "2027", "2025/2026", "C6", "2.1", "R&D", "CR&D", "and", "&", "&amp;", "Data", "Quantum", "quantum", "Förderung", "Europe's", "Networks", "network", "(invite only)",
        "Pre-announcement:", "2445:", "2026:", "Expression of interest:", "expression of interest", "outline stage", "HORIZON-CL4-2026-04-DATA-06", "ERC-2027-STG", "科研", "ﬁelds", "½", "'", "–");

    private static readonly Gen<string> Titles = Gen.Frequency(
        (8, Words.List[1, 8].Select(words => string.Join(' ', words))),
        (1, Gen.String),
        (1, Gen.Char.List[0, 20].Select(signs => string.Concat(signs))));

    private static readonly Gen<Opportunity> AnyCall =
        from source in One("ukri", "innovate-uk", "eu-funding-tenders", "euroaccess")
        from number in Gen.Int[0, 4]
        from title in Titles
        from funder in One<string?>(null, "UKRI", "EPSRC", "Innovate UK", "European Commission", "ERC", "NWO", "Quantum Fund")
        from closes in One<string?>(null, "open", "1 May 2026", "2 May 2026", "1 May 2027", "1 August 2026")
        from place in One("https://a.example/x", "https://www.a.example/x/?utm_source=1", "https://a.example/", "https://b.example/y")
        from text in One("", "See HORIZON-CL4-2026-04-DATA-06.", "ERC-2027-STG")
        from summary in One("", "Short.", TwinTextTests.Text, "Now open: " + TwinTextTests.Text, TwinTextTests.Text.Replace("chip", "lens", StringComparison.Ordinal))
        select Calls.Of(source, title, funder, closes, $"r{number}") with { Address = new(place), Summary = summary, Description = text };

    [Fact]
    public void The_normal_form_of_a_normal_form_is_itself() =>
        Titles.Sample(title =>
        {
            var form = TwinTitle.Of(title).NormalForm;
            TwinTitle.Of(form).NormalForm.ShouldBe(form);
        }, iter: 20_000);

    [Fact]
    public void Which_of_two_comes_first_does_not_matter() =>
        Gen.Select(AnyCall, AnyCall).Sample((a, b) =>
        {
            var (one, other) = (TwinFinder.Compare(a, b), TwinFinder.Compare(b, a));
            one.Verdict.ShouldBe(other.Verdict);
            if (a.Id != b.Id)
                one.Reasons.ShouldBe(other.Reasons);
        }, iter: 5_000);

    [Fact]
    public void A_call_is_the_same_as_itself() =>
        AnyCall.Sample(call => TwinFinder.Compare(call, call).Verdict.ShouldBe(TwinVerdict.Same), iter: 1_000);

    [Fact]
    public void Calls_of_one_source_never_merge_by_rule() =>
        Gen.Select(AnyCall, AnyCall).Sample((a, b) =>
            TwinFinder.Compare(a with { Id = new("one", "1") }, b with { Id = new("one", "2") }).Verdict.ShouldNotBe(TwinVerdict.Same), iter: 5_000);

    [Fact]
    public void Two_rounds_never_merge() =>
        Gen.Select(Titles, Gen.Int[1, 20], Gen.Int[1, 20]).Where((_, a, b) => a != b).Sample((title, a, b) =>
            TwinFinder.Compare(
                Calls.Of("ukri", $"{title} : Round {a}", "UKRI", "1 May 2026", "a"),
                Calls.Of("innovate-uk", $"{title} : Round {b}", "Innovate UK", "1 May 2026", "b")).Verdict.ShouldNotBe(TwinVerdict.Same), iter: 5_000);

    [Fact]
    public void A_text_alone_never_merges() =>
        Gen.Select(AnyCall, AnyCall).Sample((a, b) =>
        {
            var (with, without) = (TwinFinder.Compare(a, b), TwinFinder.Compare(a with { Summary = "" }, b with { Summary = "" }));
            with.Verdict.ShouldBe(with.IsByText ? TwinVerdict.Doubtful : without.Verdict);
            if (with.IsByText)
                without.Verdict.ShouldBe(TwinVerdict.Different);
        }, iter: 10_000);

    [Fact]
    public void In_what_order_calls_come_does_not_matter() =>
        AnyCall.List[1, 40].Sample(all =>
        {
            var calls = all.DistinctBy(call => call.Id).ToList();
            var (forth, back) = (new TwinIndex(), new TwinIndex());
            foreach (var call in calls)
                forth.Add(call);
            foreach (var call in Enumerable.Reverse(calls))
                back.Add(call);
            foreach (var call in calls)
                back.Find(call).Select(Told).ShouldBe(forth.Find(call).Select(Told));
        }, iter: 300);

    [Fact]
    public void The_index_finds_just_what_comparing_all_finds() =>
        AnyCall.List[1, 40].Sample(all =>
        {
            var calls = all.DistinctBy(call => call.Id).ToList();
            var index = new TwinIndex();
            foreach (var call in calls)
                index.Add(call);
            foreach (var call in calls)
                index.Find(call).Select(Told).ShouldBe(TwinFinder.Find(call, calls).Select(Told));
        }, iter: 500);

    [Fact]
    public void The_index_finds_every_variant_of_a_recorded_call()
    {
        var recorded = TwinCorpus.Recorded();
        var traits = recorded.Select(TwinTraits.Of).ToList();
        var index = new TwinIndex();
        foreach (var call in recorded)
            index.Add(call);
        var variants =
            from call in One<Opportunity>([.. recorded])
            from change in Gen.Int[0, 4]
            select call with
            {
                Id = new("variant", call.Reference),
                Address = new("https://variant.example/1"),
                Title = change switch
                {
                    0 => call.Title.ToUpperInvariant(),
                    1 => "Pre-announcement: " + call.Title,
                    2 => call.Title + " (invite only)",
                    3 => call.Title.Replace("and", "&", StringComparison.Ordinal),
                    _ => call.Title + " extended",
                },
            };
        variants.Sample(call => index.Find(call).Select(Told).ShouldBe(TwinFinder.Find(TwinTraits.Of(call), traits).Select(Told)), iter: 500);
    }

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Told(TwinComparison found) => $"{found.Verdict} {found.First} {found.Second}";
}
