using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A line of what is told of a call.</summary>
/// <param name="Label">Deadline; empty where the text says it all.</param>
internal sealed record StoryLine(string Label, string Text)
{
    public string InFull => Label.Length == 0 ? Text : $"{Label}: {Text}";
}

/// <summary>
/// What feeds and calendars tell of a call, in words. Nothing in it goes by today's date ("in 12 days"): the same state of a
/// call is the same bytes on every day.
/// </summary>
internal sealed class CallStory(Phrasebook book, DateTimeZone reader)
{
    private const int MostChanges = 10;
    private const int MostText = 2_000;

    private static readonly string[] Watched = ["NL", "GB"];

    // HTML's own characters are escaped, letters of any script stay.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    // At a moment after all deadlines; what is left until then is never said.
    private readonly CallWording _words = new(book, reader, Instant.FromUtc(9990, 1, 1, 0, 0));

    public Phrasebook Book => book;

    public DateTimeZone Reader => reader;

    public IReadOnlyList<StoryLine> Facts(FeedCall told)
    {
        var call = told.Call;
        var lines = new List<StoryLine> { new("", CallWording.Origin(call)) };
        if (call.WithdrawnAt is { } gone)
            lines.Add(new(book.Withdrawn, _words.Moment(gone)));
        if (call.Opens is { } opens)
            lines.Add(new(book.Opens, Day(opens)));
        lines.AddRange(call.Deadlines.Count == 0
            ? [new(book.Deadline, book.NoDeadline)]
            : call.Deadlines.Select(d => new StoryLine(book.Deadline, Day(d))));
        if (_words.Money.Line(call.Funding) is { } money)
            lines.Add(new(book.Funding, money));
        lines.AddRange(Watched.Select(country => new StoryLine(
            book.Country(country),
            book.Participation(call.Eligibility.FirstOrDefault(e => e.Country == country)?.Participation ?? Participation.Unknown))));
        if (_words.Together(call, withReason: true) is { } together)
            lines.Add(new("", together));
        return lines;
    }

    /// <summary>What changed, the latest first: 25 August 2026, 07:00: Deadline moved: 13 Oct → 27 Oct.</summary>
    public IReadOnlyList<StoryLine> Changes(FeedCall told) =>
        [.. told.Changes.Where(c => c.IsMaterial).Reverse().Take(MostChanges)
            .Select(c => new StoryLine(_words.Moment(c.SeenAt), string.Join("; ", _words.Changes.Of(c).Select(l => l.InFull))))];

    /// <summary>The summary, or the beginning of the text.</summary>
    public static IReadOnlyList<string> Text(Opportunity call)
    {
        var (left, paragraphs) = (MostText, new List<string>());
        foreach (var paragraph in PlainText.Paragraphs(call.Summary.Length > 0 ? call.Summary : call.Description))
        {
            if (left < 100)
                break;
            paragraphs.Add(PlainText.Line(paragraph, left));
            left -= paragraph.Length;
        }
        return paragraphs;
    }

    /// <summary>All of it, as a fragment of HTML: paragraphs, lists and one link, no attribute but its address.</summary>
    public string InHtml(FeedCall told)
    {
        var html = new StringBuilder();
        Append(html, Facts(told));
        foreach (var paragraph in Text(told.Call))
            html.Append("<p>").Append(Html.Encode(paragraph)).Append("</p>");
        if (Changes(told) is { Count: > 0 } changes)
        {
            html.Append("<p><strong>").Append(Html.Encode(book.WhatChanged)).Append("</strong></p>");
            Append(html, changes);
        }
        if (SafeLink.Of(told.Call.Address) is { } link)
            html.Append("<p><a href=\"").Append(Html.Encode(link.Address)).Append("\">").Append(Html.Encode(book.ReadAt(link.Host))).Append("</a></p>");
        return html.ToString();
    }

    /// <summary>The facts and what changed, a line each.</summary>
    public string InText(FeedCall told)
    {
        var changes = Changes(told);
        IEnumerable<string> lines =
        [
            .. Facts(told).Select(f => f.InFull),
            .. changes.Count == 0 ? Array.Empty<string>() : ["", book.WhatChanged, .. changes.Select(c => c.InFull)],
            .. SafeLink.Of(told.Call.Address) is { } link ? new[] { "", link.Address } : [],
        ];
        return string.Join('\n', lines);
    }

    /// <summary>outline: Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam).</summary>
    private string Day(Understood<Deadline> deadline) => (_words.Deadlines.Of(deadline) with { Left = null }).InFull;

    // In both zones, as a deadline is.
    private string Day(Understood<Opening> opening) => opening.Value is { } opens
        ? (_words.Deadlines.Of(new Understood<Deadline>(new Deadline.On(opens.Date, opens.Time, opens.Zone, Stage: null), opening.Text)) with { Left = null, Note = null }).InFull
        : _words.Deadlines.Of(opening);

    private static void Append(StringBuilder html, IReadOnlyList<StoryLine> lines)
    {
        html.Append("<ul>");
        foreach (var line in lines)
        {
            html.Append("<li>");
            if (line.Label.Length > 0)
                html.Append("<strong>").Append(Html.Encode(line.Label)).Append(":</strong> ");
            html.Append(Html.Encode(line.Text)).Append("</li>");
        }
        html.Append("</ul>");
    }
}
