using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>Elements of one page that look alike and may be its calls.</summary>
/// <param name="Score">More is likelier; comparable within one page only.</param>
/// <param name="Links">The share of rows with an address of their own.</param>
/// <param name="Dates">The share of rows with a date.</param>
internal sealed record RowGroup(IReadOnlyList<IElement> Rows, double Score = 0, double Links = 0, double Dates = 0)
{
    public static readonly IEqualityComparer<RowGroup> SameRows = EqualityComparer<RowGroup>.Create(
        (a, b) => a!.Rows.Count == b!.Rows.Count && a.Rows.SequenceEqual(b.Rows),
        group => HashCode.Combine(group.Rows.Count, group.Rows[0], group.Rows[^1]));
}
