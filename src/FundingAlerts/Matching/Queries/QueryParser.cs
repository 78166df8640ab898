using System.Buffers;
using System.Globalization;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Queries;

/// <summary>
/// Reads queries: words stand together with AND unless OR is between them; NOT or a leading '-' excludes; parentheses group;
/// "…" is a phrase; a trailing '*' is a prefix; NEAR/3 asks for two terms close to each other; name:value asks for a field or a
/// fact. AND, OR, NOT and NEAR count only in capitals. Quotation marks and dashes may be those that a word processor or a
/// telephone makes of them. The whole language: docs/query-language.md.
/// </summary>
public sealed class QueryParser
{
    internal const string Quotes = "\"“”„‟«»＂";
    private const int MaxLength = 2_000;
    private const int MaxDepth = 30;
    private const int DefaultBetween = 5;
    private const int MostBetween = 50;
    private const string Dashes = "-–—−";
    private static readonly SearchValues<char> AnyQuote = SearchValues.Create(Quotes);
    private readonly string _text;
    private readonly QueryNames _names;
    private CallFields _fields = CallFields.Any;
    private int _at;
    private int _depth;

    private QueryParser(string text, QueryNames names) => (_text, _names) = (text, names);

    /// <param name="topics">The topics there are; null takes any name for one.</param>
    /// <exception cref="QueryException">The query cannot be read; the message points at the character.</exception>
    public static Query Parse(string text, IReadOnlyCollection<string>? topics = null)
    {
        if (text.Length > MaxLength)
            throw new QueryException(MaxLength, $"The query is longer than {MaxLength} characters: split it into several interests");
        if (string.IsNullOrWhiteSpace(text))
            throw new QueryException(0, "The query is empty: write a word, for example neuromorph*");
        var parser = new QueryParser(text, new(topics));
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
        var parts = new List<Query> { ReadNear() };
        while (TakeOperator("AND") || (!AtEnd && _text[_at] != ')' && !PeekOperator("OR")))
            parts.Add(ReadNear());
        return parts.Count == 1 ? parts[0] : new Query.And(parts);
    }

    private Query ReadNear()
    {
        var start = AtEnd ? _text.Length : _at;
        var left = ReadUnary();
        var pairs = new List<Query>();
        while (TakeNear() is { } between)
        {
            var next = AtEnd ? _text.Length : _at;
            var right = ReadUnary();
            pairs.Add(new Query.Near(OneTerm(left, start), OneTerm(right, next), between));
            (left, start) = (right, next);
        }
        return pairs.Count switch { 0 => left, 1 => pairs[0], _ => new Query.And(pairs) };
    }

    private static Query.Term OneTerm(Query query, int at) => query switch
    {
        Query.Term term => term,
        Query.Or several when several.Parts.OfType<Query.Term>().ToList() is var terms && terms.Count == several.Parts.Count && terms.TrueForAll(t => t.Fields == terms[0].Fields) =>
            new($"({string.Join(" OR ", terms.Select(t => t.Written))})", [.. terms.SelectMany(t => t.Spellings).Distinct()], terms[0].Fields),
        _ => throw new QueryException(at, "NEAR stands between words or phrases, or several of them with OR in parentheses: (chip OR device) NEAR/3 memory"),
    };

    private Query ReadUnary()
    {
        var start = _at;
        if (AtEnd)
            throw new QueryException(_text.Length, "Something is missing at the end: write a word, or remove the last AND, OR, NOT or NEAR");
        if (TakeOperator("NOT") || TakeDash())
            return Nested(start, () => new Query.Not(ReadUnary()));
        if (PeekOperator("AND") || PeekOperator("OR") || PeekNear())
            throw new QueryException(_at, "A word is missing before this AND or OR: write one, or use lower case to search for the word itself");
        return _text[_at] switch
        {
            '(' => ReadGroup(),
            ')' => throw new QueryException(_at, "A word is missing before this ')': write one, or remove the parenthesis"),
            var c when IsQuote(c) => ReadPhrase(),
            _ => ReadField() ?? ReadWord(),
        };
    }

    private Query Nested(int start, Func<Query> read)
    {
        if (++_depth > MaxDepth)
            throw new QueryException(start, string.Create(CultureInfo.InvariantCulture, $"The query is nested too deeply: use at most {MaxDepth} parentheses or NOTs within each other"));
        var query = read();
        _depth--;
        return query;
    }

    private Query ReadGroup()
    {
        var start = _at++;
        return Nested(start, () =>
        {
            var inner = ReadOr();
            if (AtEnd || _text[_at] != ')')
                throw new QueryException(start, "This '(' is never closed: add a ')'");
            _at++;
            return inner;
        });
    }

    private Query.Term ReadPhrase()
    {
        var start = _at++;
        var end = _text.AsSpan(_at).IndexOfAny(AnyQuote);
        if (end < 0)
            throw new QueryException(start, "This quotation mark is never closed: add another one");
        var inner = _text.Substring(_at, end);
        var from = _at;
        _at += end + 1;
        var isPrefix = _at < _text.Length && _text[_at] == '*';
        if (isPrefix)
            _at++;
        return ReadTerm(inner, from, isPrefix, inner => $"\"{inner.Trim()}\"{(isPrefix && !inner.TrimEnd().EndsWith('*') ? "*" : "")}");
    }

    private Query.Term ReadWord()
    {
        var start = _at;
        _at = EndOfWord();
        return ReadTerm(_text[start.._at], start, isPrefix: false, word => word);
    }

    private int EndOfWord()
    {
        var end = _at;
        while (end < _text.Length && !char.IsWhiteSpace(_text[end]) && !IsMark(_text[end]))
            end++;
        return end;
    }

    private Query.Term ReadTerm(string written, int start, bool isPrefix, Func<string, string> say)
    {
        var bare = written.TrimEnd().TrimEnd('*');
        var spellings = Spellings.Of(bare, isPrefix || bare.Length < written.TrimEnd().Length);
        if (spellings.Count == 0)
            throw new QueryException(start, "There is no word here: write letters or digits");
        if (bare.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star)
            throw new QueryException(start + star, "A '*' can only stand at the end of a word: neuromorph*");
        return new(say(written), spellings, _fields);
    }

    /// <summary>Null when what stands here is no field; then nothing is taken.</summary>
    private Query? ReadField()
    {
        if (QueryNames.NameAt(_text, _at) is not { } name || !QueryNames.IsField(name, _text, _at))
            return null;
        var start = _at;
        _at += name.Length;
        if (QueryNames.TextFieldsOf(name) is not { } fields)
            return ReadFact(name, start);
        _at++;
        if (AtEnd || _text[_at] == ')')
            throw new QueryException(start, $"After {name}: a word, a phrase or a group is missing: {name}:research");
        var outer = _fields;
        _fields = fields;
        var query = _text[_at] == '(' ? ReadGroup() : IsQuote(_text[_at]) ? ReadPhrase() : ReadWord();
        _fields = outer;
        return QueryNames.WithKind(name, query);
    }

    private Query ReadFact(string name, int start)
    {
        var value = QueryFacts.ValueAt(_text, name, _at);
        _at += value.Length;
        return QueryFacts.Read(name, value, start, _text[start.._at].Trim(), _names);
    }

    private bool TakeDash()
    {
        if (AtEnd || char.IsAsciiLetterOrDigit(_text[_at]) || !Dashes.Contains(_text[_at], StringComparison.Ordinal) || _at + 1 >= _text.Length || char.IsWhiteSpace(_text[_at + 1]))
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
        && _text[_at] == name[0]
        && string.CompareOrdinal(_text, _at, name, 0, name.Length) == 0
        && (_at + name.Length == _text.Length || char.IsWhiteSpace(_text[_at + name.Length]) || IsMark(_text[_at + name.Length]));

    private bool PeekNear() => PeekOperator("NEAR") || (!AtEnd && _text[_at] == 'N' && string.CompareOrdinal(_text, _at, "NEAR/", 0, 5) == 0);

    /// <summary>How many words may lie between; null when no NEAR stands here.</summary>
    private int? TakeNear()
    {
        if (!PeekNear())
            return null;
        var start = _at;
        var end = EndOfWord();
        var number = _text[_at..end]["NEAR".Length..];
        _at = end;
        if (number.Length == 0)
            return DefaultBetween;
        return int.TryParse(number.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var between) && between is >= 0 and <= MostBetween
            ? between
            : throw new QueryException(start, $"NEAR takes the number of words between, up to {MostBetween}: NEAR/3");
    }

    private static bool IsQuote(char c) => c == Quotes[0] || (!char.IsAscii(c) && Quotes.Contains(c, StringComparison.Ordinal));

    private static bool IsMark(char c) => c is '(' or ')' || IsQuote(c);
}
