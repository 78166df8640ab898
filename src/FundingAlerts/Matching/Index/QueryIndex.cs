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
    private readonly Features _features;
    private readonly FacetBits _facets;
    private readonly FacetMasks _masks;
    private readonly List<Condition> _conditions;
    private readonly QueryCompiler _compiler;
    private Dictionary<int, CheckedQuery> _checked = [];
    private QueryTable _queries;
    private PostingTable _postings;
    private NumberTable? _same;

    public QueryIndex()
        : this(new(), new([]), new([]), [], new(), new())
    {
    }

    private QueryIndex(Features features, FacetBits facets, FacetMasks masks, List<Condition> conditions, QueryTable queries, PostingTable postings)
    {
        (_features, _facets, _masks, _conditions, _queries, _postings) = (features, facets, masks, conditions, queries, postings);
        _compiler = new(features, facets, masks, conditions);
    }

    /// <summary>How many different queries there are; those that were removed count until they are cleared away.</summary>
    public int Count => _queries.Count;

    /// <summary>How many queries nobody asks for any more.</summary>
    public int Removed { get; private set; }

    /// <summary>Files a query.</summary>
    /// <param name="text">As the person wrote it: kept where the index alone cannot decide.</param>
    /// <returns>Its number, which is that of an equal query where there is one.</returns>
    public int Add(Query query, string text)
    {
        var compiled = _compiler.Compile(query);
        var code = CollectionsMarshal.AsSpan(compiled.Code);
        var hash = HashOf(code);
        if (!compiled.NeedsCheck && FindSame(hash, code) is >= 0 and var same)
        {
            _queries.Use(same);
            return same;
        }
        var added = _queries.Add(code);
        if (compiled.NeedsCheck)
            _checked[added] = new(text, query);
        else
            Same.Add(hash, added);
        _postings.File(added, compiled, _features.Count);
        return added;
    }

    /// <summary>Takes back what <see cref="Add"/> did once.</summary>
    public void Remove(int number)
    {
        if (!_queries.Leave(number))
            return;
        Removed++;
        _checked.Remove(number);
    }

    /// <summary>The numbers of the queries that a call meets, in no order, each once.</summary>
    public void Match(CallDocument call, CallReader reader, List<int> met)
    {
        reader.Read(call, _features);
        var round = new CallRound(reader.Marks, call.Facts, _facets.Of(call.Facts.Facets), _masks.All, _conditions);
        var found = reader.Met;
        found.Begin(_queries.Count);
        var postings = new PostingReader(_postings, _queries, round, found);
        postings.Read(reader.Marks.Present);
        postings.ReadAll(_postings.Always);
        if (Removed + _checked.Count == 0)
        {
            met.AddRange(found.Met);
            return;
        }
        foreach (var query in found.Met)
        {
            if (_queries.IsUsed(query) && (!_checked.TryGetValue(query, out var check) || check.Query.Match(call) is not null))
                met.Add(query);
        }
    }

    private int FindSame(uint hash, ReadOnlySpan<int> code)
    {
        var at = -1;
        while (Same.Next(hash, ref at) is >= 0 and var number)
        {
            if (_queries.IsUsed(number) && _queries.CodeOf(number).SequenceEqual(code))
                return number;
        }
        return -1;
    }

    // Made when it is first asked for: an index that was loaded to be read does without.
    private NumberTable Same => _same ??= CollectSame();

    private NumberTable CollectSame()
    {
        var same = new NumberTable();
        for (var query = 0; query < _queries.Count; query++)
        {
            if (_queries.IsUsed(query) && !_checked.ContainsKey(query))
                same.Add(HashOf(_queries.CodeOf(query)), query);
        }
        return same;
    }

    private static uint HashOf(ReadOnlySpan<int> code) => TextHash.Salted(TextHash.Of(MemoryMarshal.Cast<int, char>(code)), FeatureKind.Word);

    /// <summary>Puts everything in its best order and leaves out what was removed.</summary>
    /// <returns>The new number of each query, -1 for those that are gone.</returns>
    public int[] Arrange()
    {
        var numbers = new int[_queries.Count];
        // Those under the same feature get numbers beside each other, so that they are read in a row.
        var postings = _postings.Arranged(numbers, _queries.IsUsed);
        var queries = new QueryTable();
        var old = new int[numbers.Count(number => number >= 0)];
        for (var query = 0; query < numbers.Length; query++)
        {
            if (numbers[query] >= 0)
                old[numbers[query]] = query;
        }
        foreach (var query in old)
            queries.Add(_queries.CodeOf(query), _queries.UsersOf(query));
        _checked = _checked.ToDictionary(c => numbers[c.Key], c => c.Value);
        (_queries, _postings, _same, Removed) = (queries, postings, null, 0);
        _queries.Trim();
        return numbers;
    }
}

/// <summary>A query that the index cannot decide alone, as it was written and read.</summary>
internal sealed record CheckedQuery(string Text, Query Query);
