using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FundingAlerts.Scraping.Fetching;

/// <summary>How politely and how patiently pages are fetched. Checked when the host starts.</summary>
public sealed class FetchOptions
{
    /// <summary>The name that robots.txt files may call us by.</summary>
    public const string Product = "FundingAlerts";

    private const string Day = "1.00:00:00";

    /// <summary>A page that says who we are: the first thing that a site's owner looks for in a log.</summary>
    [Required, RegularExpression(@"https?://[^\s();]+")]
    public string ContactPage { get; set; } = "";

    /// <summary>A mail address that a site's owner can write to.</summary>
    [Required, RegularExpression(@"[^\s()<>;,@]+@[^\s()<>;,@]+")]
    public string ContactMail { get; set; } = "";

    /// <summary>The least time between two requests to one host, when the source does not ask for another.</summary>
    [Range(typeof(TimeSpan), "00:00:00", Day)]
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A delay is stretched by a random part of this fraction of itself.</summary>
    [Range(0.0, 2.0)]
    public double Jitter { get; set; } = 0.25;

    /// <summary>The longest Crawl-delay of a robots.txt that is kept; a longer one is cut to it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", Day)]
    public TimeSpan MaxCrawlDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>For one attempt, its body included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", Day)]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For all attempts at one address and the waits between them.</summary>
    [Range(typeof(TimeSpan), "00:00:01", Day)]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(10);

    [Range(1, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>Waits for a Retry-After up to this; with a longer one the host is left alone until then.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>A site is left alone when, of at least so many addresses in ten minutes, half failed in spite of their retries.</summary>
    [Range(2, 100)]
    public int AddressesBeforeBreak { get; set; } = 4;

    /// <summary>For how long a failing site is left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:01", Day)]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>In bytes, after decompression.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 20 * 1024 * 1024;

    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan RobotsCache { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A robots.txt that could not be read is asked for again after this.</summary>
    [Range(typeof(TimeSpan), "00:00:10", Day)]
    public TimeSpan RobotsRetry { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Lets 127.0.0.0/8 and ::1 through the address guard; no other address that is not public.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>
    /// Where to connect instead of to a site itself; the demo answers for real hosts so. Returns the address unchanged to leave it alone.
    /// Everything but the wire keeps the original address. Its answer is the operator's own, so the address guard lets it pass.
    /// </summary>
    public Func<Uri, Uri>? Reroute { get; set; }

    internal string UserAgent => $"{Product}/0.1 (+{ContactPage}; mailto:{ContactMail})";
}

[OptionsValidator]
internal sealed partial class FetchOptionsValidator : IValidateOptions<FetchOptions>;
