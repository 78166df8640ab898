using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using FundingAlerts.Delivery;

namespace FundingAlerts.Mail;

/// <summary>
/// Hands letters that are addressed to a channel (an https address) to its incoming webhook, as text, and all others to the
/// transport. Slack takes a text; Microsoft Teams takes a card, and most others one of the two.
/// </summary>
/// <remarks>https://api.slack.com/messaging/webhooks and https://learn.microsoft.com/power-automate/teams/send-a-message-in-teams</remarks>
public sealed class ChannelMailer(IMailer mails, Func<HttpClient> connect) : IMailer
{
    internal const string HttpName = "FundingAlerts.Channels";

    // Teams takes 28 KB, in all.
    private const int LongestText = 9_000;

    /// <summary>The transport of all other letters.</summary>
    public IMailer Mails => mails;

    public int MostAtOnce => mails.MostAtOnce;

    public static bool IsChannel(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var outcomes = new MailOutcome[letters.Count];
        var rest = Enumerable.Range(0, letters.Count).Where(i => !IsChannel(letters[i].To.Address)).ToList();
        if (rest.Count > 0)
        {
            var sent = await mails.SendAsync([.. rest.Select(i => letters[i])], cancellationToken);
            for (var i = 0; i < rest.Count; i++)
                outcomes[rest[i]] = sent[i];
        }
        for (var i = 0; i < letters.Count; i++)
            outcomes[i] ??= await PostAsync(letters[i], cancellationToken);
        return outcomes;
    }

    /// <summary>What is posted: the subject and the text, without what follows the signature's dashes.</summary>
    public static JsonObject Body(Letter letter, string host)
    {
        var text = letter.Text.Split("\n-- \n")[0].TrimEnd();
        if (text.Length > LongestText)
            text = text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)] + " …";
        if (host.EndsWith("slack.com", StringComparison.OrdinalIgnoreCase))
            // Slack reads & < > as marks of its own; "<!channel>" in a title would call everybody.
            return new() { ["text"] = $"*{Escape(letter.Subject)}*\n{Escape(text)}" };
        return new()
        {
            ["type"] = "message",
            ["text"] = letter.Subject,
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new JsonArray(
                        new JsonObject { ["type"] = "TextBlock", ["size"] = "Large", ["weight"] = "Bolder", ["wrap"] = true, ["text"] = letter.Subject },
                        new JsonObject { ["type"] = "TextBlock", ["wrap"] = true, ["fontType"] = "Monospace", ["text"] = text }),
                },
            }),
        };
    }

    private async Task<MailOutcome> PostAsync(Letter letter, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(letter.To.Address, UriKind.Absolute, out var address) || address.UserInfo.Length > 0)
            return new MailOutcome.Refused("The channel's address is none.");
        try
        {
            using var answer = await connect().PostAsJsonAsync(address, Body(letter, address.IdnHost), cancellationToken);
            var code = ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return answer.StatusCode switch
            {
                >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new MailOutcome.Sent(),
                HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new MailOutcome.Passing($"The channel asks to wait ({code})."),
                _ => new MailOutcome.Refused($"The channel's webhook answers {code}; make a new one and enter it on the team's page."),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The message may hold the webhook's address, which is a secret.
            return new MailOutcome.Passing("The channel cannot be reached.");
        }
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
