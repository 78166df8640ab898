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
    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using var message = ToMime(letter);
        var path = Path.Combine(folder, FileName(letter.DeliveryId));
        var half = path + ".part";
        await using (var file = File.Create(half))
            await message.WriteToAsync(file, cancellationToken);
        File.Move(half, path, overwrite: true);
    }

    /// <exception cref="MailRefusedException">The address is none.</exception>
    internal MimeMessage ToMime(Letter letter)
    {
        if (!MailboxAddress.TryParse(letter.To.Address, out var address))
            throw new MailRefusedException($"The address of {letter.DeliveryId} is no mail address.");
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = clock.GetCurrentInstant().ToDateTimeOffset(),
            MessageId = $"{letter.DeliveryId}@{from.Domain}",
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = letter.Text, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
                new TextPart("html") { Text = letter.Html, ContentTransferEncoding = ContentEncoding.QuotedPrintable },
            },
        };
        // MimeKit draws a random boundary; ours makes the same letter the same bytes.
        ((Multipart)message.Body).Boundary = $"=_{letter.DeliveryId}";
        message.From.Add(from);
        message.To.Add(new MailboxAddress(letter.To.Name, address.Address));
        foreach (var (name, value) in letter.Headers)
            message.Headers.Replace(name, value);
        return message;
    }

    private static string FileName(string deliveryId) =>
        string.Concat(deliveryId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')) + ".eml";
}
