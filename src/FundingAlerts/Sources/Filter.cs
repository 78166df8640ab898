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

    /// <summary>A filter that makes of each value another, or none.</summary>
    internal abstract record OneByOne : Filter
    {
        /// <returns>Null for a value that is dropped.</returns>
        internal abstract string? Apply(string value, FilterContext context);

        internal sealed override IEnumerable<string> Apply(IEnumerable<string> values, FilterContext context) =>
            values.Select(v => Apply(v, context)).OfType<string>();
    }

    /// <summary>White space runs become one blank, ends are trimmed.</summary>
    internal sealed record Squash : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) => PlainText.Squash(value);
    }

    /// <summary>HTML becomes plain text; blocks become lines. Markup that no tree can be made of is dropped.</summary>
    internal sealed record Text : OneByOne
    {
        private static readonly HtmlParser Parser = new();

        // Most values have no markup, and a document is dear.
        internal override string? Apply(string value, FilterContext context) =>
            value.AsSpan().IndexOfAny('<', '&') < 0 ? PlainText.Squash(value) : context.Once(value, Plain);

        private static string? Plain(string value) =>
            MarkupBomb.IsIn(value, ResponseFormat.Html) ? null
            : TidyMarkup.PlainTextOf(value) ?? PlainText.Of(Parser.ParseDocument(value).Body!);
    }

    /// <summary>The absolute form of an address on the page; nothing of nothing, for that would be the page itself.</summary>
    internal sealed record Absolute : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) =>
            string.IsNullOrWhiteSpace(value) ? null
            : PrintedAddress.Resolve(context.Page, value.Trim());
    }

    /// <summary>The first group (or the whole match) in each value; what does not match, or not in time, is dropped.</summary>
    internal sealed record Find(Regex Pattern) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) =>
            InTime((Pattern, value), static of => of.Pattern.Match(of.value) is { Success: true } m ? m.Groups.Count > 1 ? m.Groups[1].Value : m.Value : null);
    }

    /// <summary>Each match replaced; a value that takes too long is dropped, for half a replacement is none.</summary>
    internal sealed record Replace(Regex Pattern, string With) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) => InTime((Pattern, value, With), static of => of.Pattern.Replace(of.value, of.With));
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

    internal sealed record Limit(int Length) : OneByOne
    {
        internal override string? Apply(string value, FilterContext context) => PlainText.Cut(value, Length);
    }

    /// <summary>Words before each value; nothing before nothing.</summary>
    internal sealed record Prepend(string Before) : OneByOne
    {
        internal override string? Template => Before;

        internal override string? Apply(string value, FilterContext context) => string.IsNullOrWhiteSpace(value) ? null : context.Fill(Before) + value;
    }

    /// <summary>Words after each value; nothing after nothing.</summary>
    internal sealed record Append(string After) : OneByOne
    {
        internal override string? Template => After;

        internal override string? Apply(string value, FilterContext context) => string.IsNullOrWhiteSpace(value) ? null : value + context.Fill(After);
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
    private static string? InTime<T>(T of, Func<T, string?> match)
    {
        try
        {
            return match(of);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
