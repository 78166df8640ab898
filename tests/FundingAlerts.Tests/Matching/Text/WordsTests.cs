using System.Text;
using CsCheck;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Text;

public sealed class WordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Neuromorphic Computing", "neuromorphic computing")]
    [InlineData("brain-inspired, brain‐inspired", "brain inspired brain inspired")]
    [InlineData("l'énergie d’Élan", "l energie d elan")]
    [InlineData("STRASSE Straße STRAẞE", "strasse strasse strasse")]
    [InlineData("brein-geïnspireerde", "brein geinspireerde")]
    [InlineData("ｎｅｕｒｏ ﬁeld ①", "neuro field")]
    [InlineData("Ålborg Łódź Ærø œuvre", "alborg lodz aero oeuvre")]
    [InlineData("ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ")]
    [InlineData("İstanbul Isparta ısparta", "istanbul isparta isparta")]
    [InlineData("neuro\u00ADmorphic", "neuromorphic")] // a soft hyphen is no hyphen
    [InlineData("zero\u200Bwidth", "zero width")]
    [InlineData("\u0301 e\u0301", "e")] // a mark on its own is no word
    [InlineData("a\uD800b \uDC00", "a b")] // halves of pairs
    [InlineData("𝐍𝐞𝐮𝐫𝐨 😀 𐐀", "neuro 𐐨")]
    [InlineData("HORIZON-JU-CHIPS-2026-3-RIA", "horizon ju chips 2026 3 ria")]
    public void Text_is_cut_into_folded_words(string text, string expected) =>
        string.Join(' ', Words.In(text).Select(w => w.Folded)).ShouldBe(expected);

    [Fact]
    public void Any_string_has_words_that_lie_within_it_and_never_cut_a_pair() =>
        Gen.String[Gen.Char, 0, 40].Sample(
            text =>
            {
                var end = 0;
                foreach (var word in Words.In(text))
                {
                    word.Start.ShouldBeGreaterThanOrEqualTo(end);
                    word.Length.ShouldBePositive();
                    word.Folded.ShouldNotBeNullOrWhiteSpace();
                    end = word.Start + word.Length;
                    end.ShouldBeLessThanOrEqualTo(text.Length);
                    char.IsLowSurrogate(text[word.Start]).ShouldBeFalse();
                    char.IsHighSurrogate(text[end - 1]).ShouldBeFalse();
                }
            },
            iter: 20_000);

    [Fact]
    public void Every_letter_folds_to_itself_once_folded_and_as_its_capital_does()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.TryCreate(value, out var rune) || !Rune.IsLetterOrDigit(rune))
                continue;
            var folded = Fold(rune.ToString());
            Fold(folded).ShouldBe(folded, $"U+{value:X4}");
            Fold(rune.ToString().ToUpperInvariant()).ShouldBe(folded, $"U+{value:X4}");
            Fold(rune.ToString().ToLowerInvariant()).ShouldBe(folded, $"U+{value:X4}");
        }
    }

    private static string Fold(string text) => string.Concat(Words.In(text).Select(w => w.Folded));
}
