using System.Globalization;
using System.Text;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching.Queries;

/// <summary>
/// What somebody ticked and filled in, to be made one query: the values of one field are alternatives, the fields narrow each
/// other. Pure; what is empty asks for nothing.
/// </summary>
public sealed record QueryDraft
{
    /// <summary>Ids of topics; any of them.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>A query of its own: neuromorph* OR "spiking neural".</summary>
    public string Words { get; init; } = "";

    /// <summary>A call must be about a topic and hold the words; otherwise either is enough.</summary>
    public bool NeedsBoth { get; init; }

    /// <summary>NL, UK or NL+UK: for whom funded participation is possible.</summary>
    public string Eligible { get; init; } = "";

    /// <summary>Any of them.</summary>
    public IReadOnlyList<string> Funders { get; init; } = [];

    /// <summary>Any of them.</summary>
    public IReadOnlyList<OpportunityKind> Kinds { get; init; } = [];

    /// <summary>Types of action as funders print them; any of them.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>One award can be worth that much.</summary>
    public decimal? LeastAmount { get; init; }

    /// <summary>EUR, GBP.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>The next deadline is so many days away at least, or there is none.</summary>
    public int? LeastDays { get; init; }

    /// <summary>Two letters each; any of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Any of them.</summary>
    public IReadOnlyList<OpportunityStatus> Statuses { get; init; } = [];

    /// <summary>Words and phrases that a call must not hold; each may end in a '*'.</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>Keeps calls that do not say who may take part, what an award is worth, or when they close.</summary>
    public bool KeepsUnknown { get; init; } = true;

    /// <summary>Whether it says what to hear of; filters alone do too.</summary>
    public bool IsEmpty => Text.Length == 0;

    /// <summary>The query in the language of docs/query-language.md; empty where nothing is asked for.</summary>
    public string Text => string.Join(' ', Parts);

    /// <summary>All that a call must meet, each a query of its own.</summary>
    public IReadOnlyList<string> Parts =>
    [
        .. Subject(),
        .. AnyOf(Kinds.Where(k => k != OpportunityKind.Unknown).Select(k => $"{FacetNames.Type}:{Name(k)}")),
        .. AnyOf(Quoted(Types).Select(t => $"{FacetNames.Type}:{t}")),
        .. AnyOf(Quoted(Funders).Select(f => $"funder:{f}")),
        .. Eligible.Length == 0 ? [] : Known($"{FacetNames.Eligible}:{Eligible}", FacetNames.Unknown(FacetNames.Eligible)),
        .. LeastAmount is not { } least ? [] : Known(string.Create(CultureInfo.InvariantCulture, $"{FacetNames.Amount}>={least:0.##} {Currency}"), FacetNames.Unknown(FacetNames.Amount)),
        .. LeastDays is not { } days ? [] : Known(string.Create(CultureInfo.InvariantCulture, $"{FacetNames.Deadline}>={days}d"), FacetNames.Unknown(FacetNames.Deadline), "deadline:rolling"),
        .. AnyOf(Languages.Select(l => $"{FacetNames.Language}:{l}")),
        .. AnyOf(Statuses.Select(s => $"{FacetNames.Status}:{Name(s)}")),
        .. Quoted(Exclusions).Select(e => $"NOT {e}"),
    ];

    /// <summary>What is wrong with the words; null where nothing is.</summary>
    /// <param name="topics">The topics there are; null takes any name for one.</param>
    public QueryException? FaultIn(IReadOnlyCollection<string>? topics)
    {
        try
        {
            if (Words.Trim().Length > 0)
                QueryParser.Parse(Words.Trim(), topics);
            return null;
        }
        catch (QueryException fault)
        {
            return fault;
        }
    }

    /// <summary>Words as a word or a phrase of the query language: what would end it is left out. Null where no word is left.</summary>
    public static string? Quote(string words)
    {
        var bare = words.Trim();
        var isPrefix = bare.EndsWith('*');
        var text = new StringBuilder(bare.Length);
        foreach (var c in bare)
            text.Append(char.IsControl(c) || c == '*' || QueryParser.Quotes.Contains(c, StringComparison.Ordinal) ? ' ' : c);
        var inner = string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (Spellings.Of(inner, isPrefix).Count == 0)
            return null;
        var isWord = inner.All(char.IsAsciiLetterOrDigit) && inner is not ("AND" or "OR" or "NOT" or "NEAR");
        return (isWord ? inner : $"\"{inner}\"") + (isPrefix ? "*" : "");
    }

    private IEnumerable<string> Subject()
    {
        var about = Topics.Select(t => $"{QueryNames.Topic}:{t}").ToList();
        var words = Words.Trim();
        if (words.Length == 0)
            return AnyOf(about);
        if (NeedsBoth || about.Count == 0)
            return [.. AnyOf(about), Held(words, isAmongAlternatives: false)];
        return AnyOf(about.Append(Held(words, isAmongAlternatives: true)));
    }

    /// <summary>In parentheses where what stands beside it would part it.</summary>
    private string Held(string words, bool isAmongAlternatives)
    {
        try
        {
            return QueryParser.Parse(words) switch
            {
                Query.Or when !isAmongAlternatives && !IsOnlyWords => $"({words})",
                Query.And or Query.Not or Query.Near when isAmongAlternatives => $"({words})",
                _ => words,
            };
        }
        catch (QueryException)
        {
            return $"({words})";
        }
    }

    private bool IsOnlyWords => this with { Words = "" } is { IsEmpty: true };

    private IEnumerable<string> Known(string condition, string unknown, string? also = null) =>
        AnyOf([condition, .. also is null ? Array.Empty<string>() : [also], .. KeepsUnknown ? [unknown] : Array.Empty<string>()]);

    private static IEnumerable<string> AnyOf(IEnumerable<string> alternatives) => alternatives.Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => [],
        [var one] => [one],
        var several => [$"({string.Join(" OR ", several)})"],
    };

    private static IEnumerable<string> Quoted(IEnumerable<string> words) => words.Select(Quote).OfType<string>();

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
