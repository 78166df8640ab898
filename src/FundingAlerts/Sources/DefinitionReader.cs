using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Sources;

/// <summary>Reads a definition from YAML, or says every mistake in it with its line.</summary>
public static class DefinitionReader
{
    public static DefinitionReading Read(string yaml)
    {
        var document = DefinitionYaml.Read(yaml);
        if (document.Fault is { } broken)
            return new(null, [broken]);
        var faults = DefinitionSchema.FaultsIn(document).Distinct().ToList();
        if (faults.Count == 0)
        {
            var binder = new DefinitionBinder(document);
            var definition = binder.Bind();
            faults.AddRange(binder.Faults);
            if (faults.Count == 0)
                faults.AddRange(FaultsIn(definition, document));
            if (faults.Count == 0)
                return new(definition with { TextHash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(yaml))) }, []);
        }
        return new(null, [.. faults.OrderBy(f => f.Line)]);
    }

    // What no schema can say: how the parts must fit together.
    private static IEnumerable<DefinitionFault> FaultsIn(SourceDefinition definition, DefinitionYaml document)
    {
        DefinitionFault At(string key, string message) => new(document.LineOf(key), key, message);

        if (Zones.Find(definition.Zone) is null)
            yield return At("zone", $"'{definition.Zone}' is no IANA time zone. Write for example Europe/London, Europe/Amsterdam or Europe/Brussels.");
        if (definition.Enabled && definition.Evidence.Level == EvidenceLevel.Unverified)
            yield return At("enabled", "An unverified source must be disabled (enabled: false) until a real page was read with it.");
        if (definition.Paging is not null && !NamesPage(definition.Request))
            yield return At("paging", "With paging the request must hold ${page}, or every page would be the same.");
        if (definition.Response == ResponseFormat.Json ? definition.Rows.Path is null : definition.Rows.Select is null)
            yield return At("rows", definition.Response == ResponseFormat.Json ? "A json source needs rows.path, for example $.results[*]." : "An html or xml source needs rows.select, a CSS selector.");
        foreach (var needed in new[] { FieldNames.Reference, FieldNames.Title, FieldNames.Address })
        {
            if (!definition.Fields.ContainsKey(needed))
                yield return At("fields", $"The field '{needed}' is missing; without it no call can be kept.");
        }
        foreach (var fault in FieldFaults("fields", definition.Fields, definition.Response, embedded: false, document))
            yield return fault;
        if (definition.Follow is not { } follow)
            yield break;
        if (!follow.Url.Contains("${", StringComparison.Ordinal))
            yield return At("follow.url", "The address must name a field of the row, for example ${address}.");
        foreach (var fault in FieldFaults("follow.fields", follow.Fields, follow.Response, follow.Embedded is not null, document))
            yield return fault;
    }

    private static bool NamesPage(RequestRule request) =>
        request.Url.Contains("${page}", StringComparison.Ordinal)
        || (request.Parts?.Values.Any(p => p.ToJsonString().Contains("${page}", StringComparison.Ordinal)) ?? false);

    private static IEnumerable<DefinitionFault> FieldFaults(
        string at, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> fields, ResponseFormat format, bool embedded, DefinitionYaml document)
    {
        foreach (var (name, rules) in fields)
        {
            for (var i = 0; i < rules.Count; i++)
            {
                var key = rules.Count == 1 ? $"{at}.{name}" : FormattableString.Invariant($"{at}.{name}[{i}]");
                if (RuleFault(rules[i], format, embedded) is { } message)
                    yield return new(document.LineOf(key), key, message);
            }
        }
    }

    private static string? RuleFault(FieldRule rule, ResponseFormat format, bool embedded)
    {
        var ways = new object?[] { rule.Select, rule.Path, rule.Label, rule.Value }.Count(w => w is not null);
        if (ways != 1)
            return "Write exactly one of select, path, label and value.";
        if (format == ResponseFormat.Json && (rule.Select ?? (object?)rule.Label) is not null)
            return "In json write path instead of select or label.";
        if (format != ResponseFormat.Json && rule.Path is not null && !embedded)
            return "In html and xml write select instead of path (or say with 'follow.embedded' where the page carries JSON).";
        if ((rule.Attr ?? rule.Remove) is not null && rule.Select is null && rule.Label is null)
            return "attr and remove go with select or label.";
        return null;
    }
}
