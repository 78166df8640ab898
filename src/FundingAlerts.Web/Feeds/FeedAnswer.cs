using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>
/// A document with an ETag over its bytes, and 304 for who has it already. It is written twice, once only to be hashed: nothing
/// is held in memory, and the same state has the same ETag on every instance and after every start.
/// </summary>
internal sealed record FeedAnswer(string contentType, Func<Stream, CancellationToken, Task> write) : IResult
{
    /// <summary>When it last came to say something else; null where only the ETag can tell.</summary>
    public Instant? LastModified { get; init; }

    /// <summary>What a browser would store it as; null for a document that is shown.</summary>
    public string? FileName { get; init; }

    public string CacheControl { get; init; } = "public, max-age=300";

    public FeedAnswer(string contentType, byte[] content)
        : this(contentType, (stream, cancellationToken) => stream.WriteAsync(content, cancellationToken).AsTask())
    {
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var tag = new EntityTagHeaderValue($"\"{await HashAsync(httpContext.RequestAborted)}\"");
        var modified = LastModified?.ToDateTimeOffset();
        var headers = response.GetTypedHeaders();
        headers.ETag = tag;
        headers.LastModified = modified;
        response.Headers.CacheControl = CacheControl;
        if (IsKnown(request.GetTypedHeaders(), tag, headers.LastModified))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = contentType;
        if (FileName is not null)
            response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        if (!HttpMethods.IsHead(request.Method))
            await write(response.Body, httpContext.RequestAborted);
    }

    // RFC 9110, 13.2.2: the date counts only where no tag is given.
    private static bool IsKnown(RequestHeaders request, EntityTagHeaderValue tag, DateTimeOffset? modified) =>
        request.IfNoneMatch is { Count: > 0 } tags
            ? tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(tag, useStrongComparison: false))
            : modified is { } at && request.IfModifiedSince >= at;

    private async Task<string> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        await using (var sink = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            await write(sink, cancellationToken);
        return Convert.ToHexStringLower(hash.Hash!)[..32];
    }
}
