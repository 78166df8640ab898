using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Digests;

/// <summary>When reminders are due. Pure.</summary>
public static class ReminderTimes
{
    /// <summary>At the subscriber's own hour, so many days before the day of the deadline on their calendar.</summary>
    public static Instant DueAt(Subscriber reader, Deadline.On deadline, int lead) =>
        // As the mail counts "in 7 days": on the reader's calendar where the moment is known, else on the printed one.
        DueAt(reader, deadline.At is { } at ? at.InZone(ZoneOf(reader)).Date : deadline.Date, lead);

    /// <summary>The same before a day on which a call opens.</summary>
    public static Instant DueAt(Subscriber reader, LocalDate day, int lead) =>
        day.PlusDays(-lead).At(new LocalTime(reader.Cadence.Hour, 0)).InZoneLeniently(ZoneOf(reader)).ToInstant();

    /// <summary>The smallest of the lead times whose moment has come; null before the first.</summary>
    public static int? LeadAt(Subscriber reader, Deadline.On deadline, IReadOnlyList<int> leadDays, Instant now) =>
        leadDays.Where(lead => DueAt(reader, deadline, lead) <= now).Select(lead => (int?)lead).Min();

    /// <summary>Of all interests that were met and are there still: each its own lead times, or the subscriber's.</summary>
    public static IReadOnlyList<int> LeadDaysFor(Subscriber reader, IReadOnlyDictionary<string, Interest> interests, IEnumerable<InterestMatch> why) =>
        [.. why.Where(w => interests.ContainsKey(w.InterestId)).SelectMany(w => interests[w.InterestId].LeadDays ?? reader.LeadDays).Distinct().Order()];

    /// <summary>What the agenda has to hold for a call: an entry for each moment still to come, of each deadline and opening still to come.</summary>
    public static IEnumerable<AgendaEntry> Ahead(Subscriber reader, Opportunity call, IReadOnlyList<int> leadDays, Instant now)
    {
        foreach (var deadline in call.Deadlines.Select(d => d.Value).OfType<Deadline.On>().Where(d => d.ClosedFrom > now))
        {
            foreach (var due in leadDays.Select(lead => DueAt(reader, deadline, lead)).Where(due => due > now))
                yield return new(AgendaKinds.Reminder, due, reader.SubscriberId, new DeadlineName(call.Id, deadline.Date).ToString());
        }
        if (reader.OpeningLead is { } before && call.Opens?.Value is { } opens && opens.From > now && DueAt(reader, opens.Date, before) is var opening && opening > now)
            yield return new(AgendaKinds.Reminder, opening, reader.SubscriberId, new DeadlineName(call.Id, opens.Date, UpcomingKind.Opening).ToString());
    }

    internal static DateTimeZone ZoneOf(Subscriber reader) => Zones.Find(reader.Zone) ?? DateTimeZone.Utc;
}

/// <summary>A call and the day that one of its deadlines, or its opening, is printed for: one that moves to another day is another one.</summary>
public readonly record struct DeadlineName(OpportunityId Call, LocalDate Day, UpcomingKind Kind = UpcomingKind.Deadline)
{
    private const int DayLength = 10;
    private const string Opens = "opens-";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Kind == UpcomingKind.Opening ? Opens : "")}{Day:uuuu-MM-dd}:{Call}");

    /// <exception cref="FormatException">The text is not "2026-12-01:source:reference".</exception>
    public static DeadlineName Parse(string text)
    {
        var kind = text.StartsWith(Opens, StringComparison.Ordinal) ? UpcomingKind.Opening : UpcomingKind.Deadline;
        var rest = kind == UpcomingKind.Opening ? text[Opens.Length..] : text;
        return rest.Length > DayLength + 1 && LocalDatePattern.Iso.Parse(rest[..DayLength]) is { Success: true, Value: var day }
            ? new(OpportunityId.Parse(rest[(DayLength + 1)..]), day, kind)
            : throw new FormatException($"'{text}' names no deadline; it is written as 2026-12-01:source:reference.");
    }
}
