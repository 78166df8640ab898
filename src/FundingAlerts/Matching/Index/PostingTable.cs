using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Which queries are filed under which feature, and what they ask for beside it. Under a feature those of one shape lie together: a head
/// (shape and how many), then for each the number of the query and those of its clauses. What was filed since they were arranged
/// hangs on a chain for each feature.
/// </summary>
internal sealed class PostingTable(ShapeTable shapes, List<int> starts, List<int> rows, List<int> laterFirsts, List<int> later, List<int> always)
{
    public const int None = -1;

    private const int CountBits = 16;
    private const int MostInGroup = (1 << CountBits) - 1;
    private readonly Remainder _remainder = new();

    public PostingTable()
        : this(new(), [], [], [], [], [])
    {
    }

    public ShapeTable Shapes => shapes;

    /// <summary>Where the row of each feature begins, and at last where all end.</summary>
    public ReadOnlySpan<int> Starts => CollectionsMarshal.AsSpan(starts);

    public ReadOnlySpan<int> Rows => CollectionsMarshal.AsSpan(rows);

    /// <summary>For each feature the place of what was filed last, or -1.</summary>
    public ReadOnlySpan<int> LaterFirsts => CollectionsMarshal.AsSpan(laterFirsts);

    /// <summary>What was filed since: the place of the one before, then a group of one.</summary>
    public ReadOnlySpan<int> Later => CollectionsMarshal.AsSpan(later);

    /// <summary>The queries that are looked at for every call.</summary>
    public ReadOnlySpan<int> Always => CollectionsMarshal.AsSpan(always);

    public static (int Shape, int Count) Head(int head) => (head >>> CountBits, head & MostInGroup);

    /// <param name="features">How many there are.</param>
    public void File(int query, in CompiledQuery compiled, int features)
    {
        if (compiled.Anchors.Count == 0)
            always.Add(query);
        if (laterFirsts.Count < features)
        {
            var known = laterFirsts.Count;
            CollectionsMarshal.SetCount(laterFirsts, features);
            CollectionsMarshal.AsSpan(laterFirsts)[known..].Fill(None);
        }
        var code = CollectionsMarshal.AsSpan(compiled.Code);
        foreach (var anchor in compiled.Anchors)
        {
            var shape = shapes.NumberOf(_remainder.Read(code, anchor, compiled.IsProof, isShared: compiled.Anchors.Count > 1));
            var place = later.Count;
            later.AddRange([laterFirsts[anchor.Feature], ((shape < 0 ? 1 : shape) << CountBits) | 1, query]);
            if (shape >= 0)
                later.AddRange(_remainder.Numbers);
            laterFirsts[anchor.Feature] = place;
        }
    }

    /// <summary>The same in order: each feature's in one row, and the queries numbered as they come in the rows.</summary>
    /// <param name="numbers">Gets the new number of each query, -1 for those that are left out.</param>
    /// <param name="isWanted">Whether anybody asks for a query.</param>
    public PostingTable Arranged(int[] numbers, Func<int, bool> isWanted)
    {
        Array.Fill(numbers, None);
        var next = 0;
        var features = Math.Max(starts.Count - 1, laterFirsts.Count);
        var (begins, row, found) = (new List<int>(features + 1), new List<int>(rows.Count + later.Count), new List<ulong>());
        for (var feature = 0; feature < features; feature++)
        {
            begins.Add(row.Count);
            found.Clear();
            Find(feature, found);
            found.Sort();
            var head = None;
            foreach (var place in found)
            {
                var posting = At(place);
                if (!isWanted(posting[0]))
                    continue;
                if (head < 0 || Head(row[head]) is var (shape, count) && (shape != ShapeAt(place) || count == MostInGroup))
                {
                    head = row.Count;
                    row.Add(ShapeAt(place) << CountBits);
                }
                row[head]++;
                row.Add(Number(posting[0]));
                row.AddRange(posting[1..]);
            }
        }
        begins.Add(row.Count);
        row.TrimExcess();
        return new(shapes, begins, row, [], [], [.. always.Where(isWanted).Select(Number)]);

        int Number(int query) => numbers[query] < 0 ? numbers[query] = next++ : numbers[query];
    }

    private void Find(int feature, List<ulong> found)
    {
        if (feature + 1 < starts.Count)
        {
            for (var at = starts[feature]; at < starts[feature + 1];)
            {
                var (shape, count) = Head(rows[at++]);
                var stride = 1 + shapes.All[shape].Numbers;
                for (; count > 0; count--, at += stride)
                    found.Add(Place(shape, isLater: false, at));
            }
        }
        for (var at = feature < laterFirsts.Count ? laterFirsts[feature] : None; at != None; at = later[at])
            found.Add(Place(Head(later[at + 1]).Shape, isLater: true, at + 2));
    }

    // The number of the query, and those of its clauses.
    private ReadOnlySpan<int> At(ulong place) =>
        CollectionsMarshal.AsSpan((place >> 32 & 1) != 0 ? later : rows).Slice((int)(uint)place, 1 + shapes.All[ShapeAt(place)].Numbers);

    // In order of shape.
    private static ulong Place(int shape, bool isLater, int at) => ((ulong)(uint)shape << 33) | (isLater ? 1UL << 32 : 0) | (uint)at;

    private static int ShapeAt(ulong place) => (int)(place >> 33);
}
