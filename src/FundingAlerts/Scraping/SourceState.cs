using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>What we remember of a source between two runs.</summary>
public sealed record SourceState
{
    public Instant? LastRunAt { get; init; }

    /// <summary>The last run that could be read and believed.</summary>
    public Instant? LastSuccessAt { get; init; }

    public ScrapeRun? LastRun { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>Of the listing, when it is a single page.</summary>
    public Validators? Validators { get; init; }

    /// <summary>The definition's hash and then that of each page of the listing.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>How many requests the listing of the fingerprint took; 0 when it was not read whole, or before this was kept.</summary>
    public int Turns { get; init; }

    /// <summary>For each page of the fingerprint the address of the next one that it names, so that unchanged pages need not be read to go on.</summary>
    public IReadOnlyList<Uri?> Nexts { get; init; } = [];

    /// <summary>When all detail pages that were due had not changed: said here once instead of in each row.</summary>
    public IReadOnlyList<DetailsSeen> DetailsSeen { get; init; } = [];
}

/// <summary>All detail pages of listed rows that were last read up to an instant were looked at again, and had not changed.</summary>
/// <param name="ReadUpTo">The instant.</param>
/// <param name="At">When they were looked at.</param>
public sealed record DetailsSeen(Instant ReadUpTo, Instant At);

/// <summary>What a source last said of one call, so that unchanged rows need no second look.</summary>
/// <param name="Row">The listing's words.</param>
/// <param name="Detail">The detail page's words; null when there is none or it was not read yet.</param>
/// <param name="DetailReadAt">When the detail page was last read or found unchanged.</param>
/// <param name="Gone">The detail page answered that it is gone.</param>
public sealed record KnownRow(Listing Row, Listing? Detail, Instant? DetailReadAt, Validators? DetailValidators, bool Gone = false)
{
    /// <summary>Whether the listing still held the row when it was last read.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>When the detail page was found gone; null for one that was found so before this was kept.</summary>
    public Instant? GoneSince { get; init; }

    /// <summary>What the detail page answered last and is not believed yet, or made it count as gone; null when it answered well.</summary>
    public PageDoubt? Doubt { get; init; }

    /// <summary>SHA-256 of the detail page's bytes as they were believed; null when the row says something else since, or before this was kept.</summary>
    public string? DetailHash { get; init; }

    /// <summary>The <see cref="SourceDefinition.TextHash"/> that it was read with.</summary>
    public required string Definition { get; init; }

    /// <summary>The row as it is after its page was looked at with all others, oldest first.</summary>
    internal KnownRow After(IReadOnlyList<DetailsSeen> seen) =>
        Listed ? seen.Aggregate(this, (row, all) => row.DetailReadAt <= all.ReadUpTo ? row with { DetailReadAt = all.At } : row) : this;

    /// <summary>Whether nothing is new but when the page was looked at.</summary>
    internal bool IsOnlySeenAgain(KnownRow? before) =>
        Listed && before?.DetailReadAt is { } readAt && this with { DetailReadAt = readAt } == before;

    /// <summary>Whether enough is known to make a call of it: a row whose detail page could not be read yet waits.</summary>
    public bool IsComplete(SourceDefinition source) => source.Follow is null || Detail is not null;
}

/// <summary>A detail page that answered otherwise than it should.</summary>
/// <param name="Missing">It is not there (404); otherwise it lacks what it said before.</param>
/// <param name="Times">So often in a row.</param>
/// <param name="Since">The first of these readings.</param>
public sealed record PageDoubt(bool Missing, int Times, Instant Since);
