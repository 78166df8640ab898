using System.Collections.Concurrent;
using FundingAlerts.Sources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>The robots.txt of each site, fetched when first needed and kept for a while.</summary>
internal sealed partial class RobotsFiles(
    Exchange exchange,
    IOptions<FetchOptions> options,
    TimeProvider time,
    ILogger<RobotsFiles> logger)
{
    private readonly FetchOptions options = options.Value;
    private readonly ConcurrentDictionary<string, Site> sites = new(StringComparer.Ordinal);

    /// <summary>The rules, or why we may not know them and so may not read the site.</summary>
    public async Task<RobotsAnswer> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        var site = sites.GetOrAdd(address.GetLeftPart(UriPartial.Authority), _ => new Site());
        await site.Gate.WaitAsync(cancellationToken);
        try
        {
            if (site.Answer is { } known && time.GetUtcNow() < site.Until)
                return known;

            var answer = await FetchAsync(new Uri(address, "/robots.txt"), cancellationToken);
            if (answer is RobotsAnswer.Unreadable { Problem: var problem })
            {
                site.Until = time.GetUtcNow() + options.RobotsRetry;

                // Rules that we still hold are better than none (RFC 9309 §2.3.1.4).
                site.Answer = site.Answer as RobotsAnswer.Known
                    ?? (RobotsAnswer)new RobotsAnswer.Unreadable(FetchProblems.RobotsUnreadable(address, problem, site.Until));
                LogUnreadable(address.Host, problem.Kind);
            }
            else
            {
                site.Until = time.GetUtcNow() + options.RobotsCache;
                site.Answer = answer;
            }

            return site.Answer;
        }
        finally
        {
            site.Gate.Release();
        }
    }

    private async Task<RobotsAnswer> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= options.MaxRedirects; hop++)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            var limit = new BodyLimit(RobotsRules.MaxBytes, Truncate: true);
            var reply = await exchange.SendAsync(message, limit, options.Delay, cancellationToken);
            if (reply is Reply.Failed { Problem: var problem })
                return new RobotsAnswer.Unreadable(problem);

            var answer = (Reply.Answer)reply;
            if (answer.RedirectFrom(address) is { } next)
            {
                address = next;
                continue;
            }

            return (int)answer.Status switch
            {
                >= 200 and < 300 => new RobotsAnswer.Known(RobotsRules.Parse(answer.Body.Span, FetchOptions.Product)),
                429 or >= 500 => new RobotsAnswer.Unreadable(FetchProblems.ForStatus(address, answer.Status, answer.ComeBack)),
                _ => new RobotsAnswer.Known(RobotsRules.AllowAll),
            };
        }

        // RFC 9309 §2.3.1.2: beyond five hops there is no such file.
        return new RobotsAnswer.Known(RobotsRules.AllowAll);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The robots.txt of {Host} could not be read: {Kind}.")]
    private partial void LogUnreadable(string host, SourceProblemKind kind);

    private sealed class Site
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public RobotsAnswer? Answer { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}

internal abstract record RobotsAnswer
{
    internal sealed record Known(RobotsRules Rules) : RobotsAnswer;

    internal sealed record Unreadable(SourceProblem Problem) : RobotsAnswer;
}
