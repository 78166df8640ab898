using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Delivery.SendGrid;
using SendGrid.Helpers.Mail;

namespace FundingAlerts.Mail;

/// <summary>Letters that say the same as one request of SendGrid's v3 mail/send.</summary>
/// <remarks>https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send</remarks>
internal static class SendGridRequest
{
    /// <summary>Personalizations of a request.</summary>
    public const int MostPeople = 1_000;

    // SendGrid writes these itself, and refuses a request that has them.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding", "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    public static SendGridMessage Of(IReadOnlyList<Letter> letters, EmailAddress from, bool sandbox) => new()
    {
        From = from,
        Subject = LetterMime.OneLine(letters[0].Subject),
        // In this order: the first is what a reader falls back to.
        Contents = [new("text/plain", letters[0].Text), new("text/html", letters[0].Html)],
        Personalizations = [.. letters.Select(Of)],
        // It would read our links and put a pixel into the mail. Switched off by words: an account may have them on.
        TrackingSettings = new()
        {
            ClickTracking = new() { Enable = false, EnableText = false },
            OpenTracking = new() { Enable = false },
            SubscriptionTracking = new() { Enable = false },
            Ganalytics = new() { Enable = false },
        },
        MailSettings = new() { SandboxMode = new() { Enable = sandbox } },
    };

    private static Personalization Of(Letter letter)
    {
        var address = LetterMime.AddressOf(letter)!;
        return new()
        {
            Tos = [new(address.Address, address.Name)],
            Headers = Headers(letter),
            CustomArgs = new(StringComparer.Ordinal) { [EventBatch.DeliveryArgument] = letter.DeliveryId, [EventBatch.SubscriberArgument] = letter.SubscriberId },
        };
    }

    private static Dictionary<string, string>? Headers(Letter letter)
    {
        var headers = letter.Headers.Where(h => !Reserved.Contains(h.Key)).ToDictionary(h => h.Key, h => Ascii(h.Value), StringComparer.OrdinalIgnoreCase);
        return headers.Count == 0 ? null : headers;
    }

    // SendGrid takes headers as they go over the wire: other letters as RFC 2047 writes them.
    private static string Ascii(string value)
    {
        var line = LetterMime.OneLine(value);
        return line.All(char.IsAscii) ? line : Encoding.ASCII.GetString(MimeKit.Utils.Rfc2047.EncodeText(Encoding.UTF8, line)).Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }
}
