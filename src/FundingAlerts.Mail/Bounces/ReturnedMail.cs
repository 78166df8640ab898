using FundingAlerts.Delivery;
using MimeKit;

namespace FundingAlerts.Mail.Bounces;

/// <summary>A mail of ours, or its headers, in what came back.</summary>
internal static class ReturnedMail
{
    private const int MostHeaderBytes = 256 * 1024;

    /// <returns>Null when the part is no returned mail, or none of ours.</returns>
    public static MailName? NameIn(MimeEntity? part) => part switch
    {
        MessagePart { Message: { } returned } => NameIn(returned.Headers),
        MimePart { Content: not null } headers when headers.ContentType.IsMimeType("text", "rfc822-headers") => NameIn(Load(headers)),
        _ => null,
    };

    private static MailName? NameIn(HeaderList headers) =>
        MailToken.Read(headers[LetterMime.DeliveryHeader]) ?? MailToken.ReadMessageId(headers[HeaderId.MessageId]);

    private static HeaderList Load(MimePart part)
    {
        using var content = part.Content!.Open();
        using var start = new MemoryStream();
        var buffer = new byte[8_192];
        for (int read; start.Length < MostHeaderBytes && (read = content.Read(buffer)) > 0;)
            start.Write(buffer, 0, read);
        // Headers end at an empty line, which such a part may lack.
        start.Write("\r\n\r\n"u8);
        start.Position = 0;
        return HeaderList.Load(start);
    }
}
