using System.Globalization;
using System.Text.Json.Nodes;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Makes requests of a definition's rules, with ${page} or a row's fields put in.</summary>
public static class SourceRequests
{
    /// <summary>For the first page of the listing.</summary>
    public static PageRequest First(SourceDefinition source) => Of(source, source.Request, (source.Paging ?? new()).Word(0), next: null);

    /// <param name="word">What ${page} stands for.</param>
    /// <param name="next">The address that the page before named; null to make it of the rule.</param>
    internal static PageRequest Of(SourceDefinition source, RequestRule rule, string word, Uri? next)
    {
        string Fill(string template) => template.Replace("${page}", word, StringComparison.Ordinal);
        return new(next ?? new(Fill(rule.Url)))
        {
            Parts = rule.Parts?.Select(p => new RequestPart(p.Key, "application/json", Filled(p.Value, Fill))).ToList(),
            Body = Body(rule.Json, rule.Form, Fill),
            Headers = rule.Headers ?? new Dictionary<string, string>(),
            Delay = source.Delay?.ToTimeSpan(),
        };
    }

    /// <summary>For a row's own page; null when its address is none.</summary>
    public static PageRequest? Of(SourceDefinition source, FollowRule follow, Listing row)
    {
        var context = new FilterContext(source.Home, row.Fields);
        return Uri.TryCreate(context.Fill(follow.Url), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new(address) { Body = Body(follow.Json, follow.Form, context.Fill), Delay = source.Delay?.ToTimeSpan() }
            : null;
    }

    private static RequestBody? Body(JsonNode? json, IReadOnlyDictionary<string, string>? form, Func<string, string> fill) =>
        json is not null ? new("application/json", Filled(json, fill))
        : form is not null ? new("application/x-www-form-urlencoded", string.Join('&', form.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(fill(f.Value))}")))
        : null;

    // Within the document, not its text: a site's own word must not end a string. Interfaces that count want numbers.
    private static string Filled(JsonNode template, Func<string, string> fill)
    {
        var root = new JsonObject { ["body"] = template.DeepClone() };
        var open = new Stack<JsonNode>([root]);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case JsonObject named:
                    foreach (var (name, value) in named.ToList())
                    {
                        if (Filled(value) is { } word)
                            named[name] = word;
                    }
                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        if (Filled(list[i]) is { } word)
                            list[i] = word;
                    }
                    break;
            }
        }
        return root["body"]!.ToJsonString();

        // Null for what stays as it is.
        JsonNode? Filled(JsonNode? value)
        {
            if (value is JsonObject or JsonArray)
                open.Push(value);
            if (value is not JsonValue word || !word.TryGetValue(out string? text) || !text.Contains("${", StringComparison.Ordinal))
                return null;
            var filled = fill(text);
            // "007" is a name, not a number.
            return filled is "0" or [not '0', ..] && text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1
                && long.TryParse(filled, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : filled;
        }
    }
}
