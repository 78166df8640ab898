using System.Globalization;
using System.Text;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Web.Feeds;

/// <summary>All calls that were asked for as a table: RFC 4180, UTF-8 with a mark at its beginning, for Excel.</summary>
internal sealed class CallsCsv(FeedPlace place, CallStory story, Instant now)
{
    public const string Path = "/calls.csv";
    public const string ContentType = "text/csv; charset=utf-8; header=present";
    private const int TitleLength = 300;

    private readonly (string Name, Func<FeedCall, string?> Cell)[] _columns =
    [
        ("Id", c => CallName.Urn(c.Id)),
        ("Source", c => c.Id.Source),
        ("Reference", c => c.Id.Reference),
        ("Title", c => CallWording.Title(c.Call, TitleLength)),
        ("Status", c => CallFilter.Name(c.Status)),
        ("Opens", c => Date(c.Call.Opens?.Value?.Date)),
        ("Next deadline", c => Date(c.Call.NextDeadline(now)?.Date)),
        ("Time", c => c.Call.NextDeadline(now)?.Time?.ToString("HH:mm", CultureInfo.InvariantCulture)),
        ("Time zone", c => c.Call.NextDeadline(now)?.Zone),
        ("All deadlines", c => string.Join("; ", story.Facts(c).Where(f => f.Label == story.Book.Deadline).Select(f => f.Text))),
        ("Total", c => Amount(c.Call.Funding.Total)),
        ("Total currency", c => c.Call.Funding.Total?.Value?.Currency),
        ("Smallest award", c => Amount(c.Call.Funding.MinAward)),
        ("Smallest award currency", c => c.Call.Funding.MinAward?.Value?.Currency),
        ("Largest award", c => Amount(c.Call.Funding.MaxAward)),
        ("Largest award currency", c => c.Call.Funding.MaxAward?.Value?.Currency),
        ("Share of costs in percent", c => c.Call.Funding.Rate?.Value?.Percent.ToString("0.##", CultureInfo.InvariantCulture)),
        ("Netherlands", c => Participation(story.Book, c.Call, "NL")),
        ("United Kingdom", c => Participation(story.Book, c.Call, "GB")),
        ("Netherlands and UK together", c => c.Call.Together is { } together ? story.Book.Together(together.Participation) : null),
        ("Funders", c => CallWording.Funders(c.Call)),
        ("Programme", c => c.Call.Programme),
        ("Kind", c => c.Call.Kind is { } kind ? story.Book.Kind(kind.Value) : null),
        ("Language", c => c.Call.Language),
        ("First seen", c => InstantPattern.General.Format(c.FirstSeen)),
        ("Last change", c => InstantPattern.General.Format(c.Updated)),
        ("Details", c => place.PageOf(c.Id).AbsoluteUri),
        ("Funder's page", c => SafeLink.Of(c.Call.Address)?.Address),
    ];

    /// <param name="calls">In the order in which they are written.</param>
    public async Task WriteAsync(IReadOnlyList<FeedCall> calls, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvText.Line(_columns.Select(c => c.Name)).AsMemory(), cancellationToken);
        foreach (var call in calls)
            await writer.WriteAsync(CsvText.Line(_columns.Select(c => PlainText.Line(c.Cell(call)))).AsMemory(), cancellationToken);
        await writer.FlushAsync(cancellationToken);
    }

    private static string Participation(Phrasebook book, Opportunity call, string country) =>
        book.Participation(call.Eligibility.FirstOrDefault(e => e.Country == country)?.Participation ?? Opportunities.Participation.Unknown);

    private static string? Date(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    private static string? Amount(Understood<Money>? money) => money?.Value?.Amount.ToString("0.##", CultureInfo.InvariantCulture);
}
