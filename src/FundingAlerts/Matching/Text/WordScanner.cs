using System.Text;

namespace FundingAlerts.Matching.Text;

/// <summary>
/// Walks through the words of a text without allocating: runs of letters and digits, without case and diacritics.
/// Hyphens, slashes and apostrophes part words, so "brain-inspired" and "brain inspired" are the same two words.
/// Any string will do, halves of surrogate pairs are no letters.
/// </summary>
/// <param name="text">What to cut.</param>
/// <param name="buffer">Room for a word and its key: <see cref="BufferLength"/> characters.</param>
internal ref struct WordScanner(ReadOnlySpan<char> text, Span<char> buffer)
{
    public const int BufferLength = 2 * Longest;

    /// <summary>Longer words, which nobody writes, are folded apart and are their own key.</summary>
    private const int Longest = 64;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _folded = buffer[..Longest];
    private readonly Span<char> _key = buffer[Longest..];
    private int _at = 0;

    /// <summary>The word as <see cref="Word.Folded"/>; until the next one.</summary>
    public ReadOnlySpan<char> Folded { get; private set; }

    /// <summary>The word as <see cref="Word.Key"/>; until the next one.</summary>
    public ReadOnlySpan<char> Key { get; private set; }

    public int Start { get; private set; }

    public readonly int Length => _at - Start;

    /// <summary>As <see cref="Word.JoinsNext"/>: by the hyphen of the keyboard, Unicode's own or the one that does not break.</summary>
    public readonly bool JoinsNext => _at + 1 < _text.Length && _text[_at] is '-' or '\u2010' or '\u2011' && char.IsLetterOrDigit(_text[_at + 1]);

    public readonly bool IsCapital => Acronyms.Is(_text[Start.._at]);

    public bool Next()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] < WordFolding.Tabled ? TryTabled() : TryAny())
                return true;
        }
        return false;
    }

    private bool TryTabled()
    {
        Start = _at;
        var length = 0;
        for (; _at < _text.Length && _text[_at] < WordFolding.Tabled; _at++)
        {
            if (WordFolding.FoldedChar(_text[_at]) is not '\0' and var folded && length < Longest)
                _folded[length++] = folded;
            else if (WordFolding.FoldedText(_text[_at]) is not { } several)
                break;
            else if (length + several.Length > Longest)
                return TryAnyAt(Start);
            else
                length += Put(several, length);
        }
        // What comes next may still belong to the word: a mark, a letter of another script, a soft hyphen.
        if (_at < _text.Length && (_text[_at] >= WordFolding.Tabled || _text[_at] == '\u00AD') && GoesOnHere())
            return TryAnyAt(Start);
        if (length == 0)
        {
            _at++;
            return false;
        }
        Folded = _folded[..length];
        Folded.CopyTo(_key);
        Key = _key[..WordForms.Reduce(_key[..length])];
        return true;
    }

    private readonly int Put(string several, int at)
    {
        several.CopyTo(_folded[at..]);
        return several.Length;
    }

    private readonly bool GoesOnHere() =>
        Rune.DecodeFromUtf16(_text[_at..], out var rune, out _) == System.Buffers.OperationStatus.Done && WordFolding.GoesOn(rune);

    private bool TryAnyAt(int start)
    {
        _at = start;
        return TryAny();
    }

    private bool TryAny()
    {
        Start = _at;
        if (Rune.DecodeFromUtf16(_text[_at..], out var first, out var length) != System.Buffers.OperationStatus.Done)
        {
            _at++;
            return false;
        }
        _at += length;
        if (!Rune.IsLetterOrDigit(first))
            return false;
        _at = WordFolding.End(_text, _at);
        var folded = WordFolding.Fold(_text[Start.._at].ToString());
        // Unicode has letters that are nothing but a diacritic.
        if (string.IsNullOrWhiteSpace(folded))
            return false;
        Folded = folded;
        Key = folded;
        if (folded.Length <= Longest)
        {
            folded.CopyTo(_key);
            Key = _key[..WordForms.Reduce(_key[..folded.Length])];
        }
        return true;
    }
}
