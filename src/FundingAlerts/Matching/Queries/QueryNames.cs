using F23.StringSimilarity;
using FundingAlerts.Matching.Text;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching.Queries;

/// <summary>The names that stand before a colon or a comparison in a query, and the values that some of them take.</summary>
/// <param name="topics">The topics there are; null takes any name for one.</param>
internal sealed class QueryNames(IReadOnlyCollection<string>? topics)
{
    public const string Topic = "topic";
    private const int LongestName = 20;

    /// <summary>Two letters wrong, swapped or missing are a slip of the hand.</summary>
    private const int Slip = 2;
    private const int ShortestMisspelt = 4;
    private static readonly Damerau Distance = new();

    private static readonly Dictionary<string, CallFields> TextFields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["title"] = CallFields.Title | CallFields.Call,
        ["text"] = CallFields.Summary | CallFields.Description,
        ["funder"] = CallFields.Funder,
        ["programme"] = CallFields.Programme | CallFields.Call | CallFields.Reference,
        ["program"] = CallFields.Programme | CallFields.Call | CallFields.Reference,
        ["type"] = CallFields.Type,
        ["reference"] = CallFields.Reference,
    };

    private static readonly string[] Facts =
        [Topic, FacetNames.Status, FacetNames.Language, FacetNames.Country, FacetNames.Eligible, FacetNames.Amount, FacetNames.Deadline];

    /// <summary>The letters before a colon or a comparison at a place, or null. A comparison may stand apart: amount &gt;= 500000.</summary>
    public static string? NameAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at <= LongestName && char.IsAsciiLetter(text[end]))
            end++;
        var mark = end;
        while (mark < text.Length && text[mark] == ' ')
            mark++;
        var isMarked = mark < text.Length && (text[mark] is '<' or '>' or '=' || (mark == end && text[mark] == ':'));
        return end > at && isMarked ? text[at..end] : null;
    }

    /// <exception cref="QueryException">It looks like a field and is none, or is asked in a way that it does not take.</exception>
    public static bool IsField(string name, string text, int at)
    {
        if (TextFields.ContainsKey(name))
        {
            return text[at + name.Length] == ':'
                ? true
                : throw new QueryException(at + name.Length, $"The field {name} takes a colon and words: {name}:research");
        }
        if (Facts.Contains(name, StringComparer.OrdinalIgnoreCase))
            return true;
        // "Challenge: health" and "http://" are words; only what nearly is a field is taken for one.
        if (name.Length >= ShortestMisspelt && Nearest(name, [.. TextFields.Keys, .. Facts]) is { } meant)
            throw new QueryException(at, $"There is no field '{name}': did you mean {meant}? For the words themselves put them in quotation marks");
        return false;
    }

    public static CallFields? TextFieldsOf(string name) => TextFields.TryGetValue(name, out var fields) ? fields : null;

    /// <summary>type:fellowship asks for the kind of funding too, not only for the word.</summary>
    public static Query WithKind(string name, Query query) =>
        name.Equals(FacetNames.Type, StringComparison.OrdinalIgnoreCase) && query is Query.Term term && Enum.TryParse<OpportunityKind>(term.Written.Trim('"'), ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsDigit(term.Written[0])
            ? new Query.Or([new Query.Where($"{name}:{term.Written}", new Condition.Has(FacetNames.Value(FacetNames.Type, kind.ToString()))), term])
            : query;

    /// <exception cref="QueryException">There is no such topic.</exception>
    public void CheckTopic(string topic, int at)
    {
        if (topics is null || topics.Contains(topic))
            return;
        var meant = Nearest(topic, topics) ?? topics.FirstOrDefault(t => t.StartsWith(topic, StringComparison.Ordinal));
        throw new QueryException(at, meant is not null
            ? $"There is no topic '{topic}': did you mean topic:{meant}?"
            : $"There is no topic '{topic}'. There are: {string.Join(", ", topics.Order(StringComparer.Ordinal))}");
    }

    public static string? Nearest(string name, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Distance: Distance.Distance(name.ToLowerInvariant(), k))).Where(k => k.Distance <= Slip).OrderBy(k => k.Distance).Select(k => k.Name).FirstOrDefault();
}
