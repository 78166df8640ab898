using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Delivery;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Mail;

/// <summary>A letter as a MIME message. The same letter at the same moment is the same bytes.</summary>
internal sealed class LetterMime(MailboxAddress from, IClock clock)
{
    /// <summary>Names a mail of ours to whoever returns it: "ann/ann-2026-08-24".</summary>
    public const string DeliveryHeader = "X-Delivery";

    private const int LongestName = 120;

    // "root" and "<x>" are mailboxes to MimeKit; none of ours is without a domain.
    private static readonly ParserOptions Strict = new() { AllowAddressesWithoutDomain = false, AddressParserComplianceMode = RfcComplianceMode.Strict };

    /// <summary>The same bytes on every machine.</summary>
    public static FormatOptions Format { get; } = MakeFormat();

    /// <returns>Null when the recipient's address is none.</returns>
    public MimeMessage? Of(Letter letter)
    {
        if (AddressOf(letter) is not { } address)
            return null;
        var message = new MimeMessage
        {
            Subject = OneLine(letter.Subject),
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            MessageId = MessageIdOf(letter),
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = letter.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
                new TextPart("html") { Text = letter.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            },
        };
        // MimeKit draws a random boundary; ours makes the same letter the same bytes. Quoted-printable text holds no "=_".
        ((Multipart)message.Body).Boundary = $"=_{Hash(letter.DeliveryId)}";
        message.From.Add(from);
        message.To.Add(address);
        foreach (var (name, value) in letter.Headers)
            message.Headers.Replace(name, OneLine(value));
        if (letter.SubscriberId.Length > 0)
            message.Headers.Replace(DeliveryHeader, MailToken.Write(new(letter.SubscriberId, letter.DeliveryId)));
        return message;
    }

    /// <summary>The mailbox a letter goes to; null when its address is none.</summary>
    public static MailboxAddress? AddressOf(Letter letter) => MailboxAddress.TryParse(Strict, letter.To.Address, out var address)
        ? new(letter.To.Name is { } name ? OneLine(name) : null, address.Address)
        : null;

    public static string NoAddress(Letter letter) => $"The address of {letter.DeliveryId} is no mail address.";

    /// <summary>Different ids have different names, and every name is good for a file and for a Message-Id: "a/b" is "a~2Fb".</summary>
    public static string NameOf(string deliveryId)
    {
        var name = MailToken.Escape(deliveryId);
        return name.Length <= LongestName ? name : $"{name[..(LongestName - 33)]}~{Hash(deliveryId)}";
    }

    /// <summary>A line end would begin another header.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    // Whoever returns a mail returns its Message-Id, if nothing else.
    private string MessageIdOf(Letter letter)
    {
        var name = NameOf(letter.DeliveryId);
        var subscriber = MailToken.Escape(letter.SubscriberId);
        return letter.SubscriberId.Length == 0 || name.Length + subscriber.Length > LongestName * 2
            ? $"{name}@{from.Domain}"
            : $"{name}+{subscriber}@{from.Domain}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
