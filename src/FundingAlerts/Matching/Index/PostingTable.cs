using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>Which queries are filed under which feature: a chain for each feature, in a row once they were arranged.</summary>
internal sealed class PostingTable(List<int> firsts, List<Posting> postings, List<int> always)
{
    public const int None = -1;

    public PostingTable()
        : this([], [], [])
    {
    }

    /// <summary>For each feature the place of its first posting, or -1.</summary>
    public ReadOnlySpan<int> Firsts => CollectionsMarshal.AsSpan(firsts);

    public ReadOnlySpan<Posting> All => CollectionsMarshal.AsSpan(postings);

    /// <summary>The queries that are looked at for every call.</summary>
    public ReadOnlySpan<int> Always => CollectionsMarshal.AsSpan(always);

    /// <param name="isProof">Whatever has one of the anchors meets the query.</param>
    /// <param name="features">How many there are.</param>
    public void File(int query, IReadOnlyList<Anchor> anchors, bool isProof, int features)
    {
        if (anchors.Count == 0)
            always.Add(query);
        if (firsts.Count < features)
        {
            var known = firsts.Count;
            CollectionsMarshal.SetCount(firsts, features);
            CollectionsMarshal.AsSpan(firsts)[known..].Fill(None);
        }
        foreach (var (feature, second) in anchors)
        {
            postings.Add(new(query, anchors.Count > 1, isProof, second, firsts[feature]));
            firsts[feature] = postings.Count - 1;
        }
    }

    /// <summary>All queries, each once, those under the same feature beside each other.</summary>
    public IEnumerable<int> Order(int queries)
    {
        var taken = new bool[queries];
        foreach (var first in firsts)
        {
            for (var at = first; at != None; at = postings[at].Next)
            {
                var query = postings[at].Query;
                if (taken[query])
                    continue;
                taken[query] = true;
                yield return query;
            }
        }
        foreach (var query in always)
            yield return query;
    }

    /// <summary>The same with other numbers, each chain in a row.</summary>
    /// <param name="numbers">The new number of each query; -1 leaves it out.</param>
    public PostingTable Arranged(int[] numbers)
    {
        var (first, row) = (new List<int>(firsts.Count), new List<Posting>(postings.Count));
        foreach (var start in firsts)
        {
            var from = row.Count;
            for (var at = start; at != None; at = postings[at].Next)
            {
                if (numbers[postings[at].Query] is >= 0 and var number)
                    row.Add(postings[at].At(number, row.Count + 1));
            }
            first.Add(row.Count > from ? from : None);
            if (row.Count > from)
                row[^1] = row[^1].At(row[^1].Query, None);
        }
        row.TrimExcess();
        return new(first, row, [.. always.Select(query => numbers[query]).Where(number => number >= 0)]);
    }
}

/// <summary>A query under one of its features.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Posting
{
    private const int Several = 1 << 31;
    private const int Proof = 1 << 30;
    private readonly int _query;

    /// <param name="isOneOfSeveral">The query is filed under other features too.</param>
    /// <param name="isProof">Whatever has the feature, and the second, meets the query.</param>
    /// <param name="second">Another feature that a call must have, or <see cref="Anchor.None"/>.</param>
    /// <param name="next">The next posting under the same feature, or <see cref="PostingTable.None"/>.</param>
    public Posting(int query, bool isOneOfSeveral, bool isProof, int second, int next) =>
        (_query, Second, Next) = (query | (isOneOfSeveral ? Several : 0) | (isProof ? Proof : 0), second, next);

    private Posting(int query, int second, int next) => (_query, Second, Next) = (query, second, next);

    public int Query => _query & ~(Several | Proof);

    public bool IsOneOfSeveral => (_query & Several) != 0;

    public bool IsProof => (_query & Proof) != 0;

    public int Second { get; }

    public int Next { get; }

    public Posting At(int query, int next) => new(query | (_query & (Several | Proof)), Second, next);
}
