using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <content>What the index is made of: what is stored and loaded.</content>
internal sealed partial class QueryIndex
{
    /// <summary>Puts everything in its best order and leaves out what was removed.</summary>
    /// <returns>The new number of each query, -1 for those that are gone.</returns>
    public int[] Arrange()
    {
        var old = _tables;
        var numbers = new int[old.Starts.Count];
        // Those under the same feature beside each other, so that they are read in a row.
        var order = OrderByFeature(old);
        Array.Fill(numbers, -1);
        var fresh = new Tables(old.Features, old.Facets, old.Conditions, old.Masks);
        foreach (var query in order)
        {
            numbers[query] = fresh.Starts.Count;
            fresh.Starts.Add(fresh.Code.Count);
            fresh.Code.AddRange(CodeOf(query));
            fresh.Needed.Add(old.Needed[query]);
            fresh.Users.Add(old.Users[query]);
            if (old.Checked.TryGetValue(query, out var check))
                fresh.Checked[numbers[query]] = check;
            else
                fresh.Same.Add(HashOf(CodeOf(query), old.Masks[old.Needed[query]]), numbers[query]);
        }
        fresh.Always.AddRange(old.Always.Select(q => numbers[q]).Where(q => q >= 0));
        for (var feature = 0; feature < old.First.Count; feature++)
        {
            fresh.First.Add(NoPosting);
            for (var at = old.First[feature]; at != NoPosting; at = old.Postings[at].Next)
            {
                if (numbers[old.Postings[at].Query] is >= 0 and var number)
                    Append(fresh, feature, number, old.Postings[at].Second);
            }
        }
        fresh.Trim();
        _tables = fresh;
        return numbers;
    }

    private static void Append(Tables tables, int feature, int query, int second)
    {
        var at = tables.Postings.Count;
        tables.Postings.Add(new(query, second, NoPosting));
        if (tables.First[feature] == NoPosting)
            tables.First[feature] = at;
        else
            tables.Postings[at - 1] = tables.Postings[at - 1] with { Next = at };
    }

    private static List<int> OrderByFeature(Tables tables)
    {
        var order = new List<int>(tables.Starts.Count);
        var taken = new bool[tables.Starts.Count];
        void Take(int query)
        {
            if (taken[query] || tables.Users[query] == 0)
                return;
            taken[query] = true;
            order.Add(query);
        }

        foreach (var first in tables.First)
        {
            for (var at = first; at != NoPosting; at = tables.Postings[at].Next)
                Take(tables.Postings[at].Query);
        }
        tables.Always.ForEach(Take);
        return order;
    }

    /// <param name="Masks">The different sets of facets that queries need.</param>
    private sealed record Tables(Features Features, FacetBits Facets, List<Condition> Conditions, FacetMasks Masks)
    {
        public Tables()
            : this(new(), new([]), [], new([]))
        {
        }

        /// <summary>The code of all queries, one after the other.</summary>
        public List<int> Code { get; init; } = [];

        /// <summary>For each query: where its code begins.</summary>
        public List<int> Starts { get; init; } = [];

        /// <summary>For each query: the number of the facets that it needs.</summary>
        public List<int> Needed { get; init; } = [];

        /// <summary>For each query: how many asked for it.</summary>
        public List<int> Users { get; init; } = [];

        /// <summary>For each feature: its first posting.</summary>
        public List<int> First { get; init; } = [];

        public List<Posting> Postings { get; init; } = [];

        /// <summary>The queries that are looked at for every call.</summary>
        public List<int> Always { get; init; } = [];

        public Dictionary<int, CheckedQuery> Checked { get; init; } = [];

        /// <summary>Queries by what they say.</summary>
        public NumberTable Same { get; init; } = new();

        /// <summary>How many queries nobody asks for any more.</summary>
        public int Removed { get; set; }

        public void Trim()
        {
            Code.TrimExcess();
            Starts.TrimExcess();
            Needed.TrimExcess();
            Users.TrimExcess();
            First.TrimExcess();
            Postings.TrimExcess();
        }
    }
}
