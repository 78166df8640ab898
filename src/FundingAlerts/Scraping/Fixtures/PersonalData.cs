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
            text = Named(FeedPersons(), text, Counted);
        if (format == ResponseFormat.Html)
            text = Named(InlinePersons(), Named(LabelledPersons(), text, Counted), Counted);
        text = HiddenMails().Replace(text, _ => Counted(Mail));
        text = Mails().Replace(text, m => m.Value.EndsWith(Mail, StringComparison.Ordinal) ? m.Value : Counted(Mail));
        text = Telephones().Replace(text, m => IsTelephone(m.Groups["number"].Value) ? Counted(m.Groups["before"].Value + Telephone) : m.Value);
        return (text, changed);
    }

    private static string Named(Regex pattern, string text, Func<string, string> counted) => pattern.Replace(
        text,
        m => m.Groups["name"].Value.Trim() is Nobody or "" ? m.Value : counted($"{m.Groups["before"].Value}{Nobody}{m.Groups["after"].Value}"));

    // A long number without any blank is a reference.
    private static bool IsTelephone(string number) =>
        number.Count(char.IsAsciiDigit) is >= 9 and <= 15
        && !number.StartsWith("000", StringComparison.Ordinal)
        && (number[0] == '+' || number.StartsWith("06", StringComparison.Ordinal) || number.AsSpan().IndexOfAny(" -.(") > 0);

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
                        if (PersonNames().IsMatch(name))
                            named[name] = Unnamed(value, counted);
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

    // Every text below the name of a person's value, however deep that lies.
    private static JsonNode? Unnamed(JsonNode? value, Func<string, string> counted) => value switch
    {
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>() is Nobody or "" ? text.DeepClone() : counted(Nobody),
        JsonArray list => new JsonArray([.. list.Select(v => Unnamed(v, counted))]),
        JsonObject named => new JsonObject(named.Select(p => KeyValuePair.Create(p.Key, Unnamed(p.Value, counted)))),
        null => null,
        _ => value.DeepClone(),
    };

    // jane.doe@funder.example, also within mailto:
    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Mails();

    // jane (at) funder.example, jane [at] funder [dot] example, jane%40funder.example, jane&#64;funder.example
    [GeneratedRegex(@"[\p{L}\p{N}._+-]+(?:%40|&\#64;|&commat;| ?[(\[] ?at ?[)\]] ?)[\p{L}\p{N}-]+(?:(?:\.| ?[(\[] ?dot ?[)\]] ?)[\p{L}\p{N}-]+)+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HiddenMails();

    // +31 88 042 42 42; +44 (0)1793 413000; 0031 88 042 42 42; 020 7946 0000; 06-12345678. Not within an address or a quoted number.
    [GeneratedRegex(@"(?<before>^|[^\w/""'+.\-])(?<number>\+[1-9][0-9]{0,2}[ .\-/]?(?:\(0\))?[ .\-/]?[0-9]{1,5}(?:[ .\-/]?[0-9]{1,5}){1,5}|00[1-9][0-9]?[ .\-](?:\(0\))?[ .\-]?[0-9]{1,5}(?:[ .\-]?[0-9]{1,5}){1,5}|0[0-9]{2,4}[ \-][0-9]{2,4}(?:[ \-]?[0-9]{2,4}){1,3}|06[ \-]?[0-9]{8})\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Telephones();

    // <author>…</author>, <author><name>…</name>, <dc:creator><![CDATA[…]]></dc:creator>
    [GeneratedRegex(@"(?<before><(?:author|dc:creator|managingEditor|webMaster)(?:\s[^<>]{0,200})?>\s*(?:<name>)?\s*(?:<!\[CDATA\[)?)(?<name>[^<\]]{1,300})(?<after>(?:\]\]>)?\s*</)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FeedPersons();

    // <dt>Contact</dt><dd>Jane Doe</dd>; <th>Ansprechpartnerin:</th> <td><a>…; <strong>Contact:</strong> Jane Doe<br>; <h3>Contacts</h3><ul><li>…
    [GeneratedRegex(@"(?<before><(?:dt|th|strong|b|h[1-6])(?:\s[^<>]{0,200})?>\s*(?i:contacts?|contact person|contact name|contactpersoon|ansprechpartner|ansprechpartnerin|ansprechperson|kontakt|programme manager|programme officer|author|auteur|autor)\s*:?\s*</(?:dt|th|strong|b|h[1-6])>\s*(?:<[^<>]{0,200}>\s*){0,4})(?<name>[^<]{2,200})(?<after><)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LabelledPersons();

    // Contact: Jane Doe. The label stands in the text itself.
    [GeneratedRegex(@"(?<before>\b(?i:contact|contact person|contact name|contactpersoon|ansprechpartner|ansprechpartnerin|ansprechperson|programme manager|programme officer)\s*:[ \t]*)(?<name>(?:(?:Dr|Prof|Mr|Mrs|Ms|Dhr|Mevr|Mevrouw|Frau|Herr|M|Mme)\.? ){0,3}\p{Lu}[\p{L}'’.\-]{0,40}(?: (?:de|van|der|den|von|le|la|[\p{Lu}][\p{L}'’.\-]{0,40})){1,4})(?<after>)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InlinePersons();

    // contactName, contact, authors, programmeOfficer, phone; not authority, authorId, contactless
    [GeneratedRegex(@"(?i)^(contacts?|contact_?(person|name|email|phone|details|info)s?|authors?|author_?name|.{0,30}officer|(tele)?phone(_?number)?|e-?mail(_?address)?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PersonNames();
}
