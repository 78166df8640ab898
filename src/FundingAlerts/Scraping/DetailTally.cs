using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// How the detail pages answered, in this run and since the first that is doubted: a redesign may be met a few pages at a time.
/// </summary>
/// <param name="Failed">Could not be read in this run.</param>
/// <param name="Poorer">Lack what they said before.</param>
/// <param name="Missing">Are not there (404), and no curator has accepted it.</param>
/// <param name="Good">Were read well since the first doubt.</param>
internal sealed record DetailTally(int Failed, int Poorer, int Missing, int Good)
{
    // Two calls may well be taken down on one day.
    private const int MissingBeforeDoubt = 3;

    public int Doubted => Poorer + Missing;

    public int All => Failed + Doubted + Good;

    /// <summary>Whether the site is at fault rather than single pages.</summary>
    public bool IsOfSite => Doubted > 0
        && ((All > 1 && (Failed + Poorer) * 2 > All) || (All >= MissingBeforeDoubt && (Failed + Doubted) * 2 > All));

    /// <param name="recent">How long a page that counts as gone still speaks against the site.</param>
    public static DetailTally Of(IReadOnlyCollection<KnownRow> rows, int failed, Duration recent, Instant now)
    {
        var doubted = rows.Where(r => r.Doubt is { } doubt && (!r.Gone || doubt.Since > now - recent)).ToList();
        // Without news there is nothing to judge anew.
        if (!doubted.Exists(r => !r.Gone || r.GoneSince == now))
            return new(failed, 0, 0, 0);
        var since = doubted.Min(r => r.Doubt!.Since);
        var missing = doubted.Count(r => r.Doubt!.Missing);
        return new(failed, doubted.Count - missing, missing, rows.Count(r => r.Doubt is null && !r.Gone && r.DetailReadAt >= since));
    }
}
