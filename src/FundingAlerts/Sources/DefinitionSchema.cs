using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace FundingAlerts.Sources;

/// <summary>Holds a definition against <c>source.schema.json</c> and words each mistake for a person.</summary>
internal static class DefinitionSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(Load);

    public static IEnumerable<DefinitionFault> FaultsIn(DefinitionYaml yaml) =>
        from error in Schema.Value.Validate(yaml.Root!.ToJsonString())
        from plain in Innermost(error)
        let key = KeyOf(plain)
        select new DefinitionFault(yaml.LineOf(key), key, Message(plain, yaml.Root!, key));

    private static JsonSchema Load()
    {
        using var stream = typeof(DefinitionSchema).Assembly.GetManifestResourceStream("source.schema.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }

    // Where the schema leaves a choice, the person meant the form whose shape they wrote.
    private static IEnumerable<ValidationError> Innermost(ValidationError error)
    {
        if (error is not ChildSchemaValidationError choice)
            return [error];
        if (error.Kind is not (ValidationErrorKind.NotOneOf or ValidationErrorKind.NotAllOf))
            return choice.Errors.SelectMany(e => e.Value).SelectMany(Innermost);
        var meant = choice.Errors
            .Where(e => IsShapeOf(e.Key, e.Value))
            .Select(e => e.Value)
            .FirstOrDefault();
        return meant is null ? [error] : meant.SelectMany(Innermost);
    }

    private static bool IsShapeOf(JsonSchema schema, ICollection<ValidationError> errors) =>
        !errors.Any(e => e.Kind is ValidationErrorKind.ObjectExpected or ValidationErrorKind.ArrayExpected or ValidationErrorKind.StringExpected
            && ReferenceEquals(e.Schema.ActualSchema, schema.ActualSchema));

    // NJsonSchema writes "#/fields.title" and "#/rows.filters[0]".
    private static string KeyOf(ValidationError error) =>
        (error.Path ?? "").TrimStart('#', '/').Replace("/", ".", StringComparison.Ordinal);

    private static string Message(ValidationError error, JsonNode root, string key)
    {
        var schema = error.Schema.ActualSchema;
        var known = schema.ActualProperties.Keys;
        var name = error.Property ?? key[(key.LastIndexOf('.') + 1)..];
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"'{name}' is no key here. {NearestWord.To(name, known)}",
            ValidationErrorKind.PropertyRequired => $"The key '{name}' is missing. {schema.ActualProperties.GetValueOrDefault(name)?.Description}".TrimEnd(),
            ValidationErrorKind.NotInEnumeration => $"'{ValueAt(root, key)}' is not allowed. {NearestWord.To(ValueAt(root, key), schema.Enumeration.Select(e => e?.ToString() ?? ""))}",
            ValidationErrorKind.PatternMismatch => $"'{ValueAt(root, key)}' does not have the right form. {schema.Description}".TrimEnd(),
            ValidationErrorKind.StringExpected => $"Expected text. {schema.Description} Put numbers and true/false in quotes.",
            ValidationErrorKind.ObjectExpected => $"Expected keys and values, indented below. {schema.Description}",
            ValidationErrorKind.ArrayExpected => $"Expected a list, each line beginning with '- '. {schema.Description}",
            ValidationErrorKind.IntegerExpected or ValidationErrorKind.NumberExpected => $"Expected a number. {schema.Description}",
            ValidationErrorKind.BooleanExpected => $"Expected true or false. {schema.Description}",
            ValidationErrorKind.TooManyProperties or ValidationErrorKind.TooFewProperties => $"Expected just one key here, one of {string.Join(", ", known)}.",
            ValidationErrorKind.NumberTooBig => $"Write at most {schema.Maximum}. {schema.Description}".TrimEnd(),
            ValidationErrorKind.NumberTooSmall => $"Write at least {schema.Minimum}. {schema.Description}".TrimEnd(),
            ValidationErrorKind.StringTooLong => $"Write at most {schema.MaxLength} characters. {schema.Description}".TrimEnd(),
            ValidationErrorKind.StringTooShort or ValidationErrorKind.TooFewItems => $"This is empty. {schema.Description}".TrimEnd(),
            ValidationErrorKind.NotOneOf => $"Write {string.Join(", or ", schema.OneOf.Select(s => Form(s.ActualSchema)))}.",
            _ => $"This does not fit the format ({error.Kind}). {schema.Description}".TrimEnd(),
        };
    }

    private static string Form(JsonSchema schema) => schema switch
    {
        { Enumeration.Count: > 0 } => $"one of {string.Join(", ", schema.Enumeration)}",
        { MaxProperties: 1 } => $"one of {string.Join(", ", schema.ActualProperties.Keys)} with its argument",
        { Type: JsonObjectType.Array } => "a list of such, each beginning with '- '",
        _ => $"keys and values, indented below ({string.Join(", ", schema.ActualProperties.Keys)})",
    };

    private static string ValueAt(JsonNode root, string key)
    {
        var at = (JsonNode?)root;
        foreach (var step in key.Split('.', '['))
        {
            at = step.EndsWith(']') && int.TryParse(step[..^1], CultureInfo.InvariantCulture, out var index)
                ? (at as JsonArray)?.ElementAtOrDefault(index)
                : (at as JsonObject)?[step];
        }
        return at is JsonValue value ? value.ToString() : "";
    }
}
