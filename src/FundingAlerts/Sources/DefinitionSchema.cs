using System.Text.Json.Nodes;
using F23.StringSimilarity;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace FundingAlerts.Sources;

/// <summary>Holds a definition against <c>source.schema.json</c> and words each mistake for a person.</summary>
internal static class DefinitionSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(Load);
    private static readonly Damerau Distance = new();

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
    private static string KeyOf(ValidationError error)
    {
        var key = (error.Path ?? "").TrimStart('#', '/').Replace("/", ".", StringComparison.Ordinal);
        return key;
    }

    private static string Message(ValidationError error, JsonNode root, string key)
    {
        var schema = error.Schema.ActualSchema;
        var known = schema.ActualProperties.Keys;
        var name = error.Property ?? key[(key.LastIndexOf('.') + 1)..];
        return error.Kind switch
        {
            ValidationErrorKind.NoAdditionalPropertiesAllowed => $"'{name}' is no key here. {Nearest(name, known)}",
            ValidationErrorKind.PropertyRequired => $"The key '{name}' is missing. {schema.ActualProperties.GetValueOrDefault(name)?.Description}".TrimEnd(),
            ValidationErrorKind.NotInEnumeration => $"'{ValueAt(root, key)}' is not allowed. {Nearest(ValueAt(root, key), schema.Enumeration.Select(e => e?.ToString() ?? ""))}",
            ValidationErrorKind.PatternMismatch => $"'{ValueAt(root, key)}' does not have the right form. {schema.Description}".TrimEnd(),
            ValidationErrorKind.StringExpected => $"Expected text. {schema.Description} Put numbers and true/false in quotes.",
            ValidationErrorKind.ObjectExpected => $"Expected keys and values, indented below. {schema.Description}",
            ValidationErrorKind.ArrayExpected => $"Expected a list, each line beginning with '- '. {schema.Description}",
            ValidationErrorKind.IntegerExpected or ValidationErrorKind.NumberExpected => $"Expected a number. {schema.Description}",
            ValidationErrorKind.BooleanExpected => $"Expected true or false. {schema.Description}",
            ValidationErrorKind.TooManyProperties or ValidationErrorKind.TooFewProperties => $"Expected just one key here, one of {string.Join(", ", known)}.",
            _ => $"This does not fit the format ({error.Kind}). {schema.Description}".TrimEnd(),
        };
    }

    private static string Nearest(string? word, IEnumerable<string> known)
    {
        var all = known.ToList();
        if (all.Count == 0)
            return "";
        var nearest = all.MinBy(k => Distance.Distance(k.ToLowerInvariant(), (word ?? "").ToLowerInvariant()))!;
        return Distance.Distance(nearest.ToLowerInvariant(), (word ?? "").ToLowerInvariant()) <= Math.Max(2, nearest.Length / 3)
            ? $"Did you mean '{nearest}'?"
            : $"Known are: {string.Join(", ", all)}.";
    }

    private static string ValueAt(JsonNode root, string key)
    {
        var token = JToken.Parse(root.ToJsonString()).SelectToken(key);
        return token is JValue value ? JsonText.Of(value) : "";
    }
}
