using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Scraping.Health;

/// <summary>Each field in the last believed run and in a suspect one.</summary>
internal static class FieldTable
{
    private const int WithSamples = 5;
    private const int Samples = 3;
    private const int Length = 150;

    /// <param name="believed">Reference → words of the last believed run.</param>
    /// <param name="coverage">Of the believed run; null when it was not kept.</param>
    /// <param name="read">Reference → words of the suspect run.</param>
    /// <returns>The fields that the suspect run looked for, those with the largest loss first and with samples.</returns>
    public static IReadOnlyList<FieldDrift> Between(
        IReadOnlyDictionary<string, Listing> believed, RowCoverage? coverage, IReadOnlyDictionary<string, Listing> read, RowCoverage after)
    {
        var fields = after.Found
            .Select(f => new FieldDrift(f.Key, Before(f.Key, believed, coverage), f.Value, coverage?.Rows ?? believed.Count, after.Rows, []))
            .Where(f => f.Before > 0 || f.After > 0)
            .OrderByDescending(f => f.CoverageBefore - f.CoverageAfter)
            .ToList();
        return [.. fields.Select((f, i) => i < WithSamples && f.CoverageAfter < f.CoverageBefore ? f with { Changed = [.. Changes(f.Name, believed, read).Take(Samples)] } : f)];
    }

    private static int Before(string field, IReadOnlyDictionary<string, Listing> believed, RowCoverage? coverage) =>
        coverage is null ? believed.Values.Count(r => r.Fields.ContainsKey(field)) : coverage.Found.GetValueOrDefault(field);

    // Where no row of before is left, what is lost is shown all the same.
    private static IEnumerable<FieldChange> Changes(string field, IReadOnlyDictionary<string, Listing> believed, IReadOnlyDictionary<string, Listing> read) =>
        believed
            .Where(b => b.Value.First(field) is not null)
            .Where(b => !read.TryGetValue(b.Key, out var now) || now.First(field) != b.Value.First(field))
            .OrderBy(b => !read.TryGetValue(b.Key, out var now) ? 1 : now.First(field) is null ? 0 : 2)
            .Select(b => new FieldChange(Words(b.Key)!, Words(b.Value.First(field)), Words(read.GetValueOrDefault(b.Key)?.First(field))));

    private static string? Words(string? text) => text is null ? null : PlainText.Cut(PlainText.Squash(CleanText.Of(PlainText.Cut(text, 1_000))), Length);
}
