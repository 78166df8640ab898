using System.Globalization;
using System.Net;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>What a curator reads when a page could not be fetched: what happened, and what to do.</summary>
internal static class FetchProblems
{
    public static SourceProblem NotOnTheWeb(Uri address) => new(
        SourceProblemKind.ForbiddenAddress,
        $"\"{address.OriginalString}\" is not a web address. Write one that begins with https:// or http://.");

    public static SourceProblem HasUserInfo(Uri address) => new(
        SourceProblemKind.ForbiddenAddress,
        $"The address on {address.Host} has a user name in it, which is never sent. Write the address without it.");

    public static SourceProblem ReservedHeader(string name) => new(
        SourceProblemKind.InvalidDefinition,
        $"The header \"{name}\" is set by the fetcher itself or is not allowed. Take it out of the definition.");

    public static SourceProblem ForbiddenAddress(Uri address) => new(
        SourceProblemKind.ForbiddenAddress,
        $"{address.Host} leads to an address that is not on the public internet, so it was not fetched. Check the address for a mistake.");

    public static SourceProblem RobotsDisallowed(Uri address, string rule) => new(
        SourceProblemKind.RobotsDisallowed,
        $"{address.Host} asks programs not to read {address.AbsolutePath} (\"{rule}\" in its robots.txt). "
        + "Use another page or a feed of this site, or ask its owner for leave.");

    /// <summary>While robots.txt cannot be read, nothing of the site is; the problem keeps the name of what stands in the way.</summary>
    public static SourceProblem RobotsUnreadable(Uri address, SourceProblem cause, DateTimeOffset again) =>
        cause.Kind is SourceProblemKind.ForbiddenAddress or SourceProblemKind.BackingOff or SourceProblemKind.RateLimited
            ? cause
            : new(
                cause.Kind,
                $"The robots.txt of {address.Host} could not be read, so we may not read its pages. {cause.Message} Asked again after {At(again)}.");

    public static SourceProblem TooManyRedirects(Uri first, int hops) => new(
        SourceProblemKind.TooManyRedirects,
        $"{Place(first)} leads on to other pages more than {hops} times. Open it in a browser and use the address where it ends.");

    public static SourceProblem RedirectLoop(Uri first) => new(
        SourceProblemKind.TooManyRedirects,
        $"{Place(first)} leads in a circle back to itself. Open it in a browser in a private window; it may want cookies, which are never kept here.");

    public static SourceProblem TooLarge(Uri address, int cap) => new(
        SourceProblemKind.TooLarge,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Place(address)} is larger than {cap / 1024.0 / 1024.0:0.#} MB and was not read. Look for a smaller page, or for a list in several pages."));

    public static SourceProblem CutOff(Uri address) => new(
        SourceProblemKind.CutOff,
        $"{Place(address)} broke off in the middle, again and again. The site may be in trouble; it is tried again at the next reading.");

    public static SourceProblem TimedOut(Uri address) => new(
        SourceProblemKind.TimedOut,
        $"{address.Host} did not answer in time. It is tried again at the next reading; if this lasts, see whether the site opens in a browser.");

    public static SourceProblem Unreachable(Uri address, HttpRequestError error)
    {
        var what = error switch
        {
            HttpRequestError.NameResolutionError => $"There is no site named {address.Host}, or its name could not be looked up.",
            HttpRequestError.SecureConnectionError => $"No secure connection to {address.Host}: its certificate is not in order.",
            HttpRequestError.ConnectionError => $"No connection to {address.Host}.",
            _ => $"{address.Host} ended the connection without a proper answer.",
        };
        return new(SourceProblemKind.Unreachable, what + " Check the address for a mistake; if it is right, the site is down.");
    }

    public static SourceProblem BackingOff(Uri address, TimeSpan? wait) => new(
        SourceProblemKind.BackingOff,
        $"{address.Host} failed several times in a row and is left alone for {Span(wait)}. Nothing to do now: it is tried again by itself.");

    public static SourceProblem Held(Uri address, DateTimeOffset until) => new(
        SourceProblemKind.RateLimited,
        $"{address.Host} asked us to stay away until {At(until)}. Nothing to do now; if it happens often, make the source's delay longer.");

    /// <param name="until">Until when the site asked to wait; null when it did not say.</param>
    public static SourceProblem ForStatus(Uri address, HttpStatusCode status, DateTimeOffset? until)
    {
        var comeBack = until is { } at ? $" It asks us to come back after {At(at)}." : "";
        var problem = (int)status switch
        {
            404 or 410 => new SourceProblem(
                SourceProblemKind.NotFound,
                $"{Place(address)} is no longer there (HTTP {(int)status}). Look on the site for where it moved, and change the address."),
            401 or 403 => new(
                SourceProblemKind.Refused,
                $"{address.Host} refuses to show {address.AbsolutePath} (HTTP {(int)status}). See whether it opens in a private window; if so, ask the site's owner to let us in."),
            429 => new(
                SourceProblemKind.RateLimited,
                $"{address.Host} says that we ask too often (HTTP 429).{comeBack} If it happens often, make the source's delay longer."),
            >= 500 => new(
                SourceProblemKind.Unavailable,
                $"{address.Host} has trouble of its own (HTTP {(int)status}).{comeBack} It is tried again at the next reading."),
            _ => new(
                SourceProblemKind.UnexpectedStatus,
                $"{Place(address)} answered with HTTP {(int)status}, which is no page. Open the address in a browser and check it."),
        };
        return problem with { HttpStatus = (int)status };
    }

    /// <summary>Host and path: the query may hold what does not belong in a log.</summary>
    private static string Place(Uri address) => address.Host + address.AbsolutePath;

    private static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Span(TimeSpan? wait) => wait switch
    {
        null => "a while",
        { TotalMinutes: < 1.5 } => "about a minute",
        { } span => string.Create(CultureInfo.InvariantCulture, $"about {Math.Round(span.TotalMinutes)} minutes"),
    };
}
