using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Web.Mails;

/// <summary>Words digests and reminders as mails; <c>WriteAsync</c> is a <see cref="LetterWriter"/> and a <see cref="ReminderWriter"/>. The same digest gives the same bytes.</summary>
public sealed class DigestLetter(MailIdentity identity, IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>In bytes of UTF-8. Gmail clips at 102 KB, and transports add to what we write.</summary>
    public const int MaxHtmlBytes = 80 * 1024;

    private readonly MailModelWriter _models = new(identity);

    public Task<Letter> WriteAsync(Digest digest, CancellationToken cancellationToken) =>
        WriteAsync(digest.Id.ToString(), digest.Reader, length => _models.Write(digest, length), cancellationToken);

    public Task<Letter> WriteAsync(Reminder reminder, CancellationToken cancellationToken) =>
        WriteAsync(reminder.DeliveryId, reminder.Reader, length => _models.Write(reminder, length), cancellationToken);

    private async Task<Letter> WriteAsync(string deliveryId, Subscriber reader, Func<MailLength, MailModel> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (model, html) = await FitAsync(write);
        return new(
            deliveryId,
            new(reader.Address, PlainText.Line(reader.Name) is { Length: > 0 } name ? name : null),
            model.Subject,
            html,
            DigestText.Write(model))
        {
            Headers = Headers(model),
        };
    }

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

    private Dictionary<string, string> Headers(MailModel model) => new(StringComparer.Ordinal)
    {
        ["List-Id"] = $"{model.FromName.Replace("<", "", StringComparison.Ordinal)} <digest.{ListHost()}>",
        ["List-Unsubscribe"] = $"<{model.StopLink}>",
        ["Auto-Submitted"] = "auto-generated",
        ["Content-Language"] = model.Book.Language,
    };

    // RFC 2919: a list's id lies in a domain that its owner holds.
    private string ListHost() =>
        identity.Site?.IdnHost ?? identity.ContactAddress[(identity.ContactAddress.LastIndexOf('@') + 1)..];

    private async Task<string> RenderAsync(MailModel model)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(DigestMail.Model)] = model });
            var root = await renderer.RenderComponentAsync<DigestMail>(parameters);
            return root.ToHtmlString();
        });
        return Dense(html);
    }

    // Indentation is a fifth of the bytes; a line break is white space enough.
    private static string Dense(string html) =>
        string.Join('\n', html.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) + "\n";
}
