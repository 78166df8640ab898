namespace FundingAlerts.Sources;

/// <summary>A part of a tree that is read as one: an element, or siblings behind each other.</summary>
/// <param name="From">The first node's number.</param>
/// <param name="To">The number behind the last and all below it.</param>
internal readonly record struct MarkupSpan(int From, int To)
{
    /// <summary>What follows a label on its line, and no element.</summary>
    public bool IsPart { get; init; }

    /// <summary>Characters that are left out of the first node, a text.</summary>
    public int Skipped { get; init; }

    /// <summary>The numbers of elements that are left out with all below them; null for none.</summary>
    public IReadOnlySet<int>? Left { get; init; }

    public bool Leaves(int at) => Left?.Contains(at) == true;
}
