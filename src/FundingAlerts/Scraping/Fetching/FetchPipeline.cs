using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>
/// From outside in: a circuit breaker per site, the total time, retries, the time of one attempt.
/// The breaker counts addresses that failed in spite of their retries, so that one slow page does not close a site.
/// </summary>
internal static class FetchPipeline
{
    public const string Name = "FundingAlerts.Fetching";

    /// <summary>No retry comes sooner than this.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Pause = new("FundingAlerts.Pause");

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> builder, ResilienceHandlerContext context)
    {
        var options = context.ServiceProvider.GetRequiredService<IOptions<FetchOptions>>().Value;
        var time = context.ServiceProvider.GetRequiredService<TimeProvider>();
        builder.TimeProvider = time;

        builder.AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(IsFailure(args.Outcome)),
            FailureRatio = 0.5,
            MinimumThroughput = options.AddressesBeforeBreak,
            SamplingDuration = TimeSpan.FromMinutes(10),
            BreakDuration = options.BreakDuration,
        });
        builder.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = options.TotalTimeout });
        builder.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = options.Retries,
            ShouldHandle = args => ValueTask.FromResult(
                IsFailure(args.Outcome) && !(RetryAfterOf(args.Outcome, time) > options.MaxRetryAfter)),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
                Wait(args.Context.GetRequestMessage(), RetryAfterOf(args.Outcome, time), args.AttemptNumber, options)),
        });
        builder.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = options.AttemptTimeout });
    }

    /// <summary>The guard's word, which reaches us inside the connection's failure.</summary>
    public static bool IsForbidden(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (e is ForbiddenAddressException)
                return true;

        return false;
    }

    /// <summary>What may pass by itself, and speaks of the site rather than of one page.</summary>
    private static bool IsFailure(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: TimeoutRejectedException } => true,
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => false,
        { Exception: HttpRequestException e } => !IsForbidden(e),
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests } => true,
        { Result.StatusCode: HttpStatusCode.NotImplemented } => false,
        { Result.StatusCode: >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    private static TimeSpan? RetryAfterOf(Outcome<HttpResponseMessage> outcome, TimeProvider time) =>
        outcome.Result is { } response ? RetryAfter.Of(response, time) : null;

    private static TimeSpan Wait(HttpRequestMessage? request, TimeSpan? asked, int attempt, FetchOptions options)
    {
        var backOff = FirstWait * Math.Pow(2, attempt) * (1 + (options.Jitter * Random.Shared.NextDouble()));
        var pause = request is not null && request.Options.TryGetValue(Pause, out var least) ? least : TimeSpan.Zero;
        return new[] { asked ?? backOff, pause }.Max();
    }
}
