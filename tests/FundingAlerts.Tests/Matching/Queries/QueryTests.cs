using System.Globalization;
using System.Text;
using CsCheck;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Queries;

public sealed class QueryTests
{
    private static readonly string[] Vocabulary =
        ["chip", "chips", "Neuromorphic", "neuro", "élan", "Straße", "brain", "inspired", "ai", "ÉLANCÉS", "Łódź", "類神經", "ｅｄｇｅ", "not", "or"];

    private static readonly Gen<string> Word = Pick.From(Vocabulary);

    private static readonly Gen<string> Text =
        Gen.Select(Word, Pick.From(" ", "-", ", ", "\n", " · ", "’"), (word, gap) => word + gap).Array[0, 12].Select(string.Concat);

    private static readonly Gen<(string Title, string Summary)> Call = Gen.Select(Text, Text);

    private static readonly Gen<string> Term = Gen.OneOf(
        Word,
        Word.Select(w => w[..1] + "*"),
        Word.Select(w => w + "*"),
        Gen.Select(Word, Word, (a, b) => $"\"{a} {b}\""),
        Gen.Select(Word, Word, (a, b) => $"{a}-{b}*"));

    private static readonly Gen<string> AnyQuery = Nested(3);

    private static Gen<string> Nested(int depth) => depth == 0
        ? Term
        : Gen.OneOf(
            Term,
            Gen.Select(Nested(depth - 1), Nested(depth - 1), (a, b) => $"({a}) OR ({b})"),
            Gen.Select(Nested(depth - 1), Nested(depth - 1), (a, b) => $"({a}) ({b})"),
            Nested(depth - 1).Select(a => $"NOT ({a})"));

    [Fact]
    public void A_reason_names_the_term_the_field_and_the_words_found()
    {
        var call = new CallText(("title", "Future computing"), ("summary", "A network for neuromorphic and brain-inspired\n computing in Europe."));
        var reasons = QueryParser.Parse("neuromorph* OR \"brain inspired\" OR quantum").Match(call)!;
        reasons.ShouldBe(
        [
            new("neuromorph*", "summary", new("A network for ", "neuromorphic", " and brain-inspired computing in Europe.")),
            new("\"brain inspired\"", "summary", new("A network for neuromorphic and ", "brain-inspired", " computing in Europe.")),
        ]);
        QueryParser.Parse("-quantum").Match(call)!.ShouldBeEmpty();
        QueryParser.Parse("neuromorphic NOT network").Match(call).ShouldBeNull();
    }

    [Fact]
    public void A_phrase_does_not_go_from_one_field_into_the_next()
    {
        Matches("\"spiking neural\"", ("spiking", "neural")).ShouldBeFalse();
        Matches("\"spiking neural\"", ("spiking, neural", "")).ShouldBeTrue();
        Matches("neuro", ("neurodegenerative", "")).ShouldBeFalse();
        Matches("neuro*", ("neurodegenerative", "")).ShouldBeTrue();
    }

    [Fact]
    public void An_or_part_never_loses_a_match_and_an_and_part_never_gains_one() =>
        Gen.Select(AnyQuery, AnyQuery, Call).Sample(
            (a, b, call) =>
            {
                if (Matches(a, call))
                    Matches($"({a}) OR ({b})", call).ShouldBeTrue();
                if (Matches($"({a}) AND ({b})", call))
                    Matches(a, call).ShouldBeTrue();
                Matches($"({a}) OR ({b})", call).ShouldBe(Matches($"({b}) OR ({a})", call));
                Matches($"NOT NOT ({a})", call).ShouldBe(Matches(a, call));
                Matches($"NOT ({a})", call).ShouldBe(!Matches(a, call));
            },
            iter: 3_000);

    [Fact]
    public void Case_and_diacritics_make_no_difference() =>
        Gen.Select(AnyQuery, Call).Sample(
            (query, call) =>
            {
                var expected = Matches(query, call);
                foreach (var change in new Func<string, string>[] { s => s.ToUpperInvariant(), s => s.ToLowerInvariant(), Bare, s => s.Normalize(NormalizationForm.FormD) })
                    Matches(query, (change(call.Title), change(call.Summary))).ShouldBe(expected);
                // Of the query, operators must stay what they are.
                Matches(Bare(query), call).ShouldBe(expected);
            },
            iter: 3_000);

    [Fact]
    public void A_plain_reference_evaluator_agrees() =>
        Gen.Select(AnyQuery, Call).Sample(
            (query, call) => Matches(query, call).ShouldBe(Reference(QueryParser.Parse(query), [Words.In(call.Title), Words.In(call.Summary)])),
            iter: 5_000);

    [Fact]
    public void A_snippet_is_short_one_line_whole_words_and_never_half_a_pair() =>
        Gen.Select(Gen.String[Gen.OneOf(Pick.From("ab \n\t\u001B-".ToCharArray()), Gen.Char), 0, 200], Gen.String[Gen.Char, 0, 200]).Sample(
            (before, after) =>
            {
                var text = WellFormed(before) + " neuromorphic 😀 " + WellFormed(after);
                var snippet = QueryParser.Parse("neuromorphic").Match(new CallText(("title", text)))![0].Snippet;
                snippet.Found.ShouldBe("neuromorphic");
                foreach (var part in new[] { snippet.Before, snippet.Found, snippet.After })
                {
                    part.Length.ShouldBeLessThanOrEqualTo(62);
                    part.ShouldNotContain(c => char.IsControl(c));
                    part.ShouldBe(WellFormed(part));
                }
            },
            iter: 5_000);

    [Fact]
    public void Even_a_word_of_ten_thousand_letters_makes_a_short_snippet()
    {
        var found = QueryParser.Parse("x*").Match(new CallText(("title", "x" + string.Concat(Enumerable.Repeat("𝐍", 5_000)))))![0].Snippet.Found;
        found.Length.ShouldBeLessThanOrEqualTo(200);
        found.ShouldBe(WellFormed(found));
    }

    private static bool Matches(string query, (string Title, string Summary) call) =>
        QueryParser.Parse(query).Match(new CallText(("title", call.Title), ("summary", call.Summary))) is not null;

    // Compares at every place, without the matcher's tables.
    private static bool Reference(Query query, IReadOnlyList<Word>[] fields) => query switch
    {
        Query.Term term => fields.Any(words => Enumerable.Range(0, words.Count).Any(at => term.Spellings.Any(s => StandsAt(words, at, s)))),
        Query.And and => and.Parts.All(p => Reference(p, fields)),
        Query.Or or => or.Parts.Any(p => Reference(p, fields)),
        Query.Not not => !Reference(not.Excluded, fields),
        _ => throw new InvalidOperationException(),
    };

    private static bool StandsAt(IReadOnlyList<Word> words, int at, Phrase phrase)
    {
        if (phrase is { IsPrefix: false, Words: [{ IsCapital: false } only] } && words[at].JoinsNext && Words.In(words[at].Folded + words[at + 1].Folded) is [var joined] && joined.Key == only.Key)
            return true;
        return at + phrase.Words.Count <= words.Count && phrase.Words.Index().All(w => phrase.IsPrefix && w.Index == phrase.Words.Count - 1
            ? words[at + w.Index].Folded.StartsWith(w.Item.Folded, StringComparison.Ordinal) && (!w.Item.IsCapital || words[at + w.Index].IsCapital)
            : words[at + w.Index].Key == w.Item.Key && (!w.Item.IsCapital || words[at + w.Index].IsCapital));
    }

    private static string Bare(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
