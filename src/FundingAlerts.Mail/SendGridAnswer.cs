using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FundingAlerts.Delivery;
using NodaTime;

namespace FundingAlerts.Mail;

/// <summary>What SendGrid answers, as an outcome. Its words may name an address: only the status and the field are repeated.</summary>
internal static class SendGridAnswer
{
    private const int LongestField = 40;
    private static readonly Duration Usual = Duration.FromMinutes(1);

    public static async Task<MailOutcome> OfAsync(HttpStatusCode status, HttpResponseHeaders? headers, HttpContent? body, Instant now, CancellationToken cancellationToken)
    {
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        switch (status)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices:
                return new MailOutcome.Sent();
            case HttpStatusCode.Unauthorized:
                return new MailOutcome.Trouble("SendGrid does not take the key. Check FUNDINGALERTS_MAIL__KEY, and that its region is __REGION.");
            case HttpStatusCode.Forbidden:
                return new MailOutcome.Trouble("SendGrid does not let us send: the key may not, or the sender is not verified. Check FUNDINGALERTS_MAIL__KEY and __FROM.");
            case HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                return new MailOutcome.Trouble($"SendGrid asks to wait ({code}).", AfterOf(headers, now) ?? Usual);
            case HttpStatusCode.BadRequest when await FieldAsync(body, cancellationToken) is { } field:
                return field.Split('.')[0] == "from"
                    ? new MailOutcome.Trouble("SendGrid does not take the sender's address. Check FUNDINGALERTS_MAIL__FROM.")
                    : new MailOutcome.Refused($"SendGrid refuses it ({code}, {field}).");
            case HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge:
                return new MailOutcome.Refused($"SendGrid refuses it ({code}).");
            default:
                return new MailOutcome.Trouble($"SendGrid answers {code}.");
        }
    }

    // Retry-After in seconds or as a date; of 429 also X-RateLimit-Reset, in seconds since 1970.
    private static Duration? AfterOf(HttpResponseHeaders? headers, Instant now)
    {
        if (headers?.RetryAfter is { Delta: { } delta })
            return Duration.FromTimeSpan(delta);
        if (headers?.RetryAfter is { Date: { } date })
            return Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - now);
        return headers is not null && headers.TryGetValues("X-RateLimit-Reset", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Instant.MaxValue.ToUnixTimeSeconds()
                ? Duration.Max(Duration.Zero, Instant.FromUnixTimeSeconds(seconds) - now)
                : null;
    }

    // {"errors":[{"message":"…","field":"personalizations.0.to.0.email","help":"…"}]}
    private static async Task<string?> FieldAsync(HttpContent? body, CancellationToken cancellationToken)
    {
        if (body is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(await body.ReadAsStringAsync(cancellationToken));
            var field = document.RootElement.GetProperty("errors")[0].GetProperty("field").GetString();
            return field is { Length: > 0 and <= LongestField } && field.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_') ? field : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
