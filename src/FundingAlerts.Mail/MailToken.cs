using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FundingAlerts.Delivery;

namespace FundingAlerts.Mail;

/// <summary>One mail of the outbox in a header or an envelope id: "ann/ann-2026-08-24".</summary>
internal static partial class MailToken
{
    private const int Longest = 1_000;

    public static string Write(MailName mail) => $"{Escape(mail.SubscriberId)}/{Escape(mail.DeliveryId)}";

    /// <returns>Null when it is none of ours.</returns>
    public static MailName? Read(string? text) =>
        text?.Trim() is { Length: > 0 and <= Longest } token && Token.Match(token) is { Success: true } read
            ? new(Unescape(read.Groups["subscriber"].Value), Unescape(read.Groups["delivery"].Value))
            : null;

    /// <summary>Reads a Message-Id of ours: "ann-2026-08-24+ann@example.org".</summary>
    public static MailName? ReadMessageId(string? text) =>
        text?.Trim(' ', '<', '>') is { Length: <= Longest } id && id.Split('@')[0].Split('+') is [var delivery, var subscriber]
            ? Read($"{subscriber}/{delivery}")
            : null;

    /// <summary>Letters, digits, - and _ stay what they are: "a/b" is "a~2Fb", "€" is "~~20AC".</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                escaped.Append(c);
            else
                escaped.Append(c <= 0xFF ? "~" : "~~").Append(((int)c).ToString(c <= 0xFF ? "X2" : "X4", CultureInfo.InvariantCulture));
        }
        return escaped.ToString();
    }

    private static string Unescape(string text) => Escaped.Replace(text, match => ((char)int.Parse(match.Value.TrimStart('~'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    // "ann/ann-2026-08-24", "team~20x/a~~20ACb"
    [GeneratedRegex(@"^(?<subscriber>([A-Za-z0-9_-]|~[0-9A-F]{2}|~~[0-9A-F]{4})+)/(?<delivery>([A-Za-z0-9_-]|~[0-9A-F]{2}|~~[0-9A-F]{4})+)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Token { get; }

    [GeneratedRegex("~~[0-9A-F]{4}|~[0-9A-F]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Escaped { get; }
}
