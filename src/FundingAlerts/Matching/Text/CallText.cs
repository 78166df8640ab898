using FundingAlerts.Opportunities;

namespace FundingAlerts.Matching.Text;

/// <summary>The words of a call, field by field, title first: what a query is held against.</summary>
public sealed class CallText
{
    private readonly List<(string Name, string Text)> _texts = [];
    private IReadOnlyList<CallTextField>? _fields;

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
                _texts.Add((name, text));
        }
    }

    public string Language { get; }

    /// <summary>The fields that have a text, not yet cut into words.</summary>
    public IReadOnlyList<(string Name, string Text)> Texts => _texts;

    /// <summary>Cut into words when first asked for: the index reads most calls without.</summary>
    public IReadOnlyList<CallTextField> Fields => _fields ??= [.. _texts.Select(t => new CallTextField(t.Name, t.Text, Language))];

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
