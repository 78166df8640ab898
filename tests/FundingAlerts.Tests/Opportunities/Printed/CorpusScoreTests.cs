using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Opportunities.Printed;

/// <summary>Real phrases with judged readings, where they are at hand: a miss is an honest unknown, wrong is a value that is not so.</summary>
public class CorpusScoreTests
{
    private const string Right = "right";
    private const string Miss = "miss";
    private const string Wrong = "wrong";

    [Fact]
    public void Deadlines_are_read_and_none_is_wrong() => Score("deadlines", (text, context, expect) => Deadlines(DeadlineText.Read(text, context), expect));

    [Fact]
    public void Money_is_read_and_none_is_wrong() => Score("money", (text, context, expect) =>
    {
        var money = MoneyText.Read(text, context);
        if (money.Currency == Text(expect, "currency") && money.Min == Number(expect, "min") && money.Max == Number(expect, "max"))
            return Right;
        return money is { Min: null, Max: null } ? Miss : Wrong;
    });

    [Fact]
    public void Status_is_read_and_none_is_wrong() => Score("status", (text, context, expect) =>
    {
        var got = StatusText.Read(text, context).ToString().ToLowerInvariant();
        var want = expect.GetString()!.Split('-')[0];
        if (want == "restricted")
            return got is "unknown" or "open" ? Right : Wrong;
        return got == want ? Right : got == "unknown" ? Miss : Wrong;
    });

    private static string Deadlines(DeadlineReading reading, JsonElement expect)
    {
        var kind = Text(expect, "kind")!;
        var dated = reading.Deadlines.OfType<Deadline.On>().ToList();
        var rolling = reading.Deadlines is [Deadline.Rolling, ..];
        if (kind is "rolling" or "open-ended")
            return rolling ? Right : dated.Count > 0 ? Wrong : Miss;
        if (kind is "unknown" or "relative" or "time-only" or "recurring" or "published" or "fixed-submitter-local")
            return dated.Count == 0 && !rolling ? Right : kind == "fixed-submitter-local" && dated.Count > 0 && Printed(dated[^1].Date) == Text(expect, "localDate") ? Right : Wrong;
        if (dated.Count == 0)
            return rolling ? Wrong : Miss;
        if (kind == "two-stage")
            return dated.Select(on => Printed(on.Date)).SequenceEqual(expect.GetProperty("all").EnumerateArray().Select(date => date.GetString())) ? Right : Wrong;
        var last = dated[^1];
        var utc = last.At is { } at ? InstantPattern.General.Format(at) : null;
        if (Printed(last.Date) != Text(expect, "localDate"))
            return Wrong;
        if (kind == "ambiguous")
            return utc is null || expect.GetProperty("candidatesUtc").EnumerateArray().Any(candidate => candidate.GetString() == utc) ? Right : Wrong;
        if (Text(expect, "localTime") is { } time && last.Time?.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture) != time[..5])
            return Wrong;
        if (Text(expect, "utc") is { } instant && instant != utc)
            return Wrong;
        return Text(expect, "opens") is { } opens && (reading.Opens is null || Printed(reading.Opens.Date) != opens) ? Miss : Right;
    }

    private static void Score(string kind, Func<string, PrintedContext, JsonElement, string> judge)
    {
        var path = Corpus() ?? "";
        if (path.Length == 0)
            Assert.Skip("The corpus of real phrases is not here.");
        using var corpus = JsonDocument.Parse(File.ReadAllText(path));
        var judged = corpus.RootElement.GetProperty(kind).EnumerateArray().Select(row =>
        {
            var expect = row.GetProperty("expect");
            var sedia = Text(expect, "kind")?.StartsWith("sedia", StringComparison.Ordinal) == true;
            var context = new PrintedContext(Text(row, "lang"), Text(expect, "zone"), sedia ? new LocalTime(17, 0) : null);
            return (Text: Text(row, "raw")!, Verdict: judge(Text(row, "raw")!, context, expect));
        }).ToList();
        judged.Where(row => row.Verdict == Wrong).Select(row => row.Text).ShouldBeEmpty();
        ((double)judged.Count(row => row.Verdict == Right) / judged.Count).ShouldBeGreaterThanOrEqualTo(0.95, string.Join('\n', judged.Where(row => row.Verdict == Miss)));
    }

    private static string? Corpus()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "FundingAlerts.sln")))
                continue;
            var path = Path.Combine(folder.FullName, "..", "shared", "corpus", "phrases.json");
            return File.Exists(path) ? path : null;
        }

        return null;
    }

    private static string Printed(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static decimal? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : null;
}
