using FundingAlerts.Delivery;
using FundingAlerts.Delivery.SendGrid;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Web.Hooks;

/// <summary>Where mail providers say what became of our mails. Nobody else may: what is not signed is refused before it is read.</summary>
public static partial class DeliveryHooks
{
    public const string SendGridPath = "/hooks/sendgrid";

    /// <summary>Needs an <see cref="EventSignature"/>, a <see cref="DeliveryLog"/> and an <see cref="IClock"/>; without the first there is no such page.</summary>
    public static IEndpointRouteBuilder MapDeliveryHooks(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(SendGridPath, (Delegate)SendGridAsync);
        return endpoints;
    }

    private static async Task<IResult> SendGridAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetService<EventSignature>() is not { } signature)
            return TypedResults.NotFound();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DeliveryHooks));
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        if (await BodyAsync(context.Request, context.RequestAborted) is not { } body)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var verdict = signature.Check(
            context.Request.Headers[EventSignature.SignatureHeader], context.Request.Headers[EventSignature.TimestampHeader], body.Span, now);
        if (verdict != EventSignatureVerdict.Good)
        {
            LogRefused(log, verdict);
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }
        if (EventBatch.Read(body) is not { } batch)
        {
            LogUnreadable(log);
            return TypedResults.BadRequest();
        }
        // What is answered well is not said again, so it is kept before.
        var added = await services.GetRequiredService<DeliveryLog>().AcceptAsync(batch.Events, Guid.NewGuid().ToString("n"), now, context.RequestAborted);
        LogAccepted(log, added, batch.Events.Count - added, batch.Ignored);
        return TypedResults.NoContent();
    }

    // One byte more than may be tells that there is too much.
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > EventBatch.MostBytes)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > EventBatch.MostBytes)
                return null;
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    [LoggerMessage(LogLevel.Information, "Delivery events: {Added} new, {Known} known or of no mail of ours, {Ignored} ignored.")]
    private static partial void LogAccepted(ILogger log, int added, int known, int ignored);

    [LoggerMessage(LogLevel.Warning, "A call of the delivery hook is refused, its signature is {Verdict}. If SendGrid made it, compare FUNDINGALERTS_MAIL__WEBHOOKKEY with its verification key, and this machine's clock with the time.")]
    private static partial void LogRefused(ILogger log, EventSignatureVerdict verdict);

    [LoggerMessage(LogLevel.Error, "A call of the delivery hook is signed but holds no list in JSON.")]
    private static partial void LogUnreadable(ILogger log);
}
