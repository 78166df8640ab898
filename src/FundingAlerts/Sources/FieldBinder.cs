using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using NodaTime.Text;

namespace FundingAlerts.Sources;

/// <summary>Makes the rules of fields, and whatever else names places on a page.</summary>
/// <param name="language">The source's, in which its months are written.</param>
/// <param name="fault">Takes the key and what is wrong with it.</param>
internal sealed class FieldBinder(string language, Action<string, string> fault)
{
    public Dictionary<string, IReadOnlyList<FieldRule>> BindFields(JsonObject fields, string at) =>
        fields.ToDictionary(
            f => f.Key,
            f => (IReadOnlyList<FieldRule>)(f.Value is JsonArray several
                ? [.. several.Select((r, i) => BindRule(r!.AsObject(), FormattableString.Invariant($"{at}.{f.Key}[{i}]")))]
                : [BindRule(f.Value!.AsObject(), $"{at}.{f.Key}")]));

    private FieldRule BindRule(JsonObject rule, string at) => new()
    {
        Select = Checked(DefinitionBinder.Text(rule, "select"), $"{at}.select", SelectorFault),
        Attr = DefinitionBinder.Text(rule, "attr"),
        Remove = Checked(DefinitionBinder.Text(rule, "remove"), $"{at}.remove", SelectorFault),
        Path = Checked(DefinitionBinder.Text(rule, "path"), $"{at}.path", JsonText.FaultIn),
        Label = (rule["label"] as JsonArray)?.Select(l => l!.GetValue<string>()).ToList(),
        Value = DefinitionBinder.Text(rule, "value"),
        Many = rule["many"]?.GetValue<bool>() ?? false,
        Filters = (rule["filters"] as JsonArray)?.Select((f, i) => BindFilter(f!, FormattableString.Invariant($"{at}.filters[{i}]"))).ToList() ?? [],
        Required = rule["required"]?.GetValue<bool>() ?? false,
        Map = rule["map"] is JsonObject map ? BindMap(map, $"{at}.map") : null,
        Otherwise = DefinitionBinder.Text(rule, "otherwise"),
        Default = DefinitionBinder.Text(rule, "default"),
    };

    private Dictionary<string, string> BindMap(JsonObject map, string at)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (theirs, ours) in map)
        {
            if (!words.TryAdd(theirs, ours!.GetValue<string>()))
                fault($"{at}.{theirs}", "This word stands here twice; case does not matter.");
        }
        return words;
    }

    private Filter BindFilter(JsonNode filter, string at)
    {
        if (filter is JsonValue name)
        {
            return name.GetValue<string>() switch
            {
                "squash" => new Filter.Squash(),
                "text" => new Filter.Text(),
                "absolute" => new Filter.Absolute(),
                "canonicalUrl" => new Filter.CanonicalUrl(),
                "base64" => new Filter.Base64(),
                "epoch" => new Filter.Epoch(),
                _ => new Filter.Sum(),
            };
        }
        var (key, argument) = filter.AsObject().First();
        return key switch
        {
            "find" => new Filter.Find(ReadRegex(argument!.GetValue<string>(), at)),
            "replace" => new Filter.Replace(ReadRegex(DefinitionBinder.Text(argument!.AsObject(), "pattern")!, at), DefinitionBinder.Text(argument.AsObject(), "with")!),
            "date" => BindDate(argument!.GetValue<string>(), at),
            "money" => new Filter.Money(argument!.GetValue<string>()),
            "stripPrefix" => new Filter.StripPrefix(argument!.GetValue<string>()),
            "split" => new Filter.Split(argument!.GetValue<string>()),
            "join" => new Filter.Join(argument!.GetValue<string>()),
            "limit" => new Filter.Limit((int)argument!.GetValue<long>()),
            "prepend" => new Filter.Prepend(argument!.GetValue<string>()),
            "append" => new Filter.Append(argument!.GetValue<string>()),
            _ => new Filter.Json(Checked(argument!.GetValue<string>(), at, JsonText.FaultIn)!),
        };
    }

    private Filter.Date BindDate(string pattern, string at)
    {
        try
        {
            return new(LocalDatePattern.Create(pattern, CultureInfo.GetCultureInfo(language)));
        }
        catch (InvalidPatternException broken)
        {
            fault(at, $"'{pattern}' is no date pattern: {broken.Message} Write for example MM/dd/yyyy or d MMMM yyyy.");
            return new(LocalDatePattern.Iso);
        }
    }

    private Regex ReadRegex(string pattern, string at)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(250));
        }
        catch (ArgumentException broken)
        {
            fault(at, $"This is no regular expression: {broken.Message}");
            return new("$^", RegexOptions.NonBacktracking);
        }
    }

    /// <summary>A CSS selector as written, faulted when it cannot be read.</summary>
    public string? Selector(string? text, string at) => Checked(text, at, SelectorFault);

    /// <summary>A JSON path as written, faulted when it cannot be read.</summary>
    public string? Path(string? text, string at) => Checked(text, at, JsonText.FaultIn);

    private string? Checked(string? text, string at, Func<string, string?> faultIn)
    {
        if (text is { Length: > 0 } && faultIn(text) is { } message)
            fault(at, $"'{text}' cannot be read: {message}");
        return text;
    }

    private static string? SelectorFault(string selector) =>
        new CssSelectorParser().ParseSelector(selector) is null ? "this is no CSS selector." : null;
}
