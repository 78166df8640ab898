using System.Diagnostics.CodeAnalysis;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>Turns what a source asks for into what goes over the wire.</summary>
internal static class RequestMessages
{
    private const string AnyDocument =
        "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.5";

    /// <summary>The first header that a definition may not set; null when all are fine.</summary>
    public static string? FindReserved(IReadOnlyDictionary<string, string> headers) =>
        headers.Keys.FirstOrDefault(name => !RequestHeaders.IsFree(name));

    /// <param name="original">The host that the source names; another host, after a redirect, gets no headers of the site's own.</param>
    public static HttpRequestMessage Create(PageRequest request, Uri address, bool asPost, string original)
    {
        var message = new HttpRequestMessage(asPost ? HttpMethod.Post : HttpMethod.Get, address);
        foreach (var (name, value) in request.Headers)
            if (RequestHeaders.IsCommon(name) || address.Host == original)
                message.Headers.TryAddWithoutValidation(name, value);

        if (!message.Headers.Contains("Accept"))
            message.Headers.TryAddWithoutValidation("Accept", AnyDocument);

        if (asPost)
            message.Content = request.Body is { } body ? Whole(body) : Multipart(request.Parts!);
        else if (request.Validators is { } validators)
            AddConditions(message, validators);

        return message;
    }

    private static void AddConditions(HttpRequestMessage message, Validators validators)
    {
        if (validators.ETag is { } etag)
            message.Headers.TryAddWithoutValidation("If-None-Match", etag);

        message.Headers.IfModifiedSince = validators.LastModified;
    }

    private static ByteArrayContent Whole(RequestBody body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Content));
        content.Headers.TryAddWithoutValidation("Content-Type", body.MediaType);
        return content;
    }

    /// <summary>As a browser sends blobs: SEDIA answers 500 to parts that are plain strings.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The content owns its parts.")]
    private static MultipartFormDataContent Multipart(IReadOnlyList<RequestPart> parts)
    {
        var boundary = $"----FundingAlerts{Guid.NewGuid():N}";
        var content = new MultipartFormDataContent(boundary);
        foreach (var part in parts)
            content.Add(Blob(part));

        // .NET puts the boundary in quotes, which some servers take for a part of it.
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return content;
    }

    private static ByteArrayContent Blob(RequestPart part)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(part.Content));
        body.Headers.TryAddWithoutValidation("Content-Type", part.MediaType);
        body.Headers.TryAddWithoutValidation(
            "Content-Disposition", $"form-data; name=\"{Quoted(part.Name)}\"; filename=\"blob\"");
        return body;
    }

    private static string Quoted(string name) =>
        name.Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
