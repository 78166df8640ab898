using System.Globalization;
using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Matching.Queries;

/// <summary>Reads what a query says of a call's facts: status:open, eligible:NL+UK, amount&gt;=500000 EUR, deadline&lt;90d, topic:….</summary>
internal static class QueryFacts
{
    private const string UnknownValue = "unknown";
    private static readonly string[] Statuses = [.. Enum.GetNames<OpportunityStatus>().Select(n => n.ToLowerInvariant())];

    private static readonly Dictionary<string, string> Countries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UK"] = "gb",
        ["Netherlands"] = "nl",
        ["Holland"] = "nl",
        ["Britain"] = "gb",
        ["England"] = "gb",
    };

    /// <summary>What belongs to a fact from its mark on: the mark and a value without a space; after an amount also the currency.</summary>
    public static string ValueAt(string text, string name, int at)
    {
        var mark = at;
        while (mark < text.Length && text[mark] == ' ')
            mark++;
        var end = mark;
        while (end < text.Length && text[end] is ':' or '<' or '>' or '=')
            end++;
        while (end < text.Length && text[mark] != ':' && text[end] == ' ')
            end++;
        end = EndOfValue(text, end);
        if (name.Equals(FacetNames.Amount, StringComparison.OrdinalIgnoreCase) && end < text.Length && text[end] == ' ')
        {
            var next = EndOfValue(text, end + 1);
            if (RoughRates.Known.Contains(text[(end + 1)..next], StringComparer.OrdinalIgnoreCase) || text[(end + 1)..next] is "€" or "£" or "$")
                end = next;
        }
        return text[at..end];
    }

    private static int EndOfValue(string text, int at)
    {
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not ('(' or ')') && !QueryParser.Quotes.Contains(text[at], StringComparison.Ordinal))
            at++;
        return at;
    }

    /// <param name="marked">The mark and the value.</param>
    /// <param name="at">Where the name stands.</param>
    /// <exception cref="QueryException">The value is none of this fact.</exception>
    public static Query Read(string name, string marked, int at, string written, QueryNames names)
    {
        var (comparison, marks) = Split(marked);
        var value = marks.TrimStart();
        var from = at + name.Length + marked.Length - value.Length;
        var isCompared = comparison is not null;
        if (value.Length == 0)
            throw new QueryException(from, $"A value is missing here: {Example(name)}");
        return name.ToLowerInvariant() switch
        {
            FacetNames.Amount when value.Equals(UnknownValue, StringComparison.OrdinalIgnoreCase) => Has(FacetNames.Unknown(FacetNames.Amount), written),
            FacetNames.Amount => new Query.Where(written, new Condition.Amount(comparison ?? Comparison.Equal, Euros(value, from))),
            FacetNames.Deadline => new Query.Where(written, Deadline(comparison, value, from)),
            var other when isCompared && comparison != Comparison.Equal => throw new QueryException(at + name.Length, $"{other} has no larger and smaller: write {Example(other)}"),
            FacetNames.Status => Has(FacetNames.Value(FacetNames.Status, OneOf(value, Statuses, name, from)), written),
            FacetNames.Language => Has(FacetNames.Value(FacetNames.Language, LanguageOf(value, from)), written),
            QueryNames.Topic => Topic(value, from, names),
            var country => InCountries(country, value, from, written),
        };
    }

    private static (Comparison? Comparison, string Value) Split(string marked) => marked switch
    {
        [' ', ..] => Split(marked[1..]),
        [':', '>' or '<' or '=', ..] => Split(marked[1..]),
        ['=', '>' or '<', ..] => Split(string.Concat(marked.AsSpan(1, 1), "=", marked.AsSpan(2))),
        ['>', '=', .. var v] => (Comparison.AtLeast, v),
        ['<', '=', .. var v] => (Comparison.AtMost, v),
        ['>', .. var v] => (Comparison.More, v),
        ['<', .. var v] => (Comparison.Less, v),
        ['=', .. var v] => (Comparison.Equal, v),
        _ => (null, marked[1..]),
    };

    private static string Example(string name) => name.ToLowerInvariant() switch
    {
        FacetNames.Amount => "amount>=500000 EUR",
        FacetNames.Deadline => "deadline<90d",
        FacetNames.Status => "status:open",
        FacetNames.Language => "lang:nl",
        FacetNames.Country => "country:NL",
        FacetNames.Eligible => "eligible:NL+UK",
        _ => "topic:neuromorphic-computing",
    };

    private static Query.Where Has(string facet, string written) => new(written, new Condition.Has(facet));

    private static string OneOf(string value, string[] known, string name, int at)
    {
        var lower = value.ToLowerInvariant();
        if (known.Contains(lower))
            return lower;
        var meant = QueryNames.Nearest(lower, known);
        throw new QueryException(at, $"There is no {name} '{value}': " + (meant is null ? $"write one of {string.Join(", ", known)}" : $"did you mean {name}:{meant}?"));
    }

    private static string LanguageOf(string value, int at) =>
        value.Length == 2 && value.All(char.IsAsciiLetter)
            ? value
            : throw new QueryException(at, $"'{value}' is no language: write its two letters, for example lang:nl");

    private static Query.About Topic(string value, int at, QueryNames names)
    {
        var parts = value.ToLowerInvariant().Split('/');
        if (parts is not [_] and not [_, "core"])
            throw new QueryException(at + parts[0].Length, $"After the topic only /core can stand: topic:{parts[0]}/core");
        names.CheckTopic(parts[0], at);
        return new(parts[0], parts.Length > 1);
    }

    private static Query InCountries(string name, string value, int at, string written)
    {
        if (value.Equals(UnknownValue, StringComparison.OrdinalIgnoreCase))
            return Has(FacetNames.Unknown(name), written);
        var codes = value.Split('+').Select(part => CountryOf(part, name, at)).Distinct().ToList();
        var facets = codes.Select(code => FacetNames.Value(name, code)).ToList();
        if (name == FacetNames.Eligible && codes.Contains("nl") && codes.Contains("gb"))
            facets.Add(FacetNames.Together);
        return facets.Count == 1 ? Has(facets[0], written) : new Query.And([.. facets.Select(f => Has(f, written))]);
    }

    private static string CountryOf(string part, string name, int at)
    {
        if (Countries.TryGetValue(part, out var code))
            return code;
        return part.Length == 2 && part.All(char.IsAsciiLetter)
            ? part.ToLowerInvariant()
            : throw new QueryException(at, $"'{part}' is no country: write its two letters, several with a plus: {name}:NL+UK");
    }

    private static Condition Deadline(Comparison? comparison, string value, int at)
    {
        if (value.Equals("rolling", StringComparison.OrdinalIgnoreCase) || value.Equals(UnknownValue, StringComparison.OrdinalIgnoreCase))
            return new Condition.Has(FacetNames.Value(FacetNames.Deadline, value));
        if (LocalDatePattern.Iso.Parse(value) is { Success: true, Value: var day })
            return new Condition.On(comparison ?? Comparison.Equal, day);
        var days = char.ToLowerInvariant(value[^1]) switch { 'd' => 1, 'w' => 7, 'm' => 30, _ => 0 };
        return days > 0 && int.TryParse(value.AsSpan(0, value.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 3_650
            ? new Condition.Within(comparison is null or Comparison.Equal ? Comparison.AtMost : comparison.Value, Duration.FromDays((long)count * days))
            : throw new QueryException(at, $"'{value}' is no time: write days, weeks, months or a date: deadline<90d, deadline<12w, deadline<2027-03-31, deadline:rolling");
    }

    /// <summary>500000 EUR, 500.000, €500k, 1.5M GBP; euros where no currency is named.</summary>
    private static decimal Euros(string value, int at)
    {
        var bare = value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant().Replace("€", "EUR", StringComparison.Ordinal).Replace("£", "GBP", StringComparison.Ordinal).Replace("$", "USD", StringComparison.Ordinal);
        var currency = RoughRates.Known.FirstOrDefault(c => bare.StartsWith(c, StringComparison.Ordinal) || bare.EndsWith(c, StringComparison.Ordinal));
        var number = currency is null ? bare : bare.Replace(currency, "", StringComparison.Ordinal);
        var times = number.Length == 0 ? 1 : number[^1] switch { 'K' => 1_000m, 'M' => 1_000_000m, _ => 1m };
        if (times > 1)
            number = number[..^1];
        // A mark with three digits behind it parts thousands; any other is the decimal point.
        var plain = number.Split('.', ',') is [var whole, .. { Length: > 0 } groups] && (times > 1 || groups[^1].Length != 3)
            ? string.Concat(groups.SkipLast(1).Prepend(whole)) + "." + groups[^1]
            : string.Concat(number.Split('.', ','));
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1e15m
            ? RoughRates.ToEuros(amount * times, currency ?? "EUR")!.Value
            : throw new QueryException(at, $"'{value}' is no amount of money: write amount>=500000 EUR, amount>=500k or amount<2M GBP");
    }
}
