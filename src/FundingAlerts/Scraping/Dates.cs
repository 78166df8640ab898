using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>The opening and the deadlines of a listing.</summary>
internal sealed record Dates(Understood<Opening>? Opens, IReadOnlyList<Understood<Deadline>> Deadlines)
{
    public static Dates Read(Listing listing, PrintedContext context)
    {
        Understood<Opening>? opens = null;
        var deadlines = new List<Understood<Deadline>>();
        foreach (var text in listing.AllOf(FieldNames.Closes))
        {
            var reading = DeadlineText.Read(text, context);
            var words = CleanText.Printed(text);
            if (reading.Opens is { } opening)
                opens ??= new(opening, words);
            if (reading.Deadlines.Count == 0)
                deadlines.Add(new(null, words));
            else
                deadlines.AddRange(reading.Deadlines.Select(d => new Understood<Deadline>(d, words)));
        }
        if (listing.First(FieldNames.Opens) is { } printed)
            opens = ReadOpening(printed, context) ?? opens;
        return new(opens, NameStages(InOrder(deadlines), listing.First(FieldNames.DeadlineModel)));
    }

    // The default time is when calls close; they open with the day.
    private static Understood<Opening>? ReadOpening(string text, PrintedContext context)
    {
        var words = CleanText.Printed(text);
        var reading = DeadlineText.Read(text, context with { DefaultTime = null });
        if (reading.Opens is { } opening)
            return new(opening, words);

        // "To be confirmed" is understood, and says nothing.
        if (reading.Deadlines.Any(d => d is Deadline.Unannounced))
            return null;

        // A date under the label "opening date" says no role of its own.
        return reading.Deadlines.OfType<Deadline.On>().FirstOrDefault() is { } on
            ? new(new(on.Date, on.Time, on.Zone ?? context.Zone), words)
            : words.Length > 0 ? new(null, words) : null;
    }

    private static List<Understood<Deadline>> InOrder(List<Understood<Deadline>> deadlines) =>
        [.. deadlines
            .DistinctBy(d => d.Value is null ? (object)d.Text : d.Value)
            .OrderBy(d => (d.Value as Deadline.On)?.ClosedFrom ?? NodaTime.Instant.MaxValue)];

    // The EU prints "two-stage" or "multiple cut-off" once, and the dates without names.
    private static List<Understood<Deadline>> NameStages(List<Understood<Deadline>> deadlines, string? model)
    {
        if (deadlines.Count < 2 || model is null)
            return deadlines;
        var name = model.Contains("cut", StringComparison.OrdinalIgnoreCase) ? "cut-off"
            : model.Contains("stage", StringComparison.OrdinalIgnoreCase) && !model.Contains("single", StringComparison.OrdinalIgnoreCase) ? "stage"
            : null;
        return name is null
            ? deadlines
            : [.. deadlines.Select((d, i) => d.Value is Deadline.On { Stage: null } on ? d with { Value = on with { Stage = FormattableString.Invariant($"{name} {i + 1}") } } : d)];
    }
}
