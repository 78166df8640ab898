using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>How often each field was found in the rows of a run.</summary>
/// <param name="Found">Field → rows in which it was found; every field that was looked for, also those found nowhere.</param>
public sealed record RowCoverage(int Rows, IReadOnlyDictionary<string, int> Found)
{
    /// <summary>Whether finding a field in so many of so many rows is at least as good as here; never where it was not looked for.</summary>
    internal bool Allows(string field, int found, int rows) =>
        Rows > 0 && Found.TryGetValue(field, out var here) && (long)found * Rows >= (long)here * rows;

    /// <summary>Of what the listing alone says: the fields that a detail page may say as well are left out.</summary>
    internal static RowCoverage OfListing(SourceDefinition source, IReadOnlyCollection<Listing> rows) =>
        Of(rows, source.Fields.Keys.Where(f => source.Follow?.Fields.ContainsKey(f) != true));

    /// <summary>Of what the listing and the detail pages say together.</summary>
    internal static RowCoverage OfWhole(SourceDefinition source, IReadOnlyCollection<Listing> rows) =>
        Of(rows, source.Fields.Keys.Union(source.Follow?.Fields.Keys ?? [], StringComparer.Ordinal));

    private static RowCoverage Of(IReadOnlyCollection<Listing> rows, IEnumerable<string> fields) =>
        new(rows.Count, fields.ToDictionary(f => f, f => rows.Count(r => r.Fields.ContainsKey(f)), StringComparer.Ordinal));
}
