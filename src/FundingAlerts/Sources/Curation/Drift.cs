namespace FundingAlerts.Sources.Curation;

/// <summary>What has changed between two pages of one source, as its definition sees it. Pure.</summary>
/// <param name="Blind">Each selector, label or path that went blind, with what could take its place.</param>
/// <param name="RowsRepaired">How many rows the new page has with the best replacements.</param>
/// <param name="Repaired">The definition with the best replacement of each; null when nothing went blind.</param>
/// <param name="Problem">Why the pages could not be compared.</param>
public sealed record Drift(
    int RowsBefore, int RowsAfter, IReadOnlyList<FieldDrift> Fields, IReadOnlyList<BlindRule> Blind, int RowsRepaired = 0, SourceDefinition? Repaired = null, SourceProblem? Problem = null)
{
    private const int Samples = 3;

    public bool IsDrift => Blind.Count > 0 || Fields.Any(f => f.IsBlind);

    /// <summary>Compares two listings, or two detail pages when the old page holds no rows of the listing.</summary>
    public static Drift Between(SourceDefinition source, Page old, Page now)
    {
        var isDetail = false;
        var before = new DriftPage(source, old, isDetail);
        var (oldRows, problem) = before.Read(source);
        if (oldRows.Count == 0 && source.Follow is not null)
        {
            isDetail = true;
            before = new(source, old, isDetail);
            (oldRows, problem) = before.Read(source);
        }
        if (problem is not null || oldRows.All(r => r.Fields.Count == 0))
            return Failed(0, problem ?? new(SourceProblemKind.NothingFound, "The definition finds nothing on the old page. Give a page that it could read."));
        var after = new DriftPage(source, now, isDetail);
        (var newRows, problem) = after.Read(source);
        if (problem is not null)
            return Failed(oldRows.Count, problem);
        if (after.Opened.Problem is { } unopened)
            return Failed(oldRows.Count, unopened);

        var blind = new List<BlindRule>();
        var repaired = isDetail ? source : RowsRepairedIn(source, oldRows, newRows, after, blind);
        repaired = DriftFields.Repair(source, repaired, before, after, oldRows, isDetail, blind);
        var pairs = DriftFields.Pairs(oldRows, after, source, isDetail);
        return new(oldRows.Count, newRows.Count, Compare(oldRows, newRows, pairs), blind, after.Read(repaired).Rows.Count, blind.Count > 0 ? repaired : null);
    }

    private static SourceDefinition RowsRepairedIn(
        SourceDefinition source, IReadOnlyList<Listing> oldRows, IReadOnlyList<Listing> newRows, DriftPage after, List<BlindRule> blind)
    {
        // Fewer calls are no drift; calls that are there and not read are.
        var pairs = DriftFields.Pairs(oldRows, after, source, isDetail: false).Select(p => p.Old).Distinct().Count();
        if (newRows.Count > 0 && pairs >= oldRows.Count * 0.5)
            return source;
        var found = DriftRows.Find(oldRows, after).Where(f => f.Held > Math.Max(pairs, 0) * 1.5).ToList();
        if (found.Count == 0 && newRows.Count > 0)
            return source;
        var isJson = after.IsJson;
        SourceDefinition With(string rows) => source with { Rows = isJson ? source.Rows with { Path = rows } : source.Rows with { Select = rows } };
        var replacements = found
            .Select(f => new Replacement($"{(isJson ? "path" : "select")}: {Yaml.Text(f.Rows)}", after.Read(With(f.Rows)).Rows.Count, f.Held, oldRows.Count))
            .ToList();
        blind.Add(new(isJson ? "rows.path" : "rows.select", isJson ? $"path: {source.Rows.Path}" : $"select: {source.Rows.Select}", oldRows.Count, newRows.Count, replacements));
        return found.Count > 0 ? With(found[0].Rows) : source;
    }

    private static IReadOnlyList<FieldDrift> Compare(IReadOnlyList<Listing> before, IReadOnlyList<Listing> after, IReadOnlyList<(int Old, int New)> pairs) =>
        [.. before.Concat(after).SelectMany(r => r.Fields.Keys).Distinct(StringComparer.Ordinal).Select(name => new FieldDrift(
            name,
            before.Count(r => r.First(name) is not null),
            after.Count(r => r.First(name) is not null),
            before.Count,
            after.Count,
            pairs.Count > 0
                ? [.. pairs.Where(p => before[p.Old].First(name) != after[p.New].First(name)).Take(Samples).Select(p => new FieldChange(NameOf(before[p.Old]), before[p.Old].First(name), after[p.New].First(name)))]
                : after.Count > 0 ? [] : [.. before.Where(r => r.First(name) is not null).Take(Samples).Select(r => new FieldChange(NameOf(r), r.First(name), null))]))];

    private static string NameOf(Listing row) => row.First(FieldNames.Title) ?? row.First(FieldNames.Reference) ?? "";

    private static Drift Failed(int rowsBefore, SourceProblem problem) => new(rowsBefore, 0, [], [], Problem: problem);
}
