using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Sources;

/// <summary>Makes a definition of a document that fits the schema; what cannot be understood becomes a fault, not an exception.</summary>
internal sealed class DefinitionBinder(DefinitionYaml document)
{
    private readonly List<DefinitionFault> _faults = [];
    private FieldBinder? _fields;

    public IReadOnlyList<DefinitionFault> Faults => _faults;

    public SourceDefinition Bind()
    {
        var root = document.Root!.AsObject();
        _fields = new(Text(root, "language")!, Fault);
        return new()
        {
            Version = (int)root["version"]!.GetValue<long>(),
            Id = Text(root, "id")!,
            Name = Text(root, "name")!,
            Home = ReadAddress(Text(root, "home")!, "home"),
            Country = Text(root, "country")!,
            Language = Text(root, "language")!,
            Languages = (root["languages"] as JsonArray)?.Select(l => l!.GetValue<string>()).ToList() ?? [],
            Zone = Text(root, "zone")!,
            DefaultTime = Text(root, "defaultTime") is { } time ? LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(time).Value : null,
            Enabled = root["enabled"]?.GetValue<bool>() ?? true,
            Evidence = BindEvidence(root["evidence"]!.AsObject()),
            Cadence = Text(root, "cadence") is { } cadence ? ReadDuration(cadence) : Duration.FromHours(6),
            Quiet = Text(root, "quiet") is { } quiet ? ReadDuration(quiet) : null,
            Delay = root["politeness"] is JsonObject politeness && Text(politeness, "delay") is { } delay ? ReadDuration(delay) : null,
            Request = BindRequest(root["request"]!.AsObject(), "request"),
            Response = ReadFormat(Text(root, "response")!),
            Paging = root["paging"] is JsonObject paging ? BindPaging(paging) : null,
            Probe = root["probe"] is JsonObject probe
                ? new(BindRequest(probe["request"]!.AsObject(), "probe.request"), Text(probe, "reference")!)
                : null,
            EmptyWhen = root["emptyWhen"] is JsonObject empty ? BindSign(empty, "emptyWhen") : null,
            BrokenWhen = (root["brokenWhen"] as JsonArray)?.Select((s, i) => BindBroken(s!.AsObject(), FormattableString.Invariant($"brokenWhen[{i}]"))).ToList() ?? [],
            Rows = BindRows(root["rows"]!.AsObject()),
            Complete = root["complete"]?.GetValue<bool>() ?? false,
            Aggregator = root["aggregator"]?.GetValue<bool>() ?? false,
            Fields = _fields!.BindFields(root["fields"]!.AsObject(), "fields"),
            Follow = root["follow"] is JsonObject follow ? BindFollow(follow) : null,
            Contract = root["contract"] is JsonObject contract ? BindContract(contract) : new(),
            Fixtures = (root["fixtures"] as JsonArray)?.Select((f, i) => BindFixture(f!.AsObject(), FormattableString.Invariant($"fixtures[{i}]"))).ToList() ?? [],
        };
    }

    internal static string? Text(JsonObject of, string key) => of[key]?.GetValue<string>();

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

    private RequestRule BindRequest(JsonObject request, string at)
    {
        var url = Text(request, "url")!;
        ReadAddress(url, $"{at}.url");
        return new(
            url,
            (request["parts"] as JsonObject)?.ToDictionary(p => p.Key, p => p.Value?.DeepClone() ?? JsonValue.Create("")),
            (request["headers"] as JsonObject)?.ToDictionary(h => h.Key, h => h.Value!.GetValue<string>()),
            (request["form"] as JsonObject)?.ToDictionary(f => f.Key, f => f.Value!.GetValue<string>()),
            request["json"]?.DeepClone());
    }

    private RowsRule BindRows(JsonObject rows) => new(
        _fields!.Selector(Text(rows, "select"), "rows.select"),
        _fields!.Path(Text(rows, "path"), "rows.path"),
        BindEmbedded(rows, "rows.embedded"));

    private FollowRule BindFollow(JsonObject follow) => new(
        Text(follow, "url")!,
        ReadFormat(Text(follow, "response")!),
        Text(follow, "refresh") is { } refresh ? ReadDuration(refresh) : Duration.FromDays(1),
        _fields!.BindFields(follow["fields"]!.AsObject(), "follow.fields"),
        BindEmbedded(follow, "follow.embedded"),
        follow["json"]?.DeepClone(),
        (follow["form"] as JsonObject)?.ToDictionary(f => f.Key, f => f.Value!.GetValue<string>()));

    private EmbeddedRule? BindEmbedded(JsonObject of, string at) => of["embedded"] is JsonObject embedded
        ? new(
            _fields!.Selector(Text(embedded, "select"), $"{at}.select")!,
            _fields!.Path(Text(embedded, "path"), $"{at}.path") ?? "$")
        : null;

    private static Contract BindContract(JsonObject contract) => new()
    {
        MinRows = Number(contract, "minRows", 1),
        MaxRows = contract["maxRows"] is { } most ? (int)most.GetValue<long>() : null,
        MaxTime = Text(contract, "maxTime") is { } longest ? ReadDuration(longest) : Duration.FromMinutes(30),
        Statuses = (contract["statuses"] as JsonArray)?.Select(s => (int)s!.GetValue<long>()).ToList() ?? [],
        MaxDrop = contract["maxDrop"] is { } drop ? Fraction(drop) : 0.5m,
        Coverage = (contract["coverage"] as JsonObject)?.ToDictionary(c => c.Key, c => Fraction(c.Value!)) ?? [],
    };

    private PagingRule BindPaging(JsonObject paging) => new(
        Number(paging, "from", 1),
        Number(paging, "step", 1),
        Number(paging, "max", 20),
        paging["next"] is JsonObject next
            ? new(_fields!.Selector(Text(next, "select"), "paging.next.select"), Text(next, "attr"), _fields.Path(Text(next, "path"), "paging.next.path"))
            : null,
        (paging["each"] as JsonArray)?.Select(w => w!.GetValue<string>()).ToList());

    private Sign BindSign(JsonObject sign, string at) => new(
        _fields!.Selector(Text(sign, "select"), $"{at}.select"),
        _fields.Path(Text(sign, "path"), $"{at}.path"),
        Text(sign, "text"));

    private BrokenSign BindBroken(JsonObject sign, string at) => new(BindSign(sign, at), Text(sign, "message")!);

    private Fixture BindFixture(JsonObject fixture, string at) => new(
        Text(fixture, "page")!,
        Enum.Parse<FixtureKind>(Text(fixture, "is")!, ignoreCase: true),
        Text(fixture, "url") is { } url ? ReadAddress(url, $"{at}.url") : null);

    private Uri ReadAddress(string text, string at)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address))
            return address;
        Fault(at, $"'{text}' is no web address; write it in full, https://….");
        return new("about:blank");
    }

    private void Fault(string key, string message) => _faults.Add(new(document.LineOf(key), key, message));
}
