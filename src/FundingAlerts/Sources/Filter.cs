using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources;

/// <summary>A named, pure step from values to values. The names and arguments are those of the schema.</summary>
public abstract partial record Filter
{
    private protected Filter()
    {
    }

    /// <summary>The argument in which ${name} may stand; null for filters without one.</summary>
    internal virtual string? Template => null;

    /// <param name="values">What the rule found, or what the filter before made of it.</param>
    /// <param name="context">The page's address and the fields read before.</param>
    internal abstract IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context);

    /// <summary>White space runs become one blank, ends are trimmed.</summary>
    internal sealed record Squash : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(PlainText.Squash);
    }

    /// <summary>HTML becomes plain text; blocks become lines. Markup that no tree can be made of is dropped.</summary>
    internal sealed record Text : Filter
    {
        private static readonly HtmlParser Parser = new();

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Where(v => !MarkupBomb.IsIn(v, ResponseFormat.Html)).Select(Plain);

        // Most values have no markup, and a document is dear.
        private static string Plain(string value) =>
            value.AsSpan().IndexOfAny('<', '&') < 0 ? PlainText.Squash(value) : PlainText.Of(Parser.ParseDocument(value).Body!);
    }

    /// <summary>The absolute form of an address on the page; nothing of nothing, for that would be the page itself.</summary>
    internal sealed record Absolute : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => Uri.TryCreate(context.Page, v.Trim(), out var address) ? address.AbsoluteUri : "");
    }

    /// <summary>The first group (or the whole match) in each value; what does not match, or not in time, is dropped.</summary>
    internal sealed record Find(Regex Pattern) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => InTime(() => Pattern.Match(v) is { Success: true } m ? m.Groups.Count > 1 ? m.Groups[1].Value : m.Value : null)).OfType<string>();
    }

    /// <summary>Each match replaced; a value that takes too long is dropped, for half a replacement is none.</summary>
    internal sealed record Replace(Regex Pattern, string With) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => InTime(() => Pattern.Replace(v, With))).OfType<string>();
    }

    internal sealed record Split(string Separator) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.SelectMany(v => v.Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    internal sealed record Join(string Separator) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context)
        {
            var all = values.ToList();
            return all.Count == 0 ? [] : [string.Join(Separator, all)];
        }
    }

    internal sealed record Limit(int Length) : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => PlainText.Cut(v, Length));
    }

    /// <summary>Words before each value; nothing before nothing.</summary>
    internal sealed record Prepend(string Before) : Filter
    {
        internal override string? Template => Before;

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => context.Fill(Before) + v);
    }

    /// <summary>Words after each value; nothing after nothing.</summary>
    internal sealed record Append(string After) : Filter
    {
        internal override string? Template => After;

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v + context.Fill(After));
    }

    /// <summary>What a JSON path finds in a value that is itself JSON; a value that is no JSON is dropped.</summary>
    internal sealed record Json(string Path) : Filter
    {
        internal override string? Template => Path;

        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.SelectMany(v => Select(v, context));

        private IEnumerable<string> Select(string value, FilterContext context)
        {
            try
            {
                return [.. JsonText.Select(JsonText.Parse(value), context.FillPath(Path)).Select(JsonText.Of)];
            }
            catch (JsonReaderException)
            {
                return [];
            }
        }
    }

    /// <summary>The sum of all values that are plain numbers; none of them, or too large a sum: nothing.</summary>
    internal sealed record Sum : Filter
    {
        internal override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context)
        {
            var numbers = values
                .Select(v => decimal.TryParse(v, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null)
                .OfType<decimal>()
                .ToList();
            try
            {
                return numbers.Count == 0 ? [] : [numbers.Sum().ToString(CultureInfo.InvariantCulture)];
            }
            catch (OverflowException)
            {
                return [];
            }
        }
    }

    // Words that a pattern chokes on are words that it does not find.
    private static string? InTime(Func<string?> match)
    {
        try
        {
            return match();
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
