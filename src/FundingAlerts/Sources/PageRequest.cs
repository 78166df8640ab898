namespace FundingAlerts.Sources;

/// <summary>What to ask a site for.</summary>
public sealed record PageRequest(Uri Address)
{
    /// <summary>Parts of a multipart POST; null for a GET.</summary>
    public IReadOnlyList<RequestPart>? Parts { get; init; }

    /// <summary>The body of a plain POST; null for a GET or a multipart POST.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>Headers beyond the fetcher's own, such as Accept.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What the server gave with the last copy; it answers "not modified" when that is still current.</summary>
    public Validators? Validators { get; init; }

    /// <summary>The least time between two requests to this host, before jitter; null for the fetcher's own default.</summary>
    public TimeSpan? Delay { get; init; }
}

/// <summary>A named part of a multipart body.</summary>
public sealed record RequestPart(string Name, string MediaType, string Content);

/// <summary>A whole body, such as a form or a JSON document.</summary>
public sealed record RequestBody(string MediaType, string Content);

/// <summary>HTTP validators (RFC 9110 §8.8) of the copy we hold.</summary>
public sealed record Validators(string? ETag, DateTimeOffset? LastModified);
