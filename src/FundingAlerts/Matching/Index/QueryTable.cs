using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>The code of all queries, one after the other, and how many interests ask for each.</summary>
internal sealed class QueryTable(List<int> code, List<int> starts, List<int> users)
{
    public QueryTable()
        : this([], [], [])
    {
    }

    public int Count => starts.Count;

    public ReadOnlySpan<int> Code => CollectionsMarshal.AsSpan(code);

    public ReadOnlySpan<int> Starts => CollectionsMarshal.AsSpan(starts);

    public ReadOnlySpan<int> Users => CollectionsMarshal.AsSpan(users);

    public int Add(ReadOnlySpan<int> added, int usedBy = 1)
    {
        starts.Add(code.Count);
        code.AddRange(added);
        users.Add(usedBy);
        return starts.Count - 1;
    }

    public ReadOnlySpan<int> CodeOf(int query)
    {
        var all = Starts;
        var start = all[query];
        return CollectionsMarshal.AsSpan(code)[start..(query + 1 < all.Length ? all[query + 1] : code.Count)];
    }

    public bool IsUsed(int query) => users[query] > 0;

    public int UsersOf(int query) => users[query];

    public void Use(int query) => users[query]++;

    /// <returns>Whether that was the last who asked for it; then no call meets it any more.</returns>
    public bool Leave(int query)
    {
        if (--users[query] > 0)
            return false;
        code[starts[query]] = QueryCode.Never;
        return true;
    }

    public void Trim()
    {
        code.TrimExcess();
        starts.TrimExcess();
        users.TrimExcess();
    }
}
