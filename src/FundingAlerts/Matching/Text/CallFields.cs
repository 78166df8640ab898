namespace FundingAlerts.Matching.Text;

/// <summary>The fields of a call that hold text.</summary>
[Flags]
public enum CallFields
{
    None = 0,
    Title = 1,

    /// <summary>The title of the campaign that the call belongs to.</summary>
    Call = 1 << 1,
    Topics = 1 << 2,
    Summary = 1 << 3,
    Description = 1 << 4,
    Programme = 1 << 5,
    Type = 1 << 6,
    Funder = 1 << 7,
    Reference = 1 << 8,
    Any = (1 << 9) - 1,
}

/// <summary>The fields by the names that <see cref="CallText.FieldsOf"/> gives them.</summary>
internal static class CallFieldNames
{
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    public static CallFields Of(string name) => name switch
    {
        "title" => CallFields.Title,
        "call" => CallFields.Call,
        "topics" => CallFields.Topics,
        "summary" => CallFields.Summary,
        "description" => CallFields.Description,
        "programme" => CallFields.Programme,
        "type" => CallFields.Type,
        "funder" => CallFields.Funder,
        "reference" => CallFields.Reference,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A call has no such field."),
    };
}
