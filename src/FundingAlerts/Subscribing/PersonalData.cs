using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>What we hold of a person, for that person: all of it to take along, or gone.</summary>
public sealed class PersonalData(SubscriberStore subscribers, Consents consents, CallMarks marks, MatchStore matches, Outbox outbox, ForgetSubscriber forget)
{
    private static readonly JsonSerializerOptions Indented = new(StoredJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A ZIP file: subscriber.json, and each mail that is kept as mails/ID.html and mails/ID.txt.</summary>
    /// <returns>Null where nobody is there.</returns>
    public async Task<byte[]?> ExportAsync(string subscriberId, Instant now, CancellationToken cancellationToken)
    {
        if (await subscribers.FindAsync(subscriberId, cancellationToken) is not { } subscriber)
            return null;
        var marked = await marks.OfAsync(subscriberId, cancellationToken);
        var mails = await outbox.AllAsync(subscriberId, cancellationToken);
        var all = new
        {
            exportedAt = now,
            subscriber,
            interests = await subscribers.InterestsOfAsync(subscriberId, cancellationToken),
            consents = await consents.OfAsync(subscriberId, cancellationToken),
            notForMe = marked.Hidden.Select(c => c.ToString()),
            reminders = marked.Saved.Select(s => new { call = s.Key.ToString(), leadDays = s.Value }),
            calls = (await matches.CallsAsync(subscriberId, cancellationToken)).Select(c => c.ToString()),
            mails = mails.Select(m => new { m.DeliveryId, m.Subject, m.PromisedAt, m.State, m.SentAt }),
        };
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteAsync(archive, "subscriber.json", JsonSerializer.Serialize(all, Indented), now, cancellationToken);
            foreach (var mail in mails)
            {
                if (await outbox.FindLetterAsync(mail, cancellationToken) is not { } letter)
                    continue;
                await WriteAsync(archive, $"mails/{Keys.Part(mail.DeliveryId)}.html", letter.Html, now, cancellationToken);
                await WriteAsync(archive, $"mails/{Keys.Part(mail.DeliveryId)}.txt", letter.Text, now, cancellationToken);
            }
        }
        return file.ToArray();
    }

    /// <summary>Removes all that is known of them. Backups that were made before hold it until they are deleted.</summary>
    /// <returns>Whether there was anybody.</returns>
    public Task<bool> EraseAsync(string subscriberId, CancellationToken cancellationToken) => forget.EraseAsync(subscriberId, cancellationToken);

    private static async Task WriteAsync(ZipArchive archive, string name, string content, Instant now, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = now.ToDateTimeOffset();
        await using var stream = await entry.OpenAsync(cancellationToken);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(content), cancellationToken);
    }
}
