using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Digests;

/// <summary>When reminders are due. Pure.</summary>
public static class ReminderTimes
{
    /// <summary>At the subscriber's own hour, so many days before the day of the deadline on their calendar.</summary>
    public static Instant DueAt(Subscriber reader, Deadline.On deadline, int lead)
    {
        var zone = ZoneOf(reader);
        // As the mail counts "in 7 days": on the reader's calendar where the moment is known, else on the printed one.
        var day = deadline.At is { } at ? at.InZone(zone).Date : deadline.Date;
        return day.PlusDays(-lead).At(new LocalTime(reader.Cadence.Hour, 0)).InZoneLeniently(zone).ToInstant();
    }

    /// <summary>The smallest of the subscriber's lead times whose moment has come; null before the first.</summary>
    public static int? LeadAt(Subscriber reader, Deadline.On deadline, Instant now) =>
        reader.LeadDays.Where(lead => DueAt(reader, deadline, lead) <= now).Select(lead => (int?)lead).Min();

    /// <summary>What the agenda has to hold for a call: an entry for each moment still to come, of each deadline still to come.</summary>
    public static IEnumerable<AgendaEntry> Ahead(Subscriber reader, Opportunity call, Instant now) =>
        from deadline in call.Deadlines.Select(d => d.Value).OfType<Deadline.On>()
        where deadline.ClosedFrom > now
        from lead in reader.LeadDays
        let due = DueAt(reader, deadline, lead)
        where due > now
        select new AgendaEntry(AgendaKinds.Reminder, due, reader.SubscriberId, new DeadlineName(call.Id, deadline.Date).ToString());

    internal static DateTimeZone ZoneOf(Subscriber reader) => Zones.Find(reader.Zone) ?? DateTimeZone.Utc;
}

/// <summary>A call and the day that one of its deadlines is printed for: a deadline that moves to another day is another one.</summary>
public readonly record struct DeadlineName(OpportunityId Call, LocalDate Day)
{
    private const int DayLength = 10;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:uuuu-MM-dd}:{Call}");

    /// <exception cref="FormatException">The text is not "2026-12-01:source:reference".</exception>
    public static DeadlineName Parse(string text) =>
        text.Length > DayLength + 1 && LocalDatePattern.Iso.Parse(text[..DayLength]) is { Success: true, Value: var day }
            ? new(OpportunityId.Parse(text[(DayLength + 1)..]), day)
            : throw new FormatException($"'{text}' names no deadline; it is written as 2026-12-01:source:reference.");
}
