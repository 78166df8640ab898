using System.Buffers;
using System.Text;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Queries;

/// <summary>The ways in which what somebody wrote may be written in a call.</summary>
internal static class Spellings
{
    // In shorter words ae, oe and ue are rarely a written-out umlaut.
    private const int ShortestWrittenOut = 6;
    private static readonly SearchValues<string> WrittenOut = SearchValues.Create(["ae", "oe", "ue"], StringComparison.OrdinalIgnoreCase);
    private static readonly (string Umlaut, string WrittenOut)[] Umlauts = [("ä", "ae"), ("ö", "oe"), ("ü", "ue")];

    /// <summary>
    /// The phrase as it is written; closed where hyphens part it ("neuro-inspired", neuroinspired); with umlauts and without
    /// (Förderung, Foerderung). Empty when there is no word in it.
    /// </summary>
    public static IReadOnlyList<Phrase> Of(string written, bool isPrefix)
    {
        if (HasOneForm(written))
            return Phrase.Of(written, isPrefix) is { } phrase ? [phrase] : [];
        return [.. Forms(WellFormed(written).Normalize(NormalizationForm.FormC)).Select(form => Phrase.Of(form, isPrefix)).OfType<Phrase>().Distinct()];
    }

    private static bool HasOneForm(string written) =>
        Ascii.IsValid(written)
        && !written.Contains('-', StringComparison.Ordinal)
        && (written.Length < ShortestWrittenOut || written.AsSpan().IndexOfAny(WrittenOut) < 0);

    private static IEnumerable<string> Forms(string written)
    {
        yield return written;
        if (written.Length > 2 && Close(written) is var closed && closed != written)
            yield return closed;
        var lower = written.ToLowerInvariant();
        foreach (var (umlaut, writtenOut) in Umlauts)
        {
            if (lower.Contains(umlaut, StringComparison.Ordinal))
                yield return lower.Replace(umlaut, writtenOut, StringComparison.Ordinal);
            if (lower.Length >= ShortestWrittenOut && lower.Contains(writtenOut, StringComparison.Ordinal))
                yield return lower.Replace(writtenOut, umlaut, StringComparison.Ordinal);
        }
    }

    // Halves of surrogate pairs and U+FFFE are no letters, and cannot be normalised.
    private static string WellFormed(string written) =>
        string.Concat(written.EnumerateRunes().Select(rune => rune == Rune.ReplacementChar || rune.Value == 0xFFFE ? " " : rune.ToString()));

    private static string Close(string written)
    {
        var closed = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            var joins = i > 0 && i < written.Length - 1 && written[i] is '-' or '\u2010' or '\u2011' && char.IsLetter(written[i - 1]) && char.IsLetter(written[i + 1]);
            if (!joins)
                closed.Append(written[i]);
        }
        return closed.ToString();
    }
}
