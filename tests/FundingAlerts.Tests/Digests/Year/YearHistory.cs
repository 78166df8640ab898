using System.Globalization;
using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Digests.Year;

/// <summary>What a source says of a call from a moment on; without a call it is gone.</summary>
internal sealed record YearEvent(Instant At, OpportunityId Id, Opportunity? Call);

/// <summary>
/// The real history of the saved documents as events at noon (UTC): the EU feed of March 2026 with all that was observed of it day
/// by day, the feed of August, UKRI's and others' calls since June, and two sample days.
/// </summary>
internal static class YearHistory
{
    private const string Eu = "eu-funding-tenders";
    private const string Uk = "ukri";
    private static readonly LocalDate FirstFeed = new(2026, 3, 13);
    private static readonly LocalDate SecondFeed = new(2026, 8, 2);

    public static IReadOnlyList<YearEvent> Read() => [.. EuEvents().Concat(UkEvents()).OrderBy(e => e.At)];

    private static IEnumerable<YearEvent> EuEvents()
    {
        var known = new Dictionary<string, Opportunity>(StringComparer.Ordinal);
        foreach (var call in Grants("sedia/eu-grants-feed-2026-03-13.json"))
        {
            known[call.Reference] = call;
            yield return new(Noon(FirstFeed), call.Id, call);
        }
        using var observed = JsonDocument.Parse(File.ReadAllBytes(Corpus.Document("sedia/observed-changes.json")));
        foreach (var change in observed.RootElement.EnumerateArray().OrderBy(c => c.GetProperty("date").GetString(), StringComparer.Ordinal))
        {
            var day = LocalDatePattern.Iso.Parse(change.GetProperty("date").GetString()!).Value;
            if (day <= FirstFeed || day >= SecondFeed || !known.TryGetValue(change.GetProperty("identifier").GetString()!, out var call))
                continue;
            var value = change.GetProperty("new").ToString();
            var next = change.GetProperty("field").GetString() switch
            {
                "deadlineDate" when Day(value) is { } closes => call with { Deadlines = [Closing(closes)] },
                "startDate" when Day(value) is { } opens => call with { Opens = Opening(opens) },
                "status" => call with { StatusWord = Status(value) },
                "title" => call with { Title = value },
                _ => call,
            };
            if (next == call)
                continue;
            known[call.Reference] = next;
            yield return new(Noon(day), next.Id, next);
        }
        var second = Grants("sedia/eu-grants-feed-2026-08-02.json").ToDictionary(c => c.Reference, StringComparer.Ordinal);
        foreach (var call in second.Values)
            yield return new(Noon(SecondFeed), call.Id, call);
        foreach (var gone in known.Values.Where(c => !second.ContainsKey(c.Reference) && c.StatusAt(Noon(SecondFeed)) != OpportunityStatus.Closed))
            yield return new(Noon(SecondFeed), gone.Id, null);
    }

    private static IEnumerable<Opportunity> Grants(string file)
    {
        using var feed = JsonDocument.Parse(File.ReadAllBytes(Corpus.Document(file)));
        foreach (var grant in feed.RootElement.GetProperty("grants").EnumerateArray().DistinctBy(g => g.GetProperty("identifier").GetString()))
        {
            yield return new()
            {
                Id = new(Eu, Text(grant, "identifier")!),
                Title = Text(grant, "title")!,
                Address = new(Text(grant, "url")!),
                Language = "en",
                Summary = Text(grant, "destination") ?? "",
                Description = Text(grant, "abstract") ?? "",
                Programme = "Horizon Europe",
                Type = Text(grant, "actionType"),
                StatusWord = Status(grant.GetProperty("status").GetProperty("label").GetString()!),
                Opens = Day(Text(grant, "startDate")) is { } opens ? Opening(opens) : null,
                Deadlines = Day(Text(grant, "deadlineDate")) is { } closes ? [Closing(closes)] : [],
            };
        }
    }

    private static IEnumerable<YearEvent> UkEvents()
    {
        using var history = JsonDocument.Parse(File.ReadAllBytes(Corpus.Document("ukri/all-items-history-2026.json")));
        foreach (var item in history.RootElement.EnumerateArray())
        {
            var id = new OpportunityId(Uk, Text(item, "url")!);
            Opportunity? last = null;
            foreach (var reading in item.GetProperty("history").EnumerateArray())
            {
                var printed = Text(reading, "deadline") ?? "";
                var day = LocalDatePattern.Iso.Parse(Text(reading, "date")!).Value;
                var deadlines = DeadlineText.Read(printed, new("en", Zones.London, Published: day)).Deadlines;
                last = new()
                {
                    Id = id,
                    Title = Text(item, "title")!,
                    Address = new(Text(item, "url")!),
                    Language = "en",
                    Deadlines = [.. deadlines.Select(d => new Understood<Deadline>(d, printed))],
                };
                yield return new(Noon(day), id, last);
            }
            var gone = Noon(LocalDatePattern.Iso.Parse(Text(item, "last")!).Value.PlusDays(1));
            if (last is not null && gone < Noon(new(2026, 8, 21)) && last.StatusAt(gone) != OpportunityStatus.Closed)
                yield return new(gone, id, null);
        }
    }

    private static Instant Noon(LocalDate day) => day.At(new LocalTime(12, 0)).InUtc().ToInstant();

    private static LocalDate? Day(string? iso) =>
        iso is { Length: >= 10 } && LocalDatePattern.Iso.Parse(iso[..10]) is { Success: true, Value: var day } ? day : null;

    // The portal closes calls at five in Brussels.
    private static Understood<Deadline> Closing(LocalDate day) => new(new Deadline.On(day, new(17, 0), Zones.Brussels, null), Printed(day));

    private static Understood<Opening> Opening(LocalDate day) => new(new(day, null, null), Printed(day));

    private static Understood<OpportunityStatus> Status(string word) => new(
        word switch
        {
            "Forthcoming" => OpportunityStatus.Forthcoming,
            "Closed" => OpportunityStatus.Closed,
            _ => OpportunityStatus.Open,
        },
        word);

    private static string Printed(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
