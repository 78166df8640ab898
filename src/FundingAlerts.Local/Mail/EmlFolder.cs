using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Delivery;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Local.Mail;

/// <summary>
/// A mailbox for one machine: each letter becomes &lt;delivery id&gt;.eml, which every mail program opens.
/// The same letter sent twice is the same file, so nobody is mailed twice.
/// </summary>
internal sealed class EmlFolder(string folder, MailboxAddress from, IClock clock) : IMailer
{
    private const int LongestName = 120;

    // "root" and "<x>" are mailboxes to MimeKit; none of ours is without a domain.
    private static readonly ParserOptions Strict = new() { AllowAddressesWithoutDomain = false, AddressParserComplianceMode = RfcComplianceMode.Strict };

    // The same bytes on every machine.
    private static readonly FormatOptions Format = MakeFormat();

    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var message = ToMime(letter);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, NameOf(letter) + ".eml");
        var half = path + ".part";
        await using (var file = File.Create(half))
        {
            await message.WriteToAsync(Format, file, cancellationToken);
            await file.FlushAsync(cancellationToken);
            // It is noted as sent next, which must not outlive the mail in a power cut.
            RandomAccess.FlushToDisk(file.SafeFileHandle);
        }
        File.Move(half, path, overwrite: true);
    }

    /// <exception cref="MailRefusedException">The address is none.</exception>
    internal MimeMessage ToMime(Letter letter)
    {
        if (!MailboxAddress.TryParse(Strict, letter.To.Address, out var address))
            throw new MailRefusedException($"The address of {letter.DeliveryId} is no mail address.");
        var message = new MimeMessage
        {
            Subject = OneLine(letter.Subject),
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            MessageId = $"{NameOf(letter)}@{from.Domain}",
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = letter.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
                new TextPart("html") { Text = letter.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            },
        };
        // MimeKit draws a random boundary; ours makes the same letter the same bytes. Quoted-printable text holds no "=_".
        ((Multipart)message.Body).Boundary = $"=_{Hash(letter.DeliveryId)}";
        message.From.Add(from);
        message.To.Add(new MailboxAddress(letter.To.Name is { } toName ? OneLine(toName) : null, address.Address));
        foreach (var (name, value) in letter.Headers)
            message.Headers.Replace(name, OneLine(value));
        return message;
    }

    /// <summary>Different ids have different names, and every name is good for a file and for a Message-Id: "a/b" is "a~2Fb".</summary>
    private static string NameOf(Letter letter)
    {
        var name = new StringBuilder();
        foreach (var c in letter.DeliveryId)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                name.Append(c);
            else
                name.Append(CultureInfo.InvariantCulture, $"~{(int)c:X2}");
        }
        return name.Length <= LongestName ? name.ToString() : $"{name.ToString(0, LongestName - 33)}~{Hash(letter.DeliveryId)}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    // A line end would begin another header.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
