using System.Collections.Concurrent;
using CsCheck;
using FundingAlerts.Opportunities.Twins;

namespace FundingAlerts.Tests.Opportunities.Twins;

public sealed class TwinTextTests(ITestOutputHelper output)
{
    internal const string Text = """
        Researchers in industry and at universities build photonic chips that work in deep space, where radiation and cold break what is built for the ground.
        Projects last up to three years, have at least one partner from each country, and show a working chip at their end.
        """;

    // Words of a made-up language in order, and a second text in which some are others.
    private static readonly Gen<(string[] One, string[] Other)> Pairs =
        from length in Gen.Int[22, 80]
        from words in Gen.Int[0, 2_000].Array[length]
        from changed in Gen.Int[0, 40]
        from dice in Gen.Int[0, 99].Array[length]
        select (words.Select(word => $"w{word}").ToArray(), words.Select((word, i) => dice[i] < changed ? $"x{word}" : $"w{word}").ToArray());

    [Fact]
    public void How_alike_two_texts_are_is_the_share_of_their_pairs_of_words() =>
        Pairs.Sample((one, other) =>
        {
            var (mine, theirs) = (Shingles(one), Shingles(other));
            var exact = mine.Intersect(theirs).Count() / (double)mine.Union(theirs).Count();
            var (a, b) = (Of(one), Of(other));
            if (mine.Count >= TwinText.FewestPairs && theirs.Count >= TwinText.FewestPairs)
                a.Likeness(b)!.Value.ShouldBe(exact, 1e-12);
            b.Likeness(a).ShouldBe(a.Likeness(b));
        }, iter: 5_000);

    [Fact]
    public void The_estimate_is_right_on_average_and_keys_are_shared_as_often_as_the_curve_says()
    {
        var tried = new ConcurrentBag<(double Exact, double Estimate, bool Shared)>();
        Pairs.Sample((one, other) =>
        {
            var (a, b) = (Of(one), Of(other));
            if (a.Likeness(b) is not { } exact)
                return;
            var estimate = TwinText.Estimate(a.Sketch, b.Sketch);
            // 96 throws are this far off once in a thousand million times (Hoeffding).
            Math.Abs(estimate - exact).ShouldBeLessThan(0.35);
            tried.Add((exact, estimate, a.Keys.Intersect(b.Keys, StringComparer.Ordinal).Any()));
        }, iter: 20_000);

        tried.Count.ShouldBeGreaterThan(15_000);
        tried.Average(t => t.Estimate - t.Exact).ShouldBe(0, 0.005);
        tried.Average(t => Math.Pow(t.Estimate - t.Exact, 2)).ShouldBe(tried.Average(t => t.Exact * (1 - t.Exact) / 96), 0.0005);
        foreach (var bin in tried.GroupBy(t => Math.Floor(t.Exact * 10) / 10).Where(bin => bin.Count() > 500).OrderBy(bin => bin.Key))
        {
            var (shared, expected) = (bin.Average(t => t.Shared ? 1.0 : 0), bin.Average(t => 1 - Math.Pow(1 - Math.Pow(t.Exact, 3), 12)));
            output.WriteLine(FormattableString.Invariant($"alike {bin.Key:0.0}: {bin.Count()} pairs, {shared:0.0%} share a key, {expected:0.0%} expected"));
            shared.ShouldBe(expected, 6 * Math.Sqrt(expected * (1 - expected) / bin.Count()) + 0.005);
        }
        tried.Where(t => t.Exact >= 0.7).Average(t => t.Shared ? 1.0 : 0).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void One_text_has_one_set_of_keys_however_it_is_printed() =>
        Pairs.Sample((one, _) =>
        {
            var printed = string.Join("\u00A0 – ", one.Select((word, i) => i % 2 == 0 ? word.ToUpperInvariant() : word)) + "!";
            TwinText.Of(printed).Keys.ShouldBe(Of(one).Keys);
            TwinText.Of("Über Förderung, " + string.Join(' ', one)).Keys.ShouldBe(TwinText.Of("uber forderung " + string.Join(' ', one)).Keys);
        }, iter: 1_000);

    [Fact]
    public void Any_text_can_be_read() =>
        Gen.Select(Gen.String[0, 400], Gen.Char[' ', '\uFFFF'].Array[0, 400].Select(signs => string.Concat(signs))).Sample((text, signs) =>
        {
            foreach (var read in new[] { TwinText.Of(text), TwinText.Of(signs), TwinText.Of(string.Concat(text, " \uD83D ", signs, "\uD83D\uDE80 \uDE80")) })
            {
                read.Keys.Count.ShouldBe(read.Sketch is null ? 0 : TwinText.Bands);
                read.Likeness(read).ShouldBe(read.Sketch is null ? null : 1);
            }
            // No character, and not to be normalised.
            TwinTitle.Of("Förderung \uFFFE und \uFFFF mehr").NormalForm.ShouldBe("forderung und mehr");
        }, iter: 5_000);

    [Fact]
    public void The_keys_of_a_text_never_change_but_with_the_version_in_them() =>
        TwinText.Of(Text).Keys.ShouldBe(
        [
            "text1 0 608d8ad704adee4b", "text1 1 e7600134dea787fc", "text1 2 60c83a047a2d4139",
            "text1 3 7b5abbb9a2be491c", "text1 4 1278d07d27b5685f", "text1 5 a4dd3a03d060165f",
            "text1 6 62928b630a3628c3", "text1 7 dd25c2cdc10955f4", "text1 8 ef00a7df31c35c95",
            "text1 9 e352cc4a6e2cc4cc", "text1 a 2b39b898fa350683", "text1 b 66daf0868dd1ac60",
        ]);

    [Theory]
    [InlineData("")]
    [InlineData("Apply for a share of up to £2 million to build photonic chips with partners in Austria or France.")]
    [InlineData("open open open open open open open open open open open open open open open open open open open open open open open")]
    [InlineData("科学研究资助计划为国际合作项目提供资金支持申请截止日期为十月一日科学研究资助计划为国际合作项目提供资金支持")]
    public void A_text_that_says_too_little_has_no_keys(string text)
    {
        TwinText.Of(text).Keys.ShouldBeEmpty();
        TwinText.Of(text).Likeness(TwinText.Of(text)).ShouldBeNull();
    }

    [Fact]
    public void Only_the_opening_counts()
    {
        var words = Enumerable.Range(0, 200).Select(i => $"w{i}").ToArray();
        Of(words).Keys.ShouldBe(Of([.. words.Take(80)]).Keys);
        Of(words).Keys.ShouldNotBe(Of([.. words.Take(79)]).Keys);
        var call = Calls.Of("ukri", "Photonic chips", "EPSRC", "1 October 2026");
        TwinText.Of(call with { Summary = "Short.", Description = Text }).Keys.ShouldBe(TwinText.Of(Text).Keys);
        TwinText.Of(call with { Summary = Text, Description = string.Join(' ', words) }).Keys.ShouldBe(TwinText.Of(Text).Keys);
    }

    private static TwinText Of(string[] words) => TwinText.Of(string.Join(' ', words));

    private static HashSet<(string, string)> Shingles(string[] words) => [.. words.Zip(words.Skip(1))];
}
