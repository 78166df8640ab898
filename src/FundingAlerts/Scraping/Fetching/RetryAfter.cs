namespace FundingAlerts.Scraping.Fetching;

/// <summary>The wait that a site asks for, in seconds or as a date (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>From now on; zero when the date is past, null when the site names none.</summary>
    public static TimeSpan? Of(HttpResponseMessage response, TimeProvider time)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
