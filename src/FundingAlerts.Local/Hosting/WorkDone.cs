using FundingAlerts.Scraping;

namespace FundingAlerts.Local.Hosting;

/// <summary>What became of some messages, in numbers. Several threads may add to it.</summary>
/// <param name="progress">Told what is begun, for a progress bar.</param>
internal sealed class WorkDone(Action<string>? progress = null)
{
    private const string MatchCount = "matches";
    private const string DigestCount = "digests";
    private const string EmailCount = "emails";

    private readonly Lock _turn = new();
    private readonly List<ScrapeRun> _runs = [];
    private readonly List<string> _left = [];
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _faults = new(StringComparer.Ordinal);
    private int _messages;
    private int _failures;

    public IReadOnlyList<ScrapeRun> Runs
    {
        get
        {
            lock (_turn)
                return [.. _runs];
        }
    }

    /// <summary>Sources that another run was just reading, or took over.</summary>
    public IReadOnlyList<string> LeftToOthers
    {
        get
        {
            lock (_turn)
                return [.. _left];
        }
    }

    public int Matches => Of(MatchCount);

    public int Digests => Of(DigestCount);

    public int Emails => Of(EmailCount);

    public int Messages => _messages;

    /// <summary>Messages that failed and stay in their queue to be tried again.</summary>
    public int Failures => _failures;

    /// <summary>Of the first message that has one.</summary>
    public string? Correlation { get; private set; }

    /// <summary>As the run ledger keeps them.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (_turn)
                return new SortedDictionary<string, int>(_counts, StringComparer.Ordinal) { ["messages"] = _messages, ["failures"] = _failures };
        }
    }

    /// <summary>What went wrong, in kinds alone: words from outside may hold an address. Null when nothing did.</summary>
    public string? Problem
    {
        get
        {
            lock (_turn)
                return _failures == 0 ? null : FormattableString.Invariant($"{_failures} of {_messages} failed: {string.Join(", ", _faults)}.");
        }
    }

    public void Begin(string what) => progress?.Invoke(what);

    public void BelongsTo(string correlation)
    {
        lock (_turn)
            Correlation ??= correlation;
    }

    public void Matched(int subscribers) => Count(MatchCount, subscribers);

    public void Composed(bool composed) => Count(DigestCount, composed ? 1 : 0);

    public void Sent(int emails) => Count(EmailCount, emails);

    public void Read(ScrapeRun run)
    {
        lock (_turn)
            _runs.Add(run);
        Count("changes", run.Changes);
        Count(run.Verdict.ToString().ToLowerInvariant(), 1);
    }

    public void Leave(string source)
    {
        lock (_turn)
            _left.Add(source);
        Count("left", 1);
    }

    public void Count(string what, int number)
    {
        lock (_turn)
            _counts[what] = _counts.GetValueOrDefault(what) + number;
    }

    /// <summary>One message is done with.</summary>
    /// <param name="fault">Why it failed, if it did.</param>
    public void End(Exception? fault)
    {
        lock (_turn)
        {
            _messages++;
            if (fault is null)
                return;
            _failures++;
            _faults.Add(fault.GetType().Name);
        }
    }

    public void Add(WorkDone other)
    {
        lock (_turn)
        {
            _runs.AddRange(other._runs);
            _left.AddRange(other._left);
            foreach (var (what, number) in other._counts)
                _counts[what] = _counts.GetValueOrDefault(what) + number;
            _faults.UnionWith(other._faults);
            _messages += other._messages;
            _failures += other._failures;
            Correlation ??= other.Correlation;
        }
    }

    private int Of(string what)
    {
        lock (_turn)
            return _counts.GetValueOrDefault(what);
    }
}
