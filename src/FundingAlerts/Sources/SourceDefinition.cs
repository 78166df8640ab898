using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;

namespace FundingAlerts.Sources;

/// <summary>How to read one site: data that a curator writes, never code. Its format is <c>source.schema.json</c>.</summary>
public sealed record SourceDefinition
{
    /// <summary>The version of the format, 1.</summary>
    public required int Version { get; init; }

    /// <summary>Lower-case letters, digits and hyphens; never changes, for it is half of every call's identity.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The page where a person finds the same calls.</summary>
    public required Uri Home { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or EU.</summary>
    public required string Country { get; init; }

    /// <summary>The language of its texts, BCP 47.</summary>
    public required string Language { get; init; }

    /// <summary>All languages that it publishes in; <see cref="Language"/> is the one that is read.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The IANA zone its times are meant in when it prints none.</summary>
    public required string Zone { get; init; }

    /// <summary>The time that a date without a time means on this site ("17:00"); null: the date alone is kept.</summary>
    public LocalTime? DefaultTime { get; init; }

    public bool Enabled { get; init; } = true;

    public required Evidence Evidence { get; init; }

    /// <summary>How often it is read.</summary>
    public Duration Cadence { get; init; } = Duration.FromHours(6);

    /// <summary>How long without any change is normal; null: not known until learnt.</summary>
    public Duration? Quiet { get; init; }

    /// <summary>The least time between two requests; null for the fetcher's default.</summary>
    public Duration? Delay { get; init; }

    public required RequestRule Request { get; init; }

    public required ResponseFormat Response { get; init; }

    public PagingRule? Paging { get; init; }

    /// <summary>Asked before the listing: an interface that answers something else than it was asked is not believed.</summary>
    public ProbeRule? Probe { get; init; }

    /// <summary>What the page shows when there honestly are no calls; null: no rows are never honest beyond the contract.</summary>
    public Sign? EmptyWhen { get; init; }

    /// <summary>What the page shows when it is not itself.</summary>
    public IReadOnlyList<BrokenSign> BrokenWhen { get; init; } = [];

    public required RowsRule Rows { get; init; }

    /// <summary>Whether the listing holds all current calls, so that one that is missing was withdrawn. A feed of the newest 20 does not.</summary>
    public bool Complete { get; init; }

    /// <summary>Whether it lists other funders' calls: never the source of truth, and said so where only it has a call.</summary>
    public bool Aggregator { get; init; }

    /// <summary>How to find each field in a row; of several rules the first that finds something counts.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> Fields { get; init; }

    public FollowRule? Follow { get; init; }

    public Contract Contract { get; init; } = new();

    /// <summary>Saved pages that it must go on reading as they were read.</summary>
    public IReadOnlyList<Fixture> Fixtures { get; init; } = [];

    /// <summary>SHA-256 of the text it was read from, hexadecimal: a mended definition reads the same page differently.</summary>
    public string TextHash { get; init; } = "";
}

public enum EvidenceLevel
{
    /// <summary>Nothing but guesses: ships disabled.</summary>
    Unverified,

    /// <summary>From official templates, API documentation or code that reads the live site.</summary>
    Documented,

    /// <summary>A real saved page was read with it.</summary>
    Recorded,
}

/// <summary>How far the definition can be trusted, since when, and what is missing.</summary>
public sealed record Evidence(EvidenceLevel Level, LocalDate Date, string? Note = null);

/// <summary>What to ask the site for: a GET, or a POST of one of three kinds. ${page} stands for the page number.</summary>
/// <param name="Parts">The named JSON parts of a multipart POST.</param>
/// <param name="Form">The fields of a form.</param>
/// <param name="Json">A JSON body.</param>
public sealed record RequestRule(
    string Url,
    IReadOnlyDictionary<string, JsonNode>? Parts = null,
    IReadOnlyDictionary<string, string>? Headers = null,
    IReadOnlyDictionary<string, string>? Form = null,
    JsonNode? Json = null);

/// <summary>A question whose answer is known.</summary>
/// <param name="Request">Without ${page}.</param>
/// <param name="Reference">A call of long ago that the answer must hold.</param>
public sealed record ProbeRule(RequestRule Request, string Reference);

/// <summary>Pages are read until one brings nothing new, at most <paramref name="Max"/>.</summary>
/// <param name="Next">Where a page names the next one; null when ${page} counts.</param>
/// <param name="Each">Words that ${page} stands for one after the other, all of them; null when it counts.</param>
public sealed record PagingRule(int From = 1, int Step = 1, int Max = 20, NextRule? Next = null, IReadOnlyList<string>? Each = null)
{
    /// <summary>The most pages that are asked for.</summary>
    public int Turns => Each?.Count ?? Max;

    /// <summary>What ${page} stands for in a turn, counted from 0.</summary>
    public string Word(int turn) => Each?[turn] ?? (From + (turn * Step)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>The next page's address: the attribute of an element (href when none is named), or a JSON path.</summary>
public sealed record NextRule(string? Select, string? Attr, string? Path);

/// <summary>Something that a page shows: an element, a JSON value, or words; with words too, an element that holds them, or just this JSON value.</summary>
public sealed record Sign(string? Select, string? Path, string? Text);

/// <summary>A sign that the page is not itself, and what a curator should do.</summary>
public sealed record BrokenSign(Sign Sign, string Message);

public enum FixtureKind
{
    Good,
    Empty,
    Broken,
}

/// <summary>A saved page beside the definition, and what must come of reading it.</summary>
public sealed record Fixture(string Page, FixtureKind Is, Uri? Url);

/// <summary>Where the rows are: a CSS selector in HTML and XML, a JSON path in JSON.</summary>
/// <param name="Embedded">JSON in an element of the page, which the path is then held against.</param>
public sealed record RowsRule(string? Select = null, string? Path = null, EmbeddedRule? Embedded = null);

/// <summary>A page per row that says more.</summary>
/// <param name="Refresh">A detail page is read for new and changed rows, and again after this time.</param>
/// <param name="Embedded">JSON in an element of the page, for fields with a path.</param>
/// <param name="Json">Makes the request a POST of this; ${reference} and other fields of the row work.</param>
/// <param name="Form">Makes the request a POST of a form.</param>
public sealed record FollowRule(
    string Url,
    ResponseFormat Response,
    Duration Refresh,
    IReadOnlyDictionary<string, IReadOnlyList<FieldRule>> Fields,
    EmbeddedRule? Embedded = null,
    JsonNode? Json = null,
    IReadOnlyDictionary<string, string>? Form = null);

/// <summary>Where a page carries JSON: the element, and the path within.</summary>
public sealed record EmbeddedRule(string Select, string Path = "$");

/// <summary>What a run must bring to be believed.</summary>
public sealed record Contract
{
    /// <summary>The least number of rows.</summary>
    public int MinRows { get; init; } = 1;

    /// <summary>The most rows that can be right; null: any number.</summary>
    public int? MaxRows { get; init; }

    /// <summary>The longest that reading may take.</summary>
    public Duration MaxTime { get; init; } = Duration.FromMinutes(30);

    /// <summary>HTTP codes beyond 200 and 304 that mean an honestly empty listing.</summary>
    public IReadOnlyList<int> Statuses { get; init; } = [];

    /// <summary>The largest share, 0 to 1, of the calls known as current, or of the median of the last runs' rows, that may be missing at once.</summary>
    public decimal MaxDrop { get; init; } = 0.5m;

    /// <summary>The least share of calls, 0 to 1, in which a field must be found.</summary>
    public IReadOnlyDictionary<string, decimal> Coverage { get; init; } = new Dictionary<string, decimal>();
}
