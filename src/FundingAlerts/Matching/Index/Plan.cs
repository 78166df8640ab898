using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>Under which features a part of a query can be filed, so that every call which meets it has one of them.</summary>
internal readonly struct Plan
{
    public static readonly Plan Nothing = new([], double.MaxValue, Anchor.None, double.MaxValue, isProof: false);

    private readonly int _single;
    private readonly double _singleCost;
    private readonly double _cost;

    private Plan(IReadOnlyList<Anchor> anchors, double cost, int single, double singleCost, bool isProof)
    {
        Anchors = anchors;
        _cost = cost;
        _single = single;
        _singleCost = singleCost;
        IsProof = isProof;
    }

    /// <summary>Empty when a call may meet it that has none of its features.</summary>
    public IReadOnlyList<Anchor> Anchors { get; }

    /// <summary>Whatever has one of the anchors, and the second feature of it, meets the part.</summary>
    public bool IsProof { get; }

    /// <param name="isProof">The feature is all that is asked for, in whatever field it is.</param>
    /// <param name="cost">In how many of 1,000 calls the feature is to be expected.</param>
    public static Plan Of(int feature, double cost, bool isProof) => new([new(feature, Anchor.None)], cost, feature, cost, isProof);

    /// <summary>Both are needed: the rarer one is filed, with a feature of the other beside it.</summary>
    public Plan And(Plan other)
    {
        if (other.Anchors.Count == 0)
            return Unproved();
        if (Anchors.Count == 0)
            return other.Unproved();
        var (rare, common) = other._cost < _cost ? (other, this) : (this, other);
        var (single, singleCost) = common._singleCost < rare._singleCost ? (common._single, common._singleCost) : (rare._single, rare._singleCost);
        var isProof = rare.IsProof && common.IsOneFeature && rare.Anchors.All(a => a.Second == Anchor.None && a.Feature != common._single);
        return new(Beside(rare, common), rare._cost, single, singleCost, isProof);
    }

    /// <summary>One of both is needed: both are filed.</summary>
    public Plan Or(Plan other) => Anchors.Count == 0 || other.Anchors.Count == 0
        ? Nothing
        : new([.. Anchors, .. other.Anchors], _cost + other._cost, Anchor.None, double.MaxValue, IsProof && other.IsProof);

    // Nothing but a feature, in whatever field.
    private bool IsOneFeature => IsProof && Anchors is [{ Second: Anchor.None } only] && only.Feature == _single;

    public Plan Unproved() => new(Anchors, _cost, _single, _singleCost, isProof: false);

    // Whoever has a second feature already keeps it: that of the rarest parts was chosen first or is as good.
    private static IReadOnlyList<Anchor> Beside(Plan rare, Plan common)
    {
        if (common._single == Anchor.None)
            return rare.Anchors;
        var anchors = new Anchor[rare.Anchors.Count];
        for (var i = 0; i < anchors.Length; i++)
        {
            var anchor = rare.Anchors[i];
            anchors[i] = anchor.Second == Anchor.None && anchor.Feature != common._single ? anchor with { Second = common._single } : anchor;
        }
        return anchors;
    }
}

/// <summary>Where a query is filed.</summary>
/// <param name="Second">Another feature that a call must have when this one is to count, or none.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Anchor(int Feature, int Second)
{
    public const int None = -1;
}
