using System.Net;
using System.Net.Http.Headers;
using FundingAlerts.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>Sends one request in its host's turn and takes the whole answer. Redirects are answers here.</summary>
internal sealed partial class Exchange(
    IHttpClientFactory clients,
    HostTurns turns,
    IOptions<FetchOptions> options,
    TimeProvider time,
    ILogger<Exchange> logger)
{
    private readonly FetchOptions options = options.Value;
    private readonly AddressGuard guard = new(options.Value.AllowLoopback);

    /// <param name="pause">The least time since the last request to this host.</param>
    public async Task<Reply> SendAsync(HttpRequestMessage message, BodyLimit limit, TimeSpan pause, CancellationToken cancellationToken)
    {
        var address = message.RequestUri!;
        var rerouted = options.Reroute is { } reroute && reroute(address) != address;
        if (guard.Check(address, rerouted) is { } problem)
            return new Reply.Failed(problem);

        using var turn = await turns.WaitAsync(address, Stretch(pause), cancellationToken);

        // Asked only now: the turn before ours may have been told to stay away.
        if (turns.HeldUntil(address) is { } until)
            return new Reply.Failed(FetchProblems.Held(address, until));

        message.Options.Set(WholeBodyHandler.Limit, limit);
        message.Options.Set(FetchPipeline.Pause, pause);
        var reply = await TrySendAsync(message, address, cancellationToken);
        if (reply is Reply.Answer answer)
            LogAnswered(address.Host, address.AbsolutePath, (int)answer.Status, answer.Body.Length);
        else if (reply is Reply.Failed { Problem: var failure })
            LogFailed(address.Host, address.AbsolutePath, failure.Kind);

        return reply;
    }

    private async Task<Reply> TrySendAsync(HttpRequestMessage message, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(FetchPipeline.Name);
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var wait = RetryAfter.Of(response, time);
            if (wait > options.MaxRetryAfter)
                turns.Hold(address, wait.Value);

            return new Reply.Answer(
                response.StatusCode,
                response.Headers,
                response.Content.Headers,
                ((WholeBody)response.Content).Bytes,
                wait is { } span ? time.GetUtcNow() + span : null);
        }
        catch (Exception e) when (Problem(e, address) is not null && !cancellationToken.IsCancellationRequested)
        {
            return new Reply.Failed(Problem(e, address)!);
        }
    }

    private SourceProblem? Problem(Exception exception, Uri address) => exception switch
    {
        BrokenCircuitException e => FetchProblems.BackingOff(address, e.RetryAfter),
        TimeoutRejectedException or OperationCanceledException => FetchProblems.TimedOut(address),
        PageTooLargeException => FetchProblems.TooLarge(address, options.MaxBytes),
        CutBodyException => FetchProblems.CutOff(address),
        HttpRequestException e when FetchPipeline.IsForbidden(e) => FetchProblems.ForbiddenAddress(address),
        HttpRequestException e => FetchProblems.Unreachable(address, e.HttpRequestError),
        _ => null,
    };

    private TimeSpan Stretch(TimeSpan pause) => pause * (1 + (options.Jitter * Random.Shared.NextDouble()));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host}{Path} answered {Status} with {Bytes} bytes.")]
    private partial void LogAnswered(string host, string path, int status, int bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Host}{Path} could not be fetched: {Kind}.")]
    private partial void LogFailed(string host, string path, SourceProblemKind kind);
}

internal abstract record Reply
{
    /// <param name="ComeBack">When the site asks to be asked again (Retry-After).</param>
    internal sealed record Answer(
        HttpStatusCode Status,
        HttpResponseHeaders Headers,
        HttpContentHeaders ContentHeaders,
        ReadOnlyMemory<byte> Body,
        DateTimeOffset? ComeBack) : Reply
    {
        /// <summary>Where a redirect leads; null when the answer is none.</summary>
        public Uri? RedirectFrom(Uri address) =>
            (int)Status is 301 or 302 or 303 or 307 or 308 && Headers.Location is { } location
                ? new Uri(address, location)
                : null;
    }

    internal sealed record Failed(SourceProblem Problem) : Reply;
}
