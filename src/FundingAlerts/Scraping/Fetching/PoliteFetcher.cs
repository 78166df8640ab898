using System.Net;
using FundingAlerts.Sources;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>
/// Fetches as a guest should: with the site's leave (robots.txt), one request at a time with pauses, never twice what has not changed,
/// and from the public internet only. Redirects are followed here, so that each hop is asked the same questions.
/// A page that breaks off is fetched again, and is <see cref="SourceProblemKind.CutOff"/> when it always does.
/// </summary>
internal sealed class PoliteFetcher(Exchange exchange, RobotsFiles robots, IOptions<FetchOptions> options) : IPageFetcher
{
    private readonly FetchOptions options = options.Value;

    public async Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (!request.Address.IsAbsoluteUri)
            return new FetchOutcome.Failed(FetchProblems.NotOnTheWeb(request.Address));

        if (RequestMessages.FindReserved(request.Headers) is { } reserved)
            return new FetchOutcome.Failed(FetchProblems.ReservedHeader(reserved));

        var address = request.Address;
        var asPost = request.Parts is not null || request.Body is not null;
        var seen = new HashSet<(Uri Address, bool AsPost)>();
        for (var hop = 0; hop <= options.MaxRedirects; hop++)
        {
            if (!seen.Add((address, asPost)))
                return new FetchOutcome.Failed(FetchProblems.RedirectLoop(request.Address));

            var reply = await SendAsync(request, address, asPost, cancellationToken);
            if (reply is Reply.Failed { Problem: var problem })
                return new FetchOutcome.Failed(problem);

            var answer = (Reply.Answer)reply;
            if (answer.RedirectFrom(address) is not { } next)
                return Outcome(request, address, answer);

            address = next;

            // As browsers do; 307 and 308 exist to keep a POST a POST.
            asPost = asPost && (int)answer.Status is 307 or 308;
        }

        return new FetchOutcome.Failed(FetchProblems.TooManyRedirects(request.Address, options.MaxRedirects));
    }

    private async Task<Reply> SendAsync(PageRequest request, Uri address, bool asPost, CancellationToken cancellationToken)
    {
        // A robots.txt can only be asked for where there is a web server.
        if (AddressGuard.CheckSpelling(address) is { } misspelt)
            return new Reply.Failed(misspelt);

        var answer = await robots.GetAsync(address, cancellationToken);
        if (answer is RobotsAnswer.Unreadable { Problem: var problem })
            return new Reply.Failed(problem);

        var rules = ((RobotsAnswer.Known)answer).Rules;
        if (rules.FindObjection(address) is { } objection)
            return new Reply.Failed(FetchProblems.RobotsDisallowed(address, objection));

        using var message = RequestMessages.Create(request, address, asPost, request.Address.Host);
        var limit = new BodyLimit(options.MaxBytes, Truncate: false);
        return await exchange.SendAsync(message, limit, Pause(request, rules), cancellationToken);
    }

    private TimeSpan Pause(PageRequest request, RobotsRules rules)
    {
        var own = request.Delay ?? options.Delay;
        var asked = rules.CrawlDelay < options.MaxCrawlDelay ? rules.CrawlDelay.Value : options.MaxCrawlDelay;
        return rules.CrawlDelay is not null && asked > own ? asked : own;
    }

    private static FetchOutcome Outcome(PageRequest request, Uri address, Reply.Answer answer) => answer.Status switch
    {
        HttpStatusCode.NotModified when request.Validators is not null => new FetchOutcome.NotModified(),
        HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NonAuthoritativeInformation => Fetched(address, answer),
        _ => new FetchOutcome.Failed(
            BotWall(address, answer) ?? FetchProblems.ForStatus(address, answer.Status, answer.ComeBack)),
    };

    private static FetchOutcome.Fetched Fetched(Uri address, Reply.Answer answer)
    {
        var type = answer.ContentHeaders.ContentType;
        var etag = answer.Headers.TryGetValues("ETag", out var tags) ? tags.FirstOrDefault() : null;
        return new(
            new Page(address, type?.MediaType ?? "", type?.CharSet, answer.Body),
            new Validators(etag, answer.ContentHeaders.LastModified));
    }

    // Walls like to call themselves 403, 429, 503 or 202; their name helps a curator more than the number.
    private static SourceProblem? BotWall(Uri address, Reply.Answer answer)
    {
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;

        var says = answer.Headers.Contains("cf-mitigated") || answer.Headers.Contains("x-amzn-waf-action");
        if (says)
            return PageInspection.BotWall(address);

        var page = new Page(address, answer.ContentHeaders.ContentType?.MediaType ?? "", "utf-8", answer.Body);
        return PageText.Read(page) is PageText.Decoded { Text: var text } && PageInspection.IsBotWall(text)
            ? PageInspection.BotWall(address)
            : null;
    }
}
