using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FundingAlerts.Delivery;
using MimeKit;
using NodaTime;

namespace FundingAlerts.Mail.Bounces;

/// <summary>
/// Reads what mail servers send back: delivery reports (RFC 3464) and complaints (RFC 5965). Which mail of ours it is about
/// stands in the envelope id, or in the returned headers. Anybody may write such a mail, so nothing in it is believed but that.
/// </summary>
internal static partial class BounceReader
{
    /// <summary>In bytes; a report of ours returns at most a mail of ours.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    internal const string TooLarge = "It is larger than 5 MB, which no report about a mail of ours is. Look at it by hand, and delete it.";
    internal const string NoMail = "It cannot be read as a mail; perhaps it was cut off. Look at it by hand.";
    internal const string NoReport = "It holds no delivery report (RFC 3464) and no complaint (RFC 5965). A person may have written it: read it, and answer.";
    internal const string NotOurs = "It does not say which mail of ours it is about. Look at it by hand.";
    internal const string NothingHappened = "It reports nothing that changes anything (a mail that was passed on, or a message that is no complaint).";

    private static readonly ParserOptions Shallow = new() { MaxMimeDepth = 32 };

    public static async Task<BounceReading> ReadAsync(byte[] content, Instant now, CancellationToken cancellationToken)
    {
        if (content.Length > MostBytes)
            return BounceReading.Aside(TooLarge);
        try
        {
            using var stream = new MemoryStream(content, writable: false);
            using var message = await MimeMessage.LoadAsync(Shallow, stream, cancellationToken);
            return Read(message, content, now);
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidOperationException or ArgumentException or NotSupportedException or IOException)
        {
            return BounceReading.Aside(NoMail);
        }
    }

    private static BounceReading Read(MimeMessage message, byte[] content, Instant now)
    {
        if (message.Headers.Count == 0 || message.Body is null)
            return BounceReading.Aside(NoMail);
        using var parts = new MimeIterator(message);
        var (status, complaint) = (default(MessageDeliveryStatus), default(MessageFeedbackReport));
        var names = new List<MailName?>();
        while (parts.MoveNext())
        {
            status ??= parts.Current as MessageDeliveryStatus;
            complaint ??= parts.Current as MessageFeedbackReport;
            names.Add(ReturnedMail.NameIn(parts.Current));
        }
        if (status is null && complaint is null)
            return BounceReading.Aside(NoReport);
        var (kind, reason, at) = status is not null ? Happened(status) : (KindOf(complaint!), complaint!.Fields["Feedback-Type"], null);
        if (kind is not { } known)
            return BounceReading.Aside(NothingHappened);
        names.Insert(0, MailToken.Read(status?.StatusGroups.FirstOrDefault()?["Original-Envelope-Id"] ?? complaint?.Fields["Original-Envelope-Id"]));
        names.Add(MailToken.ReadMessageId(message.InReplyTo));
        if (names.OfType<MailName>().Select(n => (MailName?)n).FirstOrDefault() is not { } name)
            return BounceReading.Aside(NotOurs);
        var when = at ?? (message.Date == default ? now : Instant.FromDateTimeOffset(message.Date));
        return new(new(IdOf(message, content), name.SubscriberId, name.DeliveryId, known, Instant.Min(when, now), reason), Problem: null);
    }

    /// <summary>The gravest of what happened to the recipients, of whom our mails have one.</summary>
    private static (DeliveryEventKind? Kind, string? Reason, Instant? At) Happened(MessageDeliveryStatus status) =>
        status.StatusGroups
            .Select(group => (Kind: KindOf(group), Reason: ReasonOf(group), At: TimeOf(group)))
            .Where(h => h.Kind is not null)
            .OrderBy(h => h.Kind switch
            {
                DeliveryEventKind.Bounced => 0,
                DeliveryEventKind.SoftBounced => 1,
                DeliveryEventKind.Deferred => 2,
                _ => 3,
            })
            .FirstOrDefault();

    private static DeliveryEventKind? KindOf(HeaderList recipient) => recipient["Action"]?.Trim().ToLowerInvariant() switch
    {
        "failed" => IsForGood(StatusOf(recipient)) ? DeliveryEventKind.Bounced : DeliveryEventKind.SoftBounced,
        "delayed" => DeliveryEventKind.Deferred,
        "delivered" => DeliveryEventKind.Delivered,
        _ => null,
    };

    // A full mailbox (5.2.2) may be emptied; 4.x.x was tried for days.
    private static bool IsForGood(string status) => status.StartsWith("5.", StringComparison.Ordinal) && status != "5.2.2";

    private static string StatusOf(HeaderList recipient)
    {
        if (StatusCode.Match(recipient["Status"] ?? "") is { Success: true, Value: var status })
            return status;
        // Old servers say it in the diagnostic alone: "smtp; 550 5.1.1 no such user".
        return SmtpCode.Match(recipient["Diagnostic-Code"] ?? "") is { Success: true } smtp ? $"{smtp.Groups["class"].Value}.0.0" : "";
    }

    private static string? ReasonOf(HeaderList recipient) =>
        string.Join(' ', new[] { recipient["Status"], recipient["Diagnostic-Code"] }.OfType<string>().Select(LetterMime.OneLine)) is { Length: > 0 } reason ? reason : null;

    private static Instant? TimeOf(HeaderList recipient) =>
        MimeKit.Utils.DateUtils.TryParse(recipient["Last-Attempt-Date"] ?? "", out var date) ? Instant.FromDateTimeOffset(date) : null;

    private static DeliveryEventKind? KindOf(MessageFeedbackReport complaint) => complaint.Fields["Feedback-Type"]?.Trim().ToLowerInvariant() switch
    {
        "abuse" or "fraud" => DeliveryEventKind.Complained,
        "opt-out" or "opt-out-list" => DeliveryEventKind.Unsubscribed,
        _ => null,
    };

    // Read twice, perhaps by two paths, it is the same event.
    private static string IdOf(MimeMessage message, byte[] content) =>
        Convert.ToHexStringLower(SHA256.HashData(message.MessageId is { Length: > 0 } id ? Encoding.UTF8.GetBytes(id) : content).AsSpan(0, 16));

    // "5.1.1", "4.4.7 (delivery time expired)"
    [GeneratedRegex(@"[245]\.[0-9]{1,3}\.[0-9]{1,3}", RegexOptions.NonBacktracking)]
    private static partial Regex StatusCode { get; }

    // "smtp; 550 no such user"
    [GeneratedRegex(@"smtp;[ \t]*(?<class>[245])[0-9]{2}\b", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SmtpCode { get; }
}

/// <param name="Event">What happened; null when there is a problem.</param>
/// <param name="Problem">Why nothing can be made of it, and what to do. Names no address.</param>
internal sealed record BounceReading(DeliveryEvent? Event, string? Problem)
{
    public static BounceReading Aside(string problem) => new(null, problem);
}
