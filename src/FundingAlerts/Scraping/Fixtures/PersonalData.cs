using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>
/// Takes what tells of persons out of a page before it is kept for years: mail addresses, telephone numbers, authors of
/// feeds, and what stands under labels such as "Contact". A name in running text cannot be told from other words: look.
/// </summary>
public static partial class PersonalData
{
    private const string Mail = "somebody@example.org";
    private const string Telephone = "+00 000 000000";
    private const string Nobody = "N. N.";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page without them, and how many places were changed.</summary>
    public static (string Text, int Changed) Strip(string text, ResponseFormat format)
    {
        var changed = 0;
        string Counted(string with)
        {
            changed++;
            return with;
        }

        if (format == ResponseFormat.Json && NamedValues(text, Counted) is { } json)
            text = json;
        if (format == ResponseFormat.Xml)
            text = FeedPersons().Replace(text, m => Counted($"{m.Groups["open"].Value}{Nobody}{m.Groups["close"].Value}"));
        if (format == ResponseFormat.Html)
            text = LabelledPersons().Replace(text, m => Counted($"{m.Groups["label"].Value}{Nobody}{m.Groups["close"].Value}"));
        text = Mails().Replace(text, m => m.Value.EndsWith(Mail, StringComparison.Ordinal) ? m.Value : Counted(Mail));
        text = Telephones().Replace(text, m => m.Value.Count(char.IsAsciiDigit) is >= 9 and <= 15 ? Counted(Telephone) : m.Value);
        return (text, changed);
    }

    // Null when it is no JSON; then the text is kept, and its addresses are taken out all the same.
    private static string? NamedValues(string text, Func<string, string> counted)
    {
        try
        {
            var root = JsonNode.Parse(text);
            var open = new Stack<JsonNode>(root is null ? [] : [root]);
            while (open.TryPop(out var node))
            {
                if (node is JsonObject named)
                {
                    foreach (var (name, value) in named.ToList())
                    {
                        if (value is JsonValue && PersonNames().IsMatch(name) && value.GetValueKind() == JsonValueKind.String)
                            named[name] = counted(Nobody);
                    }
                }
                foreach (var child in node is JsonObject o ? o.Select(p => p.Value) : node is JsonArray list ? list.AsEnumerable() : [])
                {
                    if (child is JsonObject or JsonArray)
                        open.Push(child);
                }
            }
            return root?.ToJsonString(Layout);
        }
        catch (Exception broken) when (broken is JsonException or ArgumentException)
        {
            return null;
        }
    }

    // jane.doe@funder.example, also within mailto:
    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Mails();

    // +31 88 042 42 42; +44 (0)1793 413000; tel:0031880424242. A date or an amount has no plus and no 00 before its country.
    [GeneratedRegex(@"(?:\+|\b00)[1-9][0-9]{0,2}[ .\-/]?(?:\(0\))?[ .\-/]?[0-9]{1,5}(?:[ .\-/]?[0-9]{1,5}){1,5}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Telephones();

    // <author>…</author>, <dc:creator>…</dc:creator>
    [GeneratedRegex(@"(?<open><(?:author|dc:creator|managingEditor|webMaster)(?:\s[^<>]{0,200})?>)[^<]{1,300}(?<close></)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FeedPersons();

    // <dt>Contact</dt><dd>Jane Doe</dd>; <th>Ansprechpartnerin:</th> <td>…
    [GeneratedRegex(@"(?<label><(?:dt|th|strong|b)(?:\s[^<>]{0,200})?>\s*(?i:contact|contact person|contactpersoon|ansprechpartner|ansprechpartnerin|ansprechperson|kontakt|programme manager|programme officer|author|auteur|autor)\s*:?\s*</(?:dt|th|strong|b)>\s*(?:<(?:dd|td|span|p)(?:\s[^<>]{0,200})?>)?\s*)[^<]{2,200}(?<close></)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelledPersons();

    // contactName, author, programmeOfficer, phone
    [GeneratedRegex(@"(?i)(contact_?(name|person|email|phone)|^author|officer|phone|^e?-?mail$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PersonNames();
}
