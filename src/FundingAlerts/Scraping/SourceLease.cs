using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// The right to read a source, for one run at a time: a row in the source's partition. It is renewed while the run goes on;
/// a run that was killed leaves it to lapse. The row goes in the transaction that ends the run, so a run that was overtaken ends nothing.
/// </summary>
internal sealed class SourceLease
{
    /// <summary>Longer than two requests with all their retries may take.</summary>
    public static readonly Duration Length = Duration.FromMinutes(30);

    private const string Key = "lease";
    private readonly ITable _table;
    private readonly string _source;
    private readonly RunClock _clock;
    private Terms _terms;
    private string _etag;
    private bool _isOver;

    private SourceLease(ITable table, string source, RunClock clock, Terms terms, string etag) =>
        (_table, _source, _clock, _terms, _etag) = (table, source, clock, terms, etag);

    /// <param name="Holder">Says which run it is to people who look into the storage.</param>
    private sealed record Terms(string Holder, Instant Until)
    {
        // A lease that ends later than any that is taken now was taken by a clock that went wrong, or for a rehearsal with --now.
        public bool HoldsAt(Instant now) => now < Until && Until <= now + (Length * 2);
    }

    /// <returns>Null when another run holds it.</returns>
    public static async Task<SourceLease?> TakeAsync(StorageAccount storage, string source, string holder, RunClock clock, CancellationToken cancellationToken)
    {
        var table = storage.Table(SourceStore.Table);
        var before = await table.FindAsync(source, Key, cancellationToken);
        if (before is not null && Documents.Read<Terms>(before).HoldsAt(clock.Now))
            return null;
        var terms = new Terms(holder, clock.Now + Length);
        var row = Documents.ToRow(source, Key, terms);
        try
        {
            var etag = before is null ? await table.InsertAsync(row, cancellationToken) : await table.UpdateAsync(row, before.ETag!, cancellationToken);
            return new(table, source, clock, terms, etag);
        }
        catch (Exception taken) when (taken is RowExistsException or RowChangedException)
        {
            return null;
        }
    }

    public static async Task<bool> IsHeldAsync(StorageAccount storage, string source, Instant now, CancellationToken cancellationToken) =>
        await storage.Table(SourceStore.Table).FindAsync(source, Key, cancellationToken) is { } row && Documents.Read<Terms>(row).HoldsAt(now);

    /// <summary>The edit that gives it back, and fails when it is held no more. Say <see cref="End"/> when it is done.</summary>
    public RowEdit GivingBack => new RowEdit.Delete(Key, _etag);

    /// <summary>Makes sure of it before something is asked or stored: renews it once half of it is gone.</summary>
    /// <exception cref="LeaseLostException">Another run has taken it.</exception>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (_terms.Until - _clock.Now > Length / 2)
            return;
        _terms = _terms with { Until = _clock.Now + Length };
        try
        {
            // A lease that has lapsed is still ours while nobody wanted it.
            _etag = await _table.UpdateAsync(Documents.ToRow(_source, Key, _terms), _etag, cancellationToken);
        }
        catch (RowChangedException)
        {
            throw Lost();
        }
    }

    /// <summary>Asks the storage itself.</summary>
    /// <exception cref="LeaseLostException">Another run has taken it.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if ((await _table.FindAsync(_source, Key, cancellationToken))?.ETag != _etag)
            throw Lost();
    }

    /// <summary>It was given back with other edits.</summary>
    public void End() => _isOver = true;

    /// <summary>Gives it back, unless it is over.</summary>
    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
            return;
        _isOver = true;
        try
        {
            await _table.DeleteAsync(_source, Key, _etag, cancellationToken);
        }
        catch (RowChangedException)
        {
            // Another run's by now.
        }
    }

    private LeaseLostException Lost()
    {
        _isOver = true;
        return new(_source);
    }
}

/// <summary>A run took longer than its lease, and another run reads the source now. Nothing more may be stored.</summary>
internal sealed class LeaseLostException(string source) : Exception($"Another run has taken the lease of source '{source}'.");
