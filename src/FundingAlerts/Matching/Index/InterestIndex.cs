using FundingAlerts.Interests;
using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Many interests, held against one call at once. What it finds is just what each query alone would find
/// (<see cref="Query.Match(CallDocument)"/>), which also gives the reasons. Many may ask while one changes it.
/// </summary>
public sealed class InterestIndex : IDisposable
{
    /// <summary>So many of its queries may be removed or out of order before it is put in order again.</summary>
    private const int Disorder = 4;

    private readonly QueryIndex _queries;
    private readonly InterestTable _interests;
    private readonly CallReaders _readers = new();
    private readonly ReaderWriterLockSlim _turn = new();
    private int _arranged;

    public InterestIndex()
        : this(new QueryIndex(), new InterestTable())
    {
    }

    /// <param name="interests">Those whose query cannot be read are left out.</param>
    /// <param name="unreadable">Told of each that was left out.</param>
    public InterestIndex(IEnumerable<Interest> interests, Action<Interest, QueryException>? unreadable = null)
        : this()
    {
        foreach (var interest in interests)
        {
            try
            {
                File(interest);
            }
            catch (QueryException fault)
            {
                // One broken interest must not silence the others.
                unreadable?.Invoke(interest, fault);
            }
        }
        Arrange();
    }

    internal InterestIndex(QueryIndex queries, InterestTable interests) => (_queries, _interests, _arranged) = (queries, interests, queries.Count);

    public int Count => _interests.Count;

    /// <summary>Adds an interest, or takes it in the place of the one with the same id.</summary>
    /// <exception cref="QueryException">Its query cannot be read; one of the same id is gone nevertheless.</exception>
    public void Put(Interest interest) => Change(() =>
    {
        Take(interest.InterestId);
        File(interest);
        return true;
    });

    /// <returns>Whether there was one.</returns>
    public bool Remove(string interestId) => Change(() => Take(interestId));

    /// <summary>All interests, in no order.</summary>
    public IReadOnlyList<Interest> All() => Ask(() => _interests.All().ToList());

    /// <summary>
    /// The interests that a call meets, and why. Who wants what any of its pages says wants all of it: of several pages the
    /// first that meets the query gives the reasons.
    /// </summary>
    public IEnumerable<(Interest Interest, IReadOnlyList<MatchReason> Reasons)> Match(IReadOnlyList<CallDocument> pages)
    {
        var reasons = new Dictionary<string, IReadOnlyList<MatchReason>>(StringComparer.Ordinal);
        foreach (var (interest, page) in Ask(() => Met(pages)))
        {
            if (!reasons.TryGetValue(interest.Query, out var why))
                reasons[interest.Query] = why = QueryParser.Parse(interest.Query).Match(page) ?? throw new InvalidOperationException($"The index and the query of interest {interest.InterestId} do not agree.");
            yield return (interest, why);
        }
    }

    public void Dispose() => _turn.Dispose();

    internal void Write(IndexWriter writer) => Ask(() =>
    {
        _queries.Write(writer);
        _interests.Write(writer);
        return true;
    });

    private List<(Interest Interest, CallDocument Page)> Met(IReadOnlyList<CallDocument> pages)
    {
        var reader = _readers.Take();
        var met = new List<(Interest, CallDocument)>();
        var known = new HashSet<int>();
        var numbers = new List<int>();
        foreach (var page in pages)
        {
            numbers.Clear();
            _queries.Match(page, reader, numbers);
            foreach (var number in numbers)
            {
                if (known.Add(number))
                    met.AddRange(_interests.Of(number).Select(interest => (interest, page)));
            }
        }
        _readers.Return(reader);
        return met;
    }

    private void File(Interest interest) => _interests.Add(interest, _queries.Add(QueryParser.Parse(interest.Query), interest.Query));

    private bool Take(string interestId)
    {
        if (_interests.Remove(interestId) is not { } query)
            return false;
        _queries.Remove(query);
        return true;
    }

    private void Arrange()
    {
        _interests.Renumber(_queries.Arrange());
        _arranged = _queries.Count;
    }

    private T Change<T>(Func<T> change)
    {
        _turn.EnterWriteLock();
        try
        {
            var done = change();
            if (_queries.Removed + _queries.Count - _arranged > Math.Max(1_000, _queries.Count / Disorder))
                Arrange();
            return done;
        }
        finally
        {
            _turn.ExitWriteLock();
        }
    }

    private T Ask<T>(Func<T> ask)
    {
        _turn.EnterReadLock();
        try
        {
            return ask();
        }
        finally
        {
            _turn.ExitReadLock();
        }
    }
}
