using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AngleSharp.Css.Parser;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Sources;

/// <summary>Makes a definition of a document that fits the schema; what cannot be understood becomes a fault, not an exception.</summary>
internal sealed class DefinitionBinder(DefinitionYaml document)
{
    private readonly List<DefinitionFault> _faults = [];

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public SourceDefinition Bind()
    {
        var root = document.Root!.AsObject();
        return new()
        {
            Version = (int)root["version"]!.GetValue<long>(),
            Id = Text(root, "id")!,
            Name = Text(root, "name")!,
            Home = ReadAddress(Text(root, "home")!, "home"),
            Country = Text(root, "country")!,
            Language = Text(root, "language")!,
            Zone = Text(root, "zone")!,
            DefaultTime = Text(root, "defaultTime") is { } time ? LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value : null,
            Enabled = root["enabled"]?.GetValue<bool>() ?? true,
            Evidence = BindEvidence(root["evidence"]!.AsObject()),
            Cadence = Text(root, "cadence") is { } cadence ? ReadDuration(cadence) : Duration.FromHours(6),
            Delay = Text(root, "delay") is { } delay ? ReadDuration(delay) : null,
            Request = BindRequest(root["request"]!.AsObject()),
            Response = ReadFormat(Text(root, "response")!),
            Paging = root["paging"] is JsonObject paging ? new(Number(paging, "from", 1), Number(paging, "step", 1), Number(paging, "max", 20)) : null,
            Rows = BindRows(root["rows"]!.AsObject()),
            Complete = root["complete"]?.GetValue<bool>() ?? false,
            Fields = BindFields(root["fields"]!.AsObject(), "fields"),
            Follow = root["follow"] is JsonObject follow ? BindFollow(follow) : null,
            Contract = root["contract"] is JsonObject contract ? BindContract(contract) : new(),
        };
    }

    private static string? Text(JsonObject of, string key) => of[key]?.GetValue<string>();

    private static int Number(JsonObject of, string key, int otherwise) => of[key] is { } number ? (int)number.GetValue<long>() : otherwise;

    private static decimal Fraction(JsonNode node) =>
        decimal.Parse(node.ToJsonString(), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static ResponseFormat ReadFormat(string text) => Enum.Parse<ResponseFormat>(text, ignoreCase: true);

    private static Duration ReadDuration(string text)
    {
        var number = int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => Duration.FromSeconds(number),
            'm' => Duration.FromMinutes(number),
            'h' => Duration.FromHours(number),
            _ => Duration.FromDays(number),
        };
    }

    private Evidence BindEvidence(JsonObject evidence)
    {
        var date = LocalDatePattern.Iso.Parse(Text(evidence, "date")!);
        if (!date.Success)
            Fault("evidence.date", "This day does not exist; write YYYY-MM-DD.");
        return new(Enum.Parse<EvidenceLevel>(Text(evidence, "level")!, ignoreCase: true), date.Success ? date.Value : default, Text(evidence, "note"));
    }

    private RequestRule BindRequest(JsonObject request)
    {
        var url = Text(request, "url")!;
        ReadAddress(url, "request.url");
        return new(
            url,
            (request["parts"] as JsonObject)?.ToDictionary(p => p.Key, p => p.Value?.DeepClone() ?? JsonValue.Create("")),
            (request["headers"] as JsonObject)?.ToDictionary(h => h.Key, h => h.Value!.GetValue<string>()));
    }

    private RowsRule BindRows(JsonObject rows) => new(
        Checked(Text(rows, "select"), "rows.select", SelectorFault),
        Checked(Text(rows, "path"), "rows.path", JsonText.FaultIn));

    private FollowRule BindFollow(JsonObject follow) => new(
        Text(follow, "url")!,
        ReadFormat(Text(follow, "response")!),
        Text(follow, "refresh") is { } refresh ? ReadDuration(refresh) : Duration.FromDays(1),
        BindFields(follow["fields"]!.AsObject(), "follow.fields"),
        follow["embedded"] is JsonObject embedded
            ? new(
                Checked(Text(embedded, "select"), "follow.embedded.select", SelectorFault)!,
                Checked(Text(embedded, "path"), "follow.embedded.path", JsonText.FaultIn) ?? "$")
            : null);

    private static Contract BindContract(JsonObject contract) => new()
    {
        MinRows = Number(contract, "minRows", 1),
        MaxDrop = contract["maxDrop"] is { } drop ? Fraction(drop) : 0.5m,
        Coverage = (contract["coverage"] as JsonObject)?.ToDictionary(c => c.Key, c => Fraction(c.Value!)) ?? [],
    };

    private Dictionary<string, IReadOnlyList<FieldRule>> BindFields(JsonObject fields, string at) =>
        fields.ToDictionary(
            f => f.Key,
            f => (IReadOnlyList<FieldRule>)(f.Value is JsonArray several
                ? [.. several.Select((r, i) => BindRule(r!.AsObject(), FormattableString.Invariant($"{at}.{f.Key}[{i}]")))]
                : [BindRule(f.Value!.AsObject(), $"{at}.{f.Key}")]));

    private FieldRule BindRule(JsonObject rule, string at) => new()
    {
        Select = Checked(Text(rule, "select"), $"{at}.select", SelectorFault),
        Attr = Text(rule, "attr"),
        Remove = Checked(Text(rule, "remove"), $"{at}.remove", SelectorFault),
        Path = Checked(Text(rule, "path"), $"{at}.path", JsonText.FaultIn),
        Label = (rule["label"] as JsonArray)?.Select(l => l!.GetValue<string>()).ToList(),
        Value = Text(rule, "value"),
        Many = rule["many"]?.GetValue<bool>() ?? false,
        Filters = (rule["filters"] as JsonArray)?.Select((f, i) => BindFilter(f!, FormattableString.Invariant($"{at}.filters[{i}]"))).ToList() ?? [],
        Map = rule["map"] is JsonObject map ? BindMap(map, $"{at}.map") : null,
        Default = Text(rule, "default"),
    };

    private Dictionary<string, string> BindMap(JsonObject map, string at)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (theirs, ours) in map)
        {
            if (!words.TryAdd(theirs, ours!.GetValue<string>()))
                Fault($"{at}.{theirs}", "This word stands here twice; case does not matter.");
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
                _ => new Filter.Sum(),
            };
        }
        var (key, argument) = filter.AsObject().First();
        return key switch
        {
            "find" => new Filter.Find(ReadRegex(argument!.GetValue<string>(), at)),
            "replace" => new Filter.Replace(ReadRegex(Text(argument!.AsObject(), "pattern")!, at), Text(argument.AsObject(), "with")!),
            "split" => new Filter.Split(argument!.GetValue<string>()),
            "join" => new Filter.Join(argument!.GetValue<string>()),
            "limit" => new Filter.Limit((int)argument!.GetValue<long>()),
            "prepend" => new Filter.Prepend(argument!.GetValue<string>()),
            "append" => new Filter.Append(argument!.GetValue<string>()),
            _ => new Filter.Json(Checked(argument!.GetValue<string>(), at, JsonText.FaultIn)!),
        };
    }

    private Uri ReadAddress(string text, string at)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address))
            return address;
        Fault(at, $"'{text}' is no web address; write it in full, https://….");
        return new("about:blank");
    }

    private Regex ReadRegex(string pattern, string at)
    {
        try
        {
            return new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(250));
        }
        catch (ArgumentException fault)
        {
            Fault(at, $"This is no regular expression: {fault.Message}");
            return new("$^", RegexOptions.NonBacktracking);
        }
    }

    private string? Checked(string? text, string at, Func<string, string?> fault)
    {
        if (text is { Length: > 0 } && fault(text) is { } message)
            Fault(at, $"'{text}' cannot be read: {message}");
        return text;
    }

    private static string? SelectorFault(string selector) =>
        new CssSelectorParser().ParseSelector(selector) is null ? "this is no CSS selector." : null;

    private void Fault(string key, string message) => _faults.Add(new(document.LineOf(key), key, message));
}
