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
/// "…" is a phrase; a trailing '*' is a prefix. AND, OR and NOT count only in capitals.
/// </summary>
public sealed class QueryParser
{
    private const int MaxLength = 2_000;
    private const int MaxDepth = 30;
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
                throw new QueryException(start, "The query is nested too deeply");
            var excluded = ReadUnary();
            _depth--;
            return new Query.Not(excluded);
        }
        if (PeekOperator("AND") || PeekOperator("OR"))
            throw new QueryException(_at, "A word is missing before this AND or OR: write one, or use lower case to search for the word itself");
        return _text[_at] switch
        {
            '(' => ReadGroup(),
            ')' => throw new QueryException(_at, "A word is missing before this ')'"),
            '"' or '“' or '”' or '„' => ReadPhrase(),
            _ => ReadWord(),
        };
    }

    private Query ReadGroup()
    {
        var start = _at++;
        if (++_depth > MaxDepth)
            throw new QueryException(start, "The query is nested too deeply");
        var inner = ReadOr();
        if (AtEnd || _text[_at] != ')')
            throw new QueryException(start, "This '(' is never closed: add a ')'");
        _at++;
        _depth--;
        return inner;
    }

    private Query ReadPhrase()
    {
        var start = _at++;
        var end = _text.AsSpan(_at).IndexOfAny("\"“”„");
        if (end < 0)
            throw new QueryException(start, "This quotation mark is never closed: add another one");
        var inner = _text.Substring(_at, end);
        _at += end + 1;
        var isPrefix = inner.EndsWith('*');
        if (_at < _text.Length && _text[_at] == '*')
        {
            isPrefix = true;
            _at++;
        }
        return ToPhrase(inner, isPrefix, start);
    }

    private Query ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('(' or ')' or '"' or '“' or '”' or '„'))
            _at++;
        var written = _text[start.._at];
        return ToPhrase(written, written.EndsWith('*'), start);
    }

    private static Query.Phrase ToPhrase(string written, bool isPrefix, int start)
    {
        var words = Words.In(written);
        if (words.Count == 0)
            throw new QueryException(start, $"'{written}' holds no word: write letters or digits");
        var star = written.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && star != written.Length - 1)
            throw new QueryException(start + star, "A '*' can only stand at the end of a word: neuromorph*");
        return new(written.TrimEnd('*') + (isPrefix ? "*" : ""), [.. words.Select(w => w.Folded)], isPrefix);
    }

    private bool TakeDash()
    {
        if (AtEnd || _text[_at] != '-' || _at + 1 >= _text.Length || char.IsWhiteSpace(_text[_at + 1]))
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
        && (_at + name.Length == _text.Length || char.IsWhiteSpace(_text[_at + name.Length]) || _text[_at + name.Length] is '(' or ')' or '"');
}
