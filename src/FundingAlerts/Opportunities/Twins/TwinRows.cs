using FundingAlerts.Storage;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>The rows behind <see cref="TwinStore"/>: decisions by call, and the review queue.</summary>
internal sealed class TwinRows(StorageAccount storage)
{
    public const string Table = "twins";
    public const string Partition = "twins";
    public const string CallRow = "call";
    private const string OpenRow = "open";
    private const int Attempts = 8;
    private readonly ITable _table = storage.Table(Table);

    /// <summary>All calls that merged pairs join with this one, itself among them, in ordinal order.</summary>
    /// <param name="cut">Pairs that do not count.</param>
    public static List<OpportunityId> Group(IReadOnlyCollection<(OpportunityId, OpportunityId)> cut, Dictionary<OpportunityId, TwinRow> rows, OpportunityId from)
    {
        var found = new HashSet<OpportunityId> { from };
        var next = new Queue<OpportunityId>(found);
        while (next.TryDequeue(out var call))
        {
            foreach (var other in rows[call].Merged)
            {
                if (!cut.Contains((call, other)) && !cut.Contains((other, call)) && found.Add(other))
                    next.Enqueue(other);
            }
        }
        return [.. found.OrderBy(id => id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The rows of some calls and of all that are one with them.</summary>
    public async Task<Dictionary<OpportunityId, TwinRow>> LoadAsync(IEnumerable<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<OpportunityId, TwinRow>();
        var next = new Queue<OpportunityId>(calls);
        while (next.TryDequeue(out var call))
        {
            if (rows.ContainsKey(call))
                continue;
            rows[call] = await ReadAsync(call, cancellationToken);
            foreach (var other in rows[call].Merged)
                next.Enqueue(other);
        }
        return rows;
    }

    public async Task<IReadOnlyList<TwinDecision>> OpenAsync(int most, CancellationToken cancellationToken)
    {
        var page = await _table.QueryAsync(RowRange.StartingWith(Partition, Keys.Prefix(OpenRow)), most, continuation: null, cancellationToken);
        return [.. page.Rows.Select(Documents.Read<TwinDecision>)];
    }

    /// <summary>Every decision there is.</summary>
    public async Task<Dictionary<OpportunityId, TwinRow>> AllAsync(CancellationToken cancellationToken)
    {
        var decisions = new List<TwinDecision>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(Partition, Keys.Prefix(CallRow)), cancellationToken))
            decisions.AddRange(Documents.Read<CallDecisions>(row).Decisions);

        // Each stands in the rows of both calls; the key of a row may be cut, so it does not say whose it is.
        return decisions.DistinctBy(decision => (decision.First, decision.Second))
            .SelectMany(decision => new[] { (Call: decision.First, Decision: decision), (Call: decision.Second, Decision: decision) })
            .GroupBy(entry => entry.Call, entry => entry.Decision)
            .ToDictionary(entry => entry.Key, entry => new TwinRow(entry.Key, [.. entry], null));
    }

    public async Task<TwinRow> ReadAsync(OpportunityId call, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(Partition, KeyOf(call), cancellationToken);
        return row is null ? new(call, [], null) : new(call, Documents.Read<CallDecisions>(row).Decisions, row.ETag);
    }

    public Task SaveAsync(IReadOnlyList<OpportunityId> together, Dictionary<OpportunityId, TwinRow> rows, IReadOnlyList<TwinDecision> decisions, CancellationToken cancellationToken)
    {
        var edits = new List<RowEdit>();
        foreach (var call in together)
        {
            var about = decisions.Where(decision => decision.First == call || decision.Second == call).ToList();
            var kept = rows[call].Decisions.Where(old => !about.Exists(decision => decision.IsOf(old.First, old.Second))).Concat(about)
                .OrderBy(decision => decision.Other(call).ToString(), StringComparer.Ordinal);
            var row = Documents.ToRow(Partition, KeyOf(call), new CallDecisions([.. kept]));
            edits.Add(rows[call].ETag is { } etag ? new RowEdit.Update(row, etag) : new RowEdit.Insert(row));
        }
        foreach (var decision in decisions)
        {
            if (rows[decision.First].About(decision.Second) is { State: TwinState.Proposed } open)
                edits.Add(new RowEdit.Delete(OpenKey(open)));
            if (decision.State == TwinState.Proposed)
                edits.Add(new RowEdit.Upsert(Documents.ToRow(Partition, OpenKey(decision), decision)));
        }
        return _table.TransactAsync(Partition, edits, cancellationToken);
    }

    public static async Task<T> RetryAsync<T>(Func<Task<T>> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (Exception e) when (e is RowChangedException or RowExistsException && attempt < Attempts)
            {
                // Somebody else decided meanwhile: read again and decide anew.
            }
        }
    }

    private static string KeyOf(OpportunityId call) => Keys.Join(CallRow, call.ToString());

    private static string OpenKey(TwinDecision decision) =>
        Keys.Join(OpenRow, decision.At.ToString("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'", System.Globalization.CultureInfo.InvariantCulture), decision.First.ToString(), decision.Second.ToString());

    internal sealed record CallDecisions(IReadOnlyList<TwinDecision> Decisions);
}

/// <summary>All decisions about one call.</summary>
internal sealed record TwinRow(OpportunityId Call, IReadOnlyList<TwinDecision> Decisions, string? ETag)
{
    public IEnumerable<OpportunityId> Merged => Decisions.Where(decision => decision.IsMerged).Select(decision => decision.Other(Call));

    public TwinDecision? About(OpportunityId other) => Decisions.FirstOrDefault(decision => decision.IsOf(Call, other));
}
