using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources;

/// <summary>
/// JSON by paths, as Newtonsoft.Json understands them: $.results[*], $.metadata.identifier[0],
/// $.map.*[?(@.action =~ /^ABC /)].amount.
/// </summary>
internal static partial class JsonText
{
    private const int MaxDepth = 64;
    // Of two values under one name, nobody can say which one the site means.
    private static readonly JsonLoadSettings Strict = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };
    private static readonly JsonSelectSettings Bounded = new() { RegexMatchTimeout = TimeSpan.FromMilliseconds(250) };

    /// <exception cref="JsonReaderException">It is no JSON, ends in the middle, or names a value twice.</exception>
    public static JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text))
        {
            // Dates are words to be read by our own rules, not by a parser that shifts zones.
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = MaxDepth,
        };
        var token = JToken.ReadFrom(reader, Strict);
        if (reader.Read() && reader.TokenType != JsonToken.Comment)
            throw new JsonReaderException("Something follows after the end of the JSON document.");
        return token;
    }

    /// <summary>All that the path finds; nothing when it does not fit the document.</summary>
    public static IEnumerable<JToken> Select(JToken token, string path)
    {
        try
        {
            return [.. token.SelectTokens(path, Bounded)];
        }
        catch (Exception unfit) when (unfit is RegexMatchTimeoutException or JsonException or ArgumentException)
        {
            // A site's own word that was put into the path can break it.
            return [];
        }
    }

    /// <summary>A value as text: strings as they are, numbers and truth values invariant, the rest as compact JSON, null as nothing.</summary>
    public static string Of(JToken token) => token switch
    {
        JValue { Type: JTokenType.Null or JTokenType.Undefined } => "",
        JValue { Value: string text } => text,
        JValue { Value: bool truth } => truth ? "true" : "false",
        JValue { Value: IFormattable number } => number.ToString(null, CultureInfo.InvariantCulture),
        _ => token.ToString(Formatting.None),
    };

    /// <summary>Why the path cannot be read, or null when it can.</summary>
    public static string? FaultIn(string path)
    {
        try
        {
            _ = new JObject().SelectTokens(path, Bounded).Count();

            // An empty document does not try them.
            foreach (Match pattern in RegexInPath().Matches(path))
                _ = new Regex(pattern.Groups["pattern"].Value, RegexOptions.None, Bounded.RegexMatchTimeout!.Value);
            return null;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return fault.Message;
        }
    }

    // @.url =~ /^\/calls\/[^\/]+$/i
    [GeneratedRegex(@"=~\s*/(?<pattern>(?:\\.|[^/\\])*)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RegexInPath();
}
