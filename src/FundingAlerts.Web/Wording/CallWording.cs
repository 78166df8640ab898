using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Web.Wording;

/// <summary>All the words for calls that one reader needs, at one moment.</summary>
public sealed class CallWording(Phrasebook book, DateTimeZone reader, Instant now)
{
    public Phrasebook Book { get; } = book;

    public Instant Now { get; } = now;

    public DateTimeZone Zone { get; } = reader;

    public DeadlineWording Deadlines { get; } = new(book, reader, now);

    public MoneyWording Money { get; } = new(book);

    public ChangeWording Changes { get; } = new(book, new(book, reader, now), new(book));

    public static CallWording For(string language, string zone, Instant now) =>
        new(Phrasebook.For(language), Zones.Find(zone) ?? DateTimeZone.Utc, now);

    public static string Title(Opportunity call, int max = 300) => PlainText.Line(call.Title, max) is { Length: > 0 } title ? title : call.Id.ToString();

    /// <summary>Who gives: "EPSRC, NWO"; the source's id when no funder is named.</summary>
    public static string Funders(Opportunity call) =>
        string.Join(", ", call.Funders.Select(f => PlainText.Line(f.Name, 80)).Where(n => n.Length > 0)) is { Length: > 0 } names
            ? names
            : PlainText.Line(call.Id.Source, 40);

    /// <summary>Funder, programme and reference: "EPSRC · Network Plus · OPP123".</summary>
    public static string Origin(Opportunity call)
    {
        var parts = new List<string> { Funders(call) };
        if (PlainText.Line(call.Programme, 80) is { Length: > 0 } programme && programme != PlainText.Line(call.Title, 80))
            parts.Add(programme);
        if (Reference(call) is { } reference)
            parts.Add(reference);
        return string.Join(" · ", parts.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The funder's own number, or null where the reference is only the page's address or the last part of it ("future-computing-network").</summary>
    public static string? Reference(Opportunity call) =>
        call.Reference.Contains("://", StringComparison.Ordinal) || (call.Reference.Any(char.IsLower) && !call.Reference.Any(char.IsUpper) && call.Address.AbsolutePath.Contains(call.Reference, StringComparison.Ordinal))
            ? null
            : PlainText.Line(call.Reference, 60) is { Length: > 0 } reference ? reference : null;

    /// <summary>"Netherlands: may take part"; only what is known, and of the two countries that we watch for.</summary>
    public IReadOnlyList<string> Eligibility(Opportunity call) =>
        [.. call.Eligibility
            .Where(e => e.Participation != Participation.Unknown && e.Country is "NL" or "GB")
            .Select(e => $"{Book.Country(PlainText.Line(e.Country, 10))}: {Book.Participation(e.Participation)}")];

    /// <summary>"Netherlands and UK together: can be in one project"; null for a call that was stored before anybody asked.</summary>
    public string? Together(Opportunity call, bool withReason)
    {
        if (call.Together is not { } together)
            return null;
        var reason = Book.Language == "nl" ? together.Reason.Dutch : together.Reason.English;
        return $"{Book.TogetherLabel}: {Book.Together(together.Participation)}" + (withReason ? $". {PlainText.Line(reason, 300)}" : "");
    }

    /// <summary>A moment on the reader's clock: Tue 13 October 2026, 16:00.</summary>
    public string Moment(Instant instant)
    {
        var local = instant.InZone(Zone);
        return $"{Book.LongDate.Format(local.Date)}, {Book.Time.Format(local.TimeOfDay)}";
    }

    /// <summary>A day on the reader's calendar: 13 Oct 2026.</summary>
    public string Day(Instant instant) => Book.ShortDate.Format(instant.InZone(Zone).Date);
}
