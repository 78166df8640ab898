using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>So many days before, a calendar rings.</summary>
/// <param name="Deadline">Before each deadline, ascending.</param>
/// <param name="Opening">Before an opening; null for not.</param>
internal sealed record CalendarAlarms(IReadOnlyList<int> Deadline, int? Opening = null)
{
    public static readonly CalendarAlarms None = new([]);
}

/// <summary>
/// A call's days as entries of a calendar: one for each deadline, stages too, and one for the opening. Their UIDs hold no date
/// and their SEQUENCE is the call's version, so a day that moves moves the entry; DTSTAMP is when the call last changed.
/// </summary>
internal sealed class CallDays(CallStory story, FeedPlace place, Instant now)
{
    private const int TitleLength = 150;

    // So long a day that has passed, or that was called off, stays.
    private const int DaysKept = 365;

    public IEnumerable<CalendarEvent> Of(FeedCall told, CalendarAlarms alarms)
    {
        if (told.Call.WithdrawnAt is { } gone && gone + NodaTime.Duration.FromDays(DaysKept) < now)
            yield break;
        var earliest = now.InUtc().Date.PlusDays(-DaysKept);
        foreach (var slot in DeadlineSlots.Of(told.Call, told.Changes).Where(s => s.Day >= earliest))
        {
            var on = slot.Deadline as Deadline.On;
            var label = story.Book.Deadline + (PlainText.Line(on?.Stage, 60) is { Length: > 0 } stage ? $" ({stage})" : "");
            var uid = CallName.Uid(told.Id, "deadline", slot.Stage, slot.Number.ToString(CultureInfo.InvariantCulture));
            yield return Entry(told, uid, label, CalendarDay.Of(slot.Day, on?.Time, on?.Zone), alarms.Deadline);
        }
        if (told.Call.Opens?.Value is { } opens && opens.Date >= earliest)
            yield return Entry(told, CallName.Uid(told.Id, "opening"), story.Book.Opens, CalendarDay.Of(opens.Date, opens.Time, opens.Zone), alarms.Opening is { } lead ? [lead] : []);
    }

    private CalendarEvent Entry(FeedCall told, string uid, string label, CalDateTime day, IReadOnlyList<int> leads)
    {
        var isOff = told.Call.WithdrawnAt is not null;
        var summary = $"{(isOff ? $"{story.Book.WithdrawnHeading}: " : "")}{label}: {CallWording.Title(told.Call, TitleLength)}";
        var entry = new CalendarEvent
        {
            Uid = uid,
            Sequence = told.Call.Version - 1,
            DtStamp = Utc(told.LastChanged),
            LastModified = Utc(told.LastChanged),
            Created = Utc(told.FirstSeen),
            DtStart = day,
            Summary = summary,
            Description = story.InText(told),
            Url = place.PageOf(told.Id),
            Status = isOff ? EventStatus.Cancelled : EventStatus.Confirmed,
            // A deadline fills nobody's day.
            Transparency = TransparencyType.Transparent,
        };
        entry.Categories.Add(label);
        if (told.Call.Kind is { Value: not OpportunityKind.Unknown } kind)
            entry.Categories.Add(story.Book.Kind(kind.Value));
        entry.Categories.Add(PlainText.Line(told.Id.Source, 60));
        foreach (var lead in isOff ? [] : leads)
            entry.Alarms.Add(new Alarm { Action = AlarmAction.Display, Description = summary, Trigger = new Trigger(new Ical.Net.DataTypes.Duration(days: -lead)) });
        return entry;
    }

    private static CalDateTime Utc(Instant instant) => new(instant.ToDateTimeUtc(), CalDateTime.UtcTzId);
}
