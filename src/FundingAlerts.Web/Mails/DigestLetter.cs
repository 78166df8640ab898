using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>Words digests and reminders as mails; <c>WriteAsync</c> is a <see cref="LetterWriter"/> and a <see cref="ReminderWriter"/>. The same digest gives the same bytes.</summary>
public sealed class DigestLetter(LetterRenderer renderer)
{
    /// <summary>In bytes of UTF-8. Gmail clips at 102 KB, and transports add to what we write.</summary>
    public const int MaxHtmlBytes = 80 * 1024;

    public async Task<Letter> WriteAsync(Digest digest, CancellationToken cancellationToken)
    {
        var models = new MailModelWriter(renderer.Identity, await renderer.SignerAsync(cancellationToken));
        return await WriteAsync(digest.Id.ToString(), digest.Reader, length => models.Write(digest, length), cancellationToken);
    }

    public async Task<Letter> WriteAsync(Reminder reminder, CancellationToken cancellationToken)
    {
        var models = new MailModelWriter(renderer.Identity, await renderer.SignerAsync(cancellationToken));
        return await WriteAsync(reminder.DeliveryId, reminder.Reader, length => models.Write(reminder, length), cancellationToken);
    }

    private async Task<Letter> WriteAsync(string deliveryId, Subscriber reader, Func<MailLength, MailModel> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (model, html) = await FitAsync(write);
        return new(deliveryId, RecipientOf(reader), model.Subject, html, DigestText.Write(model))
        {
            Headers = renderer.ListHeaders(model),
        };
    }

    internal static Recipient RecipientOf(Subscriber reader) =>
        new(reader.Address, PlainText.Line(reader.Name) is { Length: > 0 } name ? name : null);

    private async Task<(MailModel Model, string Html)> FitAsync(Func<MailLength, MailModel> write)
    {
        foreach (var length in MailLength.FromFull.SkipLast(1))
        {
            var model = write(length);
            var html = await RenderAsync(model);
            if (Encoding.UTF8.GetByteCount(html) <= MaxHtmlBytes)
                return (model, html);
        }
        var terse = write(MailLength.FromFull[^1]);
        return (terse, await RenderAsync(terse));
    }

    private Task<string> RenderAsync(MailModel model) => renderer.RenderAsync<DigestMail>(nameof(DigestMail.Model), model);
}
