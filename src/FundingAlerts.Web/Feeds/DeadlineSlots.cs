using System.Globalization;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A deadline of a call under a name that it keeps when it moves.</summary>
/// <param name="Stage">As printed, folded; empty where there are no stages.</param>
/// <param name="Number">Which of several of one stage, from 1, in the order in which they came to be known.</param>
internal sealed record DeadlineSlot(string Stage, int Number, LocalDate Day, Deadline Deadline, string Printed);

/// <summary>
/// Tells a call's deadlines apart over its history: what keeps its day is the same one, and of the rest of a stage what is
/// nearest to it moved there. So of several cut-off dates the second stays the second when the first has passed and is printed no more.
/// </summary>
internal static class DeadlineSlots
{
    public static IReadOnlyList<DeadlineSlot> Of(Opportunity call, IReadOnlyList<OpportunityChange> changes)
    {
        IEnumerable<IReadOnlyList<Understood<Deadline>>> history =
        [
            .. changes.OfType<OpportunityChange.DeadlineMoved>().SelectMany(m => new[] { m.Old, m.New }),
            // What we merely learnt to read otherwise is in no change.
            call.Deadlines,
        ];
        var (now, most) = (new List<DeadlineSlot>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var printed in history)
            now = Next(now, [.. printed.Select(Read).OfType<DeadlineSlot>()], most);
        return now;
    }

    /// <param name="most">The highest number that any of a stage ever had.</param>
    private static List<DeadlineSlot> Next(List<DeadlineSlot> old, List<DeadlineSlot> current, Dictionary<string, int> most)
    {
        var next = new List<DeadlineSlot>();
        foreach (var stage in current.GroupBy(d => d.Stage, StringComparer.Ordinal))
        {
            var left = old.Where(d => d.Stage == stage.Key).ToList();
            var moved = new List<DeadlineSlot>();
            foreach (var deadline in stage.OrderBy(d => d.Day))
            {
                if (left.Find(d => d.Day == deadline.Day) is { } same)
                {
                    left.Remove(same);
                    next.Add(deadline with { Number = same.Number });
                }
                else
                {
                    moved.Add(deadline);
                }
            }
            foreach (var deadline in moved)
            {
                var was = left.MinBy(d => Period.DaysBetween(d.Day, deadline.Day) is var days && days < 0 ? -days : days);
                left.Remove(was!);
                next.Add(deadline with { Number = was?.Number ?? (most[stage.Key] = most.GetValueOrDefault(stage.Key) + 1) });
            }
        }
        return [.. next.OrderBy(d => d.Day).ThenBy(d => d.Stage, StringComparer.Ordinal).ThenBy(d => d.Number)];
    }

    private static DeadlineSlot? Read(Understood<Deadline> deadline) => deadline.Value switch
    {
        Deadline.On on => new(Fold(on.Stage), 0, on.Date, on, deadline.Text),
        Deadline.Rolling { Until: { } until } rolling => new("", 0, until, rolling, deadline.Text),
        _ => null,
    };

    private static string Fold(string? stage) => string.Join(' ', (stage ?? "").ToLower(CultureInfo.InvariantCulture).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
