using System.Text.Json.Serialization;

namespace FundingAlerts.Sources;

/// <summary>Why a source could not be read, by name, with a sentence that says what to do about it.</summary>
public sealed record SourceProblem(SourceProblemKind Kind, string Message)
{
    /// <summary>The HTTP code that the site answered with; null when it did not answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>It ends a run and tells nothing of the page: the time, or what we may ask of the host, is used up.</summary>
    [JsonIgnore]
    public bool EndsRun => Kind is SourceProblemKind.TooSlow or SourceProblemKind.DailyCap;
}

public enum SourceProblemKind
{
    /// <summary>404 or 410: the page is gone.</summary>
    NotFound,

    /// <summary>401 or 403.</summary>
    Refused,

    /// <summary>429, after the retries that Retry-After allowed.</summary>
    RateLimited,

    /// <summary>5xx, after retries.</summary>
    Unavailable,

    /// <summary>Any other HTTP status that is not a success.</summary>
    UnexpectedStatus,

    /// <summary>The server did not answer in time.</summary>
    TimedOut,

    /// <summary>No connection, no such host, broken TLS.</summary>
    Unreachable,

    /// <summary>The circuit breaker is open: the host failed too often lately and is left alone for a while.</summary>
    BackingOff,

    /// <summary>More bytes than the size cap.</summary>
    TooLarge,

    /// <summary>robots.txt disallows the address for us.</summary>
    RobotsDisallowed,

    /// <summary>The name leads to a private, loopback or link-local address.</summary>
    ForbiddenAddress,

    /// <summary>More redirects than allowed.</summary>
    TooManyRedirects,

    /// <summary>The page is an empty shell that JavaScript fills in a browser.</summary>
    JavaScriptShell,

    /// <summary>A page that asks whether we are human.</summary>
    BotWall,

    /// <summary>Bytes that are no text in the declared character set.</summary>
    InvalidBytes,

    /// <summary>A page whose connection ended in the middle in spite of retries, or a feed or JSON document that does not end.</summary>
    CutOff,

    /// <summary>The page says itself that it is out of order (an outage notice, a login): a sign of the definition's brokenWhen.</summary>
    OutOfOrder,

    /// <summary>Reading took longer than the contract's maxTime and was cut off between two requests.</summary>
    TooSlow,

    /// <summary>The host was asked for as many pages today as we ask of one host in a day. Our own limit, no fault of the site.</summary>
    DailyCap,

    /// <summary>Not the kind of document that the definition expects (HTML where a feed should be).</summary>
    UnexpectedFormat,

    /// <summary>Rows were found but fewer, or with fewer fields, than the source's contract demands.</summary>
    ContractBroken,

    /// <summary>The definition itself does not fit: a selector finds no row where there always were some.</summary>
    NothingFound,

    /// <summary>The definition has mistakes.</summary>
    InvalidDefinition,
}
