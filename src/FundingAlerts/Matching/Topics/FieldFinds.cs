using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>All that was found in one field of a call, with what the field looks like around it.</summary>
internal sealed class FieldFinds(CallTextField text, IReadOnlyList<FoundCue> cues)
{
    private readonly Lazy<SentenceMap> _sentences = new(() => new(text.Text, text.Words));
    private HashSet<int>? _boilerplate;

    public CallTextField Field => text;

    public IReadOnlyList<FoundCue> Cues => cues;

    public SentenceMap Sentences => _sentences.Value;

    public static FieldFinds In(CallTextField field, PhraseTable<Cue> phrases) =>
        new(field, [.. phrases.In(field.Words).Select(f => new FoundCue(f.First, f.First + f.Count - 1, f.Meaning))]);

    public ReadOnlySpan<char> TextOf(FoundCue found) => text.Text.AsSpan(text.Words[found.First].Start, LengthOf(found));

    public int LengthOf(FoundCue found)
    {
        var (first, last) = (text.Words[found.First], text.Words[found.Last]);
        return last.Start + last.Length - first.Start;
    }

    /// <summary>Whether a comma, bracket or full stop stands within: "… in memory. Computing …".</summary>
    public bool IsBroken(FoundCue found)
    {
        for (var word = found.First + 1; word <= found.Last; word++)
        {
            if (Sentences.Before(word) is Gap.Item or Gap.Edge or Gap.Sentence)
                return true;
        }
        return false;
    }

    public bool IsBoilerplate(FoundCue found)
    {
        _boilerplate ??= [.. cues.Where(c => c.Cue is Cue.Boilerplate).Select(c => Sentences.SentenceOf(c.First))];
        return _boilerplate.Contains(Sentences.SentenceOf(found.First));
    }

    public bool IsSameSentence(FoundCue one, FoundCue other) => Sentences.SentenceOf(one.First) == Sentences.SentenceOf(other.First);
}
