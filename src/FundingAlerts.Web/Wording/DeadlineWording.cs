using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Web.Wording;

/// <summary>A deadline in words.</summary>
/// <param name="Stage">outline, full proposal; null for a single stage.</param>
/// <param name="Main">Tue 13 October 2026, 16:00 UK time.</param>
/// <param name="Elsewhere">The same moment on the reader's clock where it reads otherwise: 17:00 in Amsterdam.</param>
/// <param name="Left">in 49 days, closed yesterday; null when there is no date.</param>
/// <param name="Note">What the reader should mind: as printed, check the time.</param>
/// <param name="Iso">For machines: 2026-10-13; null when there is no date.</param>
public sealed record WordedDeadline(string? Stage, string Main, string? Elsewhere, string? Left, string? Note, string? Iso)
{
    public bool IsPast { get; init; }

    /// <summary>A week or less is left.</summary>
    public bool IsNear { get; init; }

    /// <summary>All of it in one sentence, for plain text: outline: Tue 13 October 2026, 16:00 UK time (17:00 in Amsterdam), in 49 days.</summary>
    public string InFull =>
        (Stage is null ? "" : $"{Stage}: ")
        + Main
        + (Elsewhere is null ? "" : $" ({Elsewhere})")
        + (Left is null ? "" : $", {Left}")
        + (Note is null ? "" : $" ({Note})");
}

/// <summary>Words deadlines for a reader in a zone, at a moment. Never invents a time or a date.</summary>
public sealed class DeadlineWording(Phrasebook book, DateTimeZone reader, Instant now)
{
    private const int NearDays = 7;

    /// <summary>The deadline to act upon, and then the others that are still to come.</summary>
    public (WordedDeadline Next, IReadOnlyList<WordedDeadline> Later) Of(Opportunity call)
    {
        if (call.Deadlines.Count == 0)
            return (new(null, book.NoDeadline, null, null, null, null), []);
        var next = call.NextDeadline(now);
        var first = call.Deadlines.FirstOrDefault(d => next is not null && ReferenceEquals(d.Value, next)) ?? call.Deadlines[0];
        var later = call.Deadlines
            .Where(d => !ReferenceEquals(d, first) && (d.Value is not Deadline.On on || on.ClosedFrom > now))
            .OrderBy(d => d.Value is Deadline.On on ? on.ClosedFrom : Instant.MaxValue);
        return (Of(first), [.. later.Select(Of)]);
    }

    /// <summary>One deadline, and then those that come after it.</summary>
    public (WordedDeadline Next, IReadOnlyList<WordedDeadline> Later) Of(Opportunity call, Deadline.On chosen) =>
        (Of(chosen), [.. call.Deadlines
            .Where(d => d.Value is Deadline.On on && on.ClosedFrom > chosen.ClosedFrom)
            .OrderBy(d => d.Value!.EndsAt)
            .Select(Of)]);

    public WordedDeadline Of(Understood<Deadline> deadline) => deadline.Value switch
    {
        Deadline.On on => Of(on),
        Deadline.Rolling { Until: { } until } => new(null, book.RollingUntil(book.LongDate.Format(until)), null, null, null, LocalDatePattern.Iso.Format(until)),
        Deadline.Rolling => new(null, book.Rolling, null, null, null, null),
        Deadline.Unannounced => new(null, book.Unannounced, null, null, null, null),
        _ => new(null, Phrasebook.Sentence(book.FunderWrites(PlainText.Line(deadline.Text, 160))), null, null, book.AsPrinted, null),
    };

    /// <summary>When a call opens: Mon 1 February 2027, 09:00 UK time, in 12 days.</summary>
    public string Of(Understood<Opening> opening)
    {
        if (opening.Value is not { } opens)
            return Phrasebook.Sentence(book.FunderWrites(PlainText.Line(opening.Text, 160)));
        var days = Period.DaysBetween(now.InZone(reader).Date, opens.Date);
        return Moment(opens.Date, opens.Time, opens.Zone) + (days >= 0 && opens.From > now ? $", {book.DaysLeft(days)}" : "");
    }

    /// <summary>Old and new values side by side: 13 Oct 2026, with the time where asked.</summary>
    public string InShort(Understood<Deadline> deadline, bool withTime) => deadline.Value switch
    {
        Deadline.On on => (Stage(on) is { } stage ? $"{stage}: " : "")
            + book.ShortDate.Format(on.Date)
            + (withTime && on.Time is { } time ? $", {book.Time.Format(time)}{(on.Zone is null ? "" : " " + book.ZoneTime(on.Zone))}" : ""),
        Deadline.Rolling { Until: { } until } => book.RollingUntil(book.ShortDate.Format(until)),
        Deadline.Rolling => book.Rolling,
        Deadline.Unannounced => book.Unannounced,
        _ => book.FunderWrites(PlainText.Line(deadline.Text, 80)),
    };

    private WordedDeadline Of(Deadline.On on)
    {
        var isPast = on.ClosedFrom <= now;
        // The day counts on the reader's calendar when the moment is known, else on the calendar that the date was printed for.
        var (day, today) = on.At is { } at
            ? (at.InZone(reader).Date, now.InZone(reader).Date)
            : (on.Date, now.InZone(Zones.Find(on.Zone) ?? DateTimeZone.Utc).Date);
        var days = Period.DaysBetween(today, day);
        var notes = new List<string>();
        if (on.Time is null)
            notes.Add(book.NoTimeGiven);
        else if (Zones.Find(on.Zone) is null)
            notes.Add(book.NoZoneGiven);
        if (on.Doubt is not null)
            notes.Add(book.CheckTheTime);
        return new(
            Stage(on),
            Moment(on.Date, on.Time, on.Zone),
            Elsewhere(on),
            isPast ? book.ClosedAgo(Math.Max(0, -days)) : book.DaysLeft(Math.Max(0, days)),
            notes.Count == 0 ? null : string.Join("; ", notes),
            LocalDatePattern.Iso.Format(on.Date))
        {
            IsPast = isPast,
            IsNear = !isPast && days <= NearDays,
        };
    }

    private string Moment(LocalDate date, LocalTime? time, string? zone) =>
        book.LongDate.Format(date)
        + (time is { } at ? $", {book.Time.Format(at)}" : "")
        + (time is not null && Zones.Find(zone) is { } known ? $" {book.ZoneTime(known.Id)}" : "");

    private string? Elsewhere(Deadline.On on)
    {
        if (on.At is not { } at)
            return null;
        var local = at.InZone(reader).LocalDateTime;
        if (local == on.Date + on.Time)
            return null;
        var time = $"{book.Time.Format(local.TimeOfDay)} {book.InPlace(reader.Id)}";
        return local.Date == on.Date ? time : $"{book.LongDate.Format(local.Date)}, {time}";
    }

    private static string? Stage(Deadline.On on) => string.IsNullOrWhiteSpace(on.Stage) ? null : PlainText.Line(on.Stage, 60);
}
