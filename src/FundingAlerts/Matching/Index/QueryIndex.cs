using System.Runtime.InteropServices;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Many queries, held against one call in one pass. Each is filed under features of which a call that meets it has at least
/// one; what has none is looked at for every call. Queries that say the same are one. They are added and removed one by one;
/// the place of what was removed is free again after <see cref="Arrange"/>. One writer, or many readers.
/// </summary>
internal sealed partial class QueryIndex
{
    private const int NoPosting = -1;
    private readonly QueryCompiler _compiler;
    private Tables _tables;

    public QueryIndex()
        : this(new())
    {
    }

    private QueryIndex(Tables tables)
    {
        _tables = tables;
        _compiler = new(tables.Features, tables.Facets, tables.Conditions);
    }

    /// <summary>How many different queries there are; those that were removed count until they are cleared away.</summary>
    public int Count => _tables.Starts.Count;

    /// <summary>Files a query.</summary>
    /// <param name="text">As the person wrote it: kept where the index alone cannot decide.</param>
    /// <returns>Its number, which is that of an equal query where there is one.</returns>
    public int Add(Query query, string text)
    {
        var compiled = _compiler.Compile(query);
        var code = CollectionsMarshal.AsSpan(compiled.Code);
        var hash = HashOf(code, compiled.Needed);
        if (!compiled.NeedsCheck && _tables.Same.Find(hash, number => IsSame(number, compiled)) is >= 0 and var same)
        {
            _tables.Users[same]++;
            return same;
        }
        var added = _tables.Starts.Count;
        _tables.Starts.Add(_tables.Code.Count);
        _tables.Code.AddRange(code);
        _tables.Needed.Add(_tables.Masks.NumberOf(compiled.Needed));
        _tables.Users.Add(1);
        if (compiled.NeedsCheck)
            _tables.Checked[added] = new(text, query);
        else
            _tables.Same.Add(hash, added);
        File(added, compiled.Anchors);
        return added;
    }

    /// <summary>Takes back what <see cref="Add"/> did once.</summary>
    public void Remove(int number)
    {
        if (--_tables.Users[number] == 0)
            _tables.Removed++;
    }

    /// <summary>The numbers of the queries that a call meets, in no order, each once.</summary>
    public void Match(CallDocument call, CallReader reader, List<int> met)
    {
        var t = _tables;
        reader.Read(call, t.Features);
        var has = t.Facets.Of(call.Facts.Facets);
        var seen = reader.SeenFor(t.Starts.Count);
        var postings = CollectionsMarshal.AsSpan(t.Postings);
        var firsts = CollectionsMarshal.AsSpan(t.First);
        foreach (var feature in reader.Marks.Present)
        {
            for (var at = firsts[feature]; at != NoPosting; at = postings[at].Next)
            {
                ref readonly var posting = ref postings[at];
                if (posting.Second == Anchor.None || reader.Marks.Has(posting.Second))
                    Look(posting.Query, call, reader, has, seen, met);
            }
        }
        foreach (var query in t.Always)
            Look(query, call, reader, has, seen, met);
        seen.Clear();
    }

    private void Look(int query, CallDocument call, CallReader reader, ulong has, SeenQueries seen, List<int> met)
    {
        var t = _tables;
        if (t.Users[query] == 0 || (t.Masks[t.Needed[query]] & ~has) != 0 || !seen.IsNew(query))
            return;
        if (QueryCode.IsMet(CodeOf(query), reader.Marks, t.Conditions, call.Facts)
            && (t.Checked.Count == 0 || !t.Checked.TryGetValue(query, out var check) || check.Query.Match(call) is not null))
            met.Add(query);
    }

    private ReadOnlySpan<int> CodeOf(int query)
    {
        var start = _tables.Starts[query];
        var end = query + 1 < _tables.Starts.Count ? _tables.Starts[query + 1] : _tables.Code.Count;
        return CollectionsMarshal.AsSpan(_tables.Code)[start..end];
    }

    private bool IsSame(int number, CompiledQuery compiled) =>
        _tables.Users[number] > 0
        && _tables.Masks[_tables.Needed[number]] == compiled.Needed
        && CodeOf(number).SequenceEqual(CollectionsMarshal.AsSpan(compiled.Code));

    private void File(int query, IReadOnlyList<Anchor> anchors)
    {
        if (anchors.Count == 0)
            _tables.Always.Add(query);
        while (_tables.First.Count < _tables.Features.Count)
            _tables.First.Add(NoPosting);
        foreach (var (feature, second) in anchors)
        {
            _tables.Postings.Add(new(query, second, _tables.First[feature]));
            _tables.First[feature] = _tables.Postings.Count - 1;
        }
    }

    private static uint HashOf(ReadOnlySpan<int> code, ulong needed)
    {
        var hash = TextHash.Of(MemoryMarshal.Cast<int, char>(code));
        return TextHash.Salted(hash ^ (uint)needed ^ (uint)(needed >> 32), FeatureKind.Word);
    }
}

/// <summary>A query that the index cannot decide alone, as it was written and read.</summary>
internal sealed record CheckedQuery(string Text, Query Query);

/// <summary>A query under one of its features.</summary>
/// <param name="Second">Another feature that a call must have, or none.</param>
/// <param name="Next">The next posting under the same feature, or -1.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Posting(int Query, int Second, int Next);
