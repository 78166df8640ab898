using System.Net;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>
/// Reads the body inside the attempt, so that the attempt's time-out and its retries count for the body too,
/// and through a cap on the decompressed bytes, so that no page and no compression bomb fills the memory.
/// </summary>
internal sealed class WholeBodyHandler : DelegatingHandler
{
    public static readonly HttpRequestOptionsKey<BodyLimit> Limit = new("FundingAlerts.BodyLimit");

    // Enough of an error page to see whether it asks for a human.
    private static readonly BodyLimit ErrorPage = new(64 * 1024, Truncate: true);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if (!request.Options.TryGetValue(Limit, out var limit))
                throw new InvalidOperationException("The request says nothing of how large its answer may be.");

            if (!response.IsSuccessStatusCode)
                limit = ErrorPage;

            var content = response.Content;
            var bytes = await ReadAsync(content, limit, cancellationToken);
            response.Content = new WholeBody(bytes, content);
            content.Dispose();
            return response;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException && e is not PageTooLargeException)
        {
            var status = response.StatusCode;
            response.Dispose();
            throw new CutBodyException(status, e);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, BodyLimit limit, CancellationToken cancellationToken)
    {
        // Decompression takes the Content-Length away; then only the count of the bytes tells.
        var declared = content.Headers.ContentLength;
        if (declared > limit.Bytes && !limit.Truncate)
            throw new PageTooLargeException();

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream((int)Math.Min(declared ?? 0, limit.Bytes));
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var room = limit.Bytes - (int)body.Length;
            if (read > room && !limit.Truncate)
                throw new PageTooLargeException();

            await body.WriteAsync(buffer.AsMemory(0, Math.Min(read, room)), cancellationToken);
            if (read >= room && limit.Truncate)
                break;
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}

/// <param name="Truncate">Take the beginning of a larger body, instead of refusing it.</param>
internal sealed record BodyLimit(int Bytes, bool Truncate);

/// <summary>A body that has arrived, with the headers it came with.</summary>
internal sealed class WholeBody : HttpContent
{
    public WholeBody(ReadOnlyMemory<byte> bytes, HttpContent original)
    {
        Bytes = bytes;
        foreach (var header in original.Headers.NonValidated)
            if (!header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(Bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}

/// <summary>More bytes than the cap.</summary>
internal sealed class PageTooLargeException() : IOException("The page is larger than the cap.");

/// <summary>The connection ended in the body, or the body's compression broke.</summary>
internal sealed class CutBodyException(HttpStatusCode status, Exception inner)
    : HttpRequestException("The body ended early.", inner, status);
