using System.Buffers;
using System.Globalization;

namespace FundingAlerts.Matching;

/// <summary>A query that cannot be read: where, and what to write instead.</summary>
/// <param name="Position">Index of the character in the query, from 0.</param>
public sealed class QueryException(int position, string message)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{message} (at character {position + 1})"))
{
    public int Position { get; } = position;
}

/// <summary>
/// Reads queries: words stand together with AND unless OR is between them; NOT or a leading '-' excludes; parentheses group;
/// "…" is a phrase; a trailing '*' is a prefix. AND, OR and NOT count only in capitals. Quotation marks and dashes may be
/// those that a word processor or a telephone makes of them.
/// </summary>
public sealed class QueryParser
{
    private const int MaxLength = 2_000;
    private const int MaxDepth = 30;
    private const string Quotes = "\"“”„‟«»＂";
    private const string Dashes = "-–—−";
    private static readonly SearchValues<char> AnyQuote = SearchValues.Create(Quotes);
    private readonly string _text;
    private int _at;
    private int _depth;

    private QueryParser(string text) => _text = text;

    /// <exception cref="QueryException">The query cannot be read; the message points at the character.</exception>
    public static Query Parse(string text)
    {
        if (text.Length > MaxLength)
            throw new QueryException(MaxLength, $"The query is longer than {MaxLength} characters: split it into several interests");
        if (string.IsNullOrWhiteSpace(text))
            throw new QueryException(0, "The query is empty: write a word, for example neuromorph*");
        var parser = new QueryParser(text);
        var query = parser.ReadOr();
        return parser.AtEnd
            ? query
            : throw new QueryException(parser._at, "This ')' closes nothing: remove it or add a '(' before");
    }

    private bool AtEnd
    {
        get
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
                _at++;
            return _at == _text.Length;
        }
    }

    private Query ReadOr()
    {
        var parts = new List<Query> { ReadAnd() };
        while (TakeOperator("OR"))
            parts.Add(ReadAnd());
        return parts.Count == 1 ? parts[0] : new Query.Or(parts);
    }

    private Query ReadAnd()
    {
        var parts = new List<Query> { ReadUnary() };
        while (TakeOperator("AND") || (!AtEnd && _text[_at] != ')' && !PeekOperator("OR")))
            parts.Add(ReadUnary());
        return parts.Count == 1 ? parts[0] : new Query.And(parts);
    }

    private Query ReadUnary()
    {
        var start = _at;
        if (AtEnd)
            throw new QueryException(_text.Length, "Something is missing at the end: write a word, or remove the last AND, OR or NOT");
        if (TakeOperator("NOT") || TakeDash())
        {
            if (++_depth > MaxDepth)
                throw TooDeep(start);
            var excluded = ReadUnary();
            _depth--;
            return new Query.Not(excluded);
        }
        if (PeekOperator("AND") || PeekOperator("OR"))
            throw new QueryException(_at, "A word is missing before this AND or OR: write one, or use lower case to search for the word itself");
        return _text[_at] switch
        {
            '(' => ReadGroup(),
            ')' => throw new QueryException(_at, "A word is missing before this ')': write one, or remove the parenthesis"),
            var c when Quotes.Contains(c, StringComparison.Ordinal) => ReadPhrase(),
            _ => ReadWord(),
        };
    }

    private Query ReadGroup()
    {
        var start = _at++;
        if (++_depth > MaxDepth)
            throw TooDeep(start);
        var inner = ReadOr();
        if (AtEnd || _text[_at] != ')')
            throw new QueryException(start, "This '(' is never closed: add a ')'");
        _at++;
        _depth--;
        return inner;
    }

    private Query.Phrase ReadPhrase()
    {
        var start = _at++;
        var end = _text.AsSpan(_at).IndexOfAny(AnyQuote);
        if (end < 0)
            throw new QueryException(start, "This quotation mark is never closed: add another one");
        var inner = _text.Substring(_at, end);
        var (words, isPrefix) = ReadWords(inner, _at);
        _at += end + 1;
        if (_at < _text.Length && _text[_at] == '*')
        {
            isPrefix = true;
            _at++;
        }
        return new($"\"{inner.Trim()}\"{(isPrefix && !inner.TrimEnd().EndsWith('*') ? "*" : "")}", words, isPrefix);
    }

    private Query.Phrase ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !IsMark(_text[_at]))
            _at++;
        var written = _text[start.._at];
        var (words, isPrefix) = ReadWords(written, start);
        return new(written, words, isPrefix);
    }

    private static (IReadOnlyList<string> Folded, bool IsPrefix) ReadWords(string written, int start)
    {
        var words = Words.In(written);
        if (words.Count == 0)
            throw new QueryException(start, "There is no word here: write letters or digits");
        var bare = written.TrimEnd().TrimEnd('*');
        var star = bare.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0)
            throw new QueryException(start + star, "A '*' can only stand at the end of a word: neuromorph*");
        return ([.. words.Select(w => w.Folded)], bare.Length < written.TrimEnd().Length);
    }

    private static QueryException TooDeep(int at) =>
        new(at, string.Create(CultureInfo.InvariantCulture, $"The query is nested too deeply: use at most {MaxDepth} parentheses or NOTs within each other"));

    private bool TakeDash()
    {
        if (AtEnd || !Dashes.Contains(_text[_at], StringComparison.Ordinal) || _at + 1 >= _text.Length || char.IsWhiteSpace(_text[_at + 1]))
            return false;
        _at++;
        return true;
    }

    private bool TakeOperator(string name)
    {
        if (!PeekOperator(name))
            return false;
        _at += name.Length;
        return true;
    }

    private bool PeekOperator(string name) =>
        !AtEnd
        && string.CompareOrdinal(_text, _at, name, 0, name.Length) == 0
        && (_at + name.Length == _text.Length || char.IsWhiteSpace(_text[_at + name.Length]) || IsMark(_text[_at + name.Length]));

    private static bool IsMark(char c) => c is '(' or ')' || Quotes.Contains(c, StringComparison.Ordinal);
}
