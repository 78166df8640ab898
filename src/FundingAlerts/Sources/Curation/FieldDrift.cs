namespace FundingAlerts.Sources.Curation;

/// <summary>One field on the old and on the new page.</summary>
/// <param name="Before">In how many of the old page's rows it was found.</param>
/// <param name="Changed">Samples of rows that are on both pages: the field's value before → after; null where it was not found.</param>
public sealed record FieldDrift(string Name, int Before, int After, int RowsBefore, int RowsAfter, IReadOnlyList<FieldChange> Changed)
{
    /// <summary>The share of rows, 0 to 1.</summary>
    public double CoverageBefore => RowsBefore == 0 ? 0 : Before / (double)RowsBefore;

    public double CoverageAfter => RowsAfter == 0 ? 0 : After / (double)RowsAfter;

    /// <summary>Found in far fewer of the rows than before.</summary>
    public bool IsBlind => Before > 0 && CoverageAfter < CoverageBefore * 0.5;
}

/// <param name="Row">The row's title or reference.</param>
public sealed record FieldChange(string Row, string? Before, string? After);

/// <summary>A selector, label or path that found something on the old page and finds nothing, or far less, on the new one.</summary>
/// <param name="Key">Where it stands in the definition: "rows.select", "fields.closes", "follow.fields.title[1]".</param>
/// <param name="Rule">As it is written: "select: td.date", "label: [Deadline]".</param>
/// <param name="Replacements">The likeliest first; each was tried by reading the new page with it.</param>
public sealed record BlindRule(string Key, string Rule, int Before, int After, IReadOnlyList<Replacement> Replacements);

/// <param name="Yaml">To paste in the place of the old line.</param>
/// <param name="Finds">How many rows it reads on the new page.</param>
/// <param name="Same">In how many rows it finds just the old page's value.</param>
/// <param name="Of">How many rows are on both pages, and so could be compared.</param>
public sealed record Replacement(string Yaml, int Finds, int Same, int Of);
