using FundingAlerts.Opportunities;

namespace FundingAlerts.Sources;

/// <summary>What no schema can say: how the parts of a definition must fit together.</summary>
internal static class DefinitionCheck
{
    public static IEnumerable<DefinitionFault> FaultsIn(SourceDefinition definition, DefinitionYaml document) =>
        Whole(definition).Concat(Names(definition)).Select(f => new DefinitionFault(document.LineOf(f.Key), f.Key, f.Message));

    private static IEnumerable<(string Key, string Message)> Whole(SourceDefinition definition)
    {
        if (Zones.Find(definition.Zone) is null)
            yield return ("zone", $"'{definition.Zone}' is no IANA time zone. {NearestWord.To(definition.Zone, Zones.Names)}");
        if (definition.Enabled && definition.Evidence.Level == EvidenceLevel.Unverified)
            yield return ("enabled", "An unverified source must be disabled (enabled: false) until a real page was read with it.");
        if (definition.Paging is { Next: null } && !Templates(definition.Request).Any(t => FilterContext.NamesIn(t.Text).Contains("page")))
            yield return ("paging", "With paging the request must hold ${page}, or every page would be the same.");
        foreach (var (key, request) in definition.Probe is { } asked ? [("request", definition.Request), ("probe.request", asked.Request)] : new[] { ("request", definition.Request) })
        {
            foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>())
            {
                if (HeaderFault(name, value) is { } unfit)
                    yield return ($"{key}.headers", unfit);
            }
            if (new object?[] { request.Parts, request.Form, request.Json }.Count(b => b is not null) > 1)
                yield return (key, "Write at most one of form, json and parts; a request has one body.");
        }
        var isJson = definition.Response == ResponseFormat.Json;
        var hasJson = isJson || definition.Rows.Embedded is not null;
        if (isJson && definition.Rows.Embedded is not null)
            yield return ("rows.embedded", "A json page has no elements to carry JSON; take this out.");
        if (definition.Paging is { Each: not null, Next: not null })
            yield return ("paging", "Write either each or next.");
        if (definition.Paging?.Next is { } next && (isJson ? next.Path : next.Select) is null)
            yield return ("paging.next", isJson ? "In json the next page is found by a path." : "In html and xml the next page is found by select.");
        foreach (var fault in SignFaults(definition, isJson, hasJson))
            yield return fault;
        if ((hasJson ? definition.Rows.Path : definition.Rows.Select) is null)
            yield return ("rows", hasJson ? "A json source needs rows.path, for example $.results[*]." : "An html or xml source needs rows.select, a CSS selector.");
        else if (definition.Rows is { Path: not null, Select: not null })
            yield return (hasJson ? "rows.select" : "rows.path", $"Of select and path only {(hasJson ? "path" : "select")} counts here; take this one out.");
        foreach (var needed in new[] { FieldNames.Reference, FieldNames.Title, FieldNames.Address })
        {
            if (!definition.Fields.ContainsKey(needed))
                yield return ("fields", $"The field '{needed}' is missing; without it no call can be kept.");
        }
        foreach (var fault in Rules("fields", definition.Fields, hasJson ? ResponseFormat.Json : definition.Response, embedded: false))
            yield return fault;
        if (definition.Follow is not { } follow)
            yield break;
        if (follow is { Response: ResponseFormat.Json, Embedded: not null })
            yield return ("follow.embedded", "A json page has no elements to carry JSON; take this out.");
        if (!FilterContext.NamesIn(follow.Url).Any() && follow.Json is null && follow.Form is null)
            yield return ("follow.url", "The address must name a field of the row, for example ${address}.");
        foreach (var fault in Rules("follow.fields", follow.Fields, follow.Response, follow.Embedded is not null))
            yield return fault;
    }

    private static IEnumerable<(string Key, string Message)> Rules(
        string at, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> fields, ResponseFormat format, bool embedded) =>
        from rule in Each(at, fields)
        let message = RuleFault(rule.Rule, format, embedded)
        where message is not null
        select (rule.Key, message);

    // RFC 9110 §5.6.2: a name is a token; what the fetcher says of itself is no site's business.
    private static string? HeaderFault(string name, string value) =>
        name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) ? $"'{name}' is no name of a header; it has letters, digits and hyphens."
        : value.Any(char.IsControl) ? $"The header '{name}' has a line break or another sign that no header may have."
        : RequestHeaders.IsFree(name) ? null
        : $"The header '{name}' is the fetcher's own; take it out. Allowed are {string.Join(", ", RequestHeaders.Free)} and those that begin with X-.";

    private static IEnumerable<(string Key, string Message)> SignFaults(SourceDefinition definition, bool isJson, bool hasJson)
    {
        foreach (var (key, sign) in Signs(definition))
        {
            if ((sign.Text is null && (isJson ? sign.Path : sign.Select ?? sign.Path) is null) || (isJson && sign.Select is not null) || (!hasJson && sign.Path is not null) || sign is { Select: not null, Path: not null })
                yield return (key, isJson ? "In json write path, text or both." : "In html and xml write select, text or both.");
            else if (sign.Text is { } blank && PlainText.Squash(blank).Length == 0)
                yield return ($"{key}.text", "Blank words stand on every page; write words, or leave text out.");
            else if (sign is { Select: null, Path: null, Text.Length: < 3 })
                yield return ($"{key}.text", "So short a text stands on every page; write at least three characters, or say where with select or path.");
        }
    }

    private static IEnumerable<(string Key, Sign Sign)> Signs(SourceDefinition definition) =>
        (definition.EmptyWhen is { } empty ? [("emptyWhen", empty)] : Enumerable.Empty<(string, Sign)>())
            .Concat(definition.BrokenWhen.Select((b, i) => (FormattableString.Invariant($"brokenWhen[{i}]"), b.Sign)));

    private static string? RuleFault(FieldRule rule, ResponseFormat format, bool embedded)
    {
        var ways = new object?[] { rule.Select, rule.Path, rule.Label, rule.Value }.Count(w => w is not null);
        if (ways != 1)
            return "Write exactly one of select, path, label and value.";
        if (format == ResponseFormat.Json && (rule.Select ?? (object?)rule.Label) is not null)
            return "In json write path instead of select or label.";
        if (format != ResponseFormat.Json && rule.Path is not null && !embedded)
            return "In html and xml write select instead of path (or say with 'follow.embedded' where the page carries JSON).";
        if (rule.Otherwise is not null && rule.Map is null)
            return "otherwise goes with map.";
        if ((rule.Attr ?? rule.Remove) is not null && rule.Select is null && rule.Label is null)
            return "attr and remove go with select or label.";
        return null;
    }

    // A ${name} that is never read would silently stay empty.
    private static IEnumerable<(string Key, string Message)> Names(SourceDefinition definition)
    {
        string[] page = definition.Paging is { Next: null } ? ["page"] : [];
        foreach (var (key, template) in Templates(definition.Request))
        {
            if (NameFault(template, page) is { } message)
                yield return ($"request.{key}", page.Length > 0 ? message : $"{message} To read several pages, add 'paging'.");
        }
        if (definition.Probe is { } probe && Templates(probe.Request).Any(t => FilterContext.NamesIn(t.Text).Any()))
            yield return ("probe.request", "A probe is one question; write it without ${…}.");
        foreach (var fault in FieldNameFaults("fields", definition.Fields, []))
            yield return fault;
        if (definition.Follow is not { } follow)
            yield break;
        if (NameFault(follow.Url, [.. definition.Fields.Keys]) is { } unknown)
            yield return ("follow.url", unknown);
        if (follow is { Json: not null, Form: not null })
            yield return ("follow", "Write at most one of form and json; a request has one body.");
        foreach (var template in (follow.Form?.Values ?? []).Concat(follow.Json is { } body ? [body.ToJsonString()] : []))
        {
            if (NameFault(template, [.. definition.Fields.Keys]) is { } stranger)
                yield return (follow.Json is null ? "follow.form" : "follow.json", stranger);
        }
        foreach (var fault in FieldNameFaults("follow.fields", follow.Fields, [.. definition.Fields.Keys]))
            yield return fault;
    }

    private static IEnumerable<(string Key, string Message)> FieldNameFaults(
        string at, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> fields, List<string> readBefore)
    {
        foreach (var field in Each(at, fields).GroupBy(r => r.Field))
        {
            foreach (var (key, _, rule) in field)
            {
                foreach (var template in new[] { rule.Value, rule.Path }.Concat(rule.Filters.Select(f => f.Template)).OfType<string>())
                {
                    if (NameFault(template, readBefore) is { } message)
                        yield return (key, message);
                }
            }
            readBefore.Add(field.Key);
        }
    }

    private static string? NameFault(string template, IReadOnlyList<string> known)
    {
        var unknown = FilterContext.NamesIn(template).FirstOrDefault(n => !known.Contains(n));
        return unknown switch
        {
            null => null,
            "" => $"In '{template}' a '${{' is not closed: write ${{name}}, the name in letters only.",
            _ when known.Count == 0 => $"'${{{unknown}}}' names nothing that is read before this.",
            _ => $"'${{{unknown}}}' names nothing that is read before this. {NearestWord.To(unknown, known)}",
        };
    }

    private static IEnumerable<(string Key, string Text)> Templates(RequestRule request) =>
        [
            ("url", request.Url),
            .. request.Parts?.Values.Select(p => ("parts", p.ToJsonString())) ?? [],
            .. request.Form?.Values.Select(f => ("form", f)) ?? [],
            .. request.Json is { } json ? new[] { ("json", json.ToJsonString()) } : [],
        ];

    private static IEnumerable<(string Key, string Field, FieldRule Rule)> Each(string at, IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> fields) =>
        fields.SelectMany(f => f.Value.Select((rule, i) => (
            f.Value.Count == 1 ? $"{at}.{f.Key}" : FormattableString.Invariant($"{at}.{f.Key}[{i}]"), f.Key, rule)));
}
