using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching.Text;

/// <summary>The words of a call, field by field, title first: what a query is held against.</summary>
public sealed class CallText
{
    private readonly List<CallTextField> _fields = [];

    /// <param name="fields">Name and text, in the order in which reasons should be looked for.</param>
    public CallText(params IEnumerable<(string Name, string? Text)> fields)
        : this("", fields)
    {
    }

    /// <param name="language">BCP 47, where known.</param>
    /// <param name="fields">Name and text, in the order in which reasons should be looked for.</param>
    public CallText(string language, IEnumerable<(string Name, string? Text)> fields)
    {
        Language = language;
        foreach (var (name, text) in fields)
        {
            if (!string.IsNullOrWhiteSpace(text))
                _fields.Add(new(name, text, language));
        }
    }

    public string Language { get; }

    public IReadOnlyList<CallTextField> Fields => _fields;

    public static CallText Of(Opportunity call) => new(call.Language, FieldsOf(call));

    /// <summary>Name and text of all fields. Topics and funders are a field each: no phrase goes from one into the next.</summary>
    public static IEnumerable<(string Name, string? Text)> FieldsOf(Opportunity call) =>
    [
        ("title", call.Title),
        ("call", call.Call?.Title),
        .. call.Topics.Select(t => ("topics", (string?)t)),
        ("summary", call.Summary),
        ("description", call.Description),
        ("programme", call.Programme),
        ("type", call.Type),
        .. call.Funders.Select(f => ("funder", (string?)f.Name)),
        ("reference", call.Reference),
    ];
}
