using FundingAlerts.Storage;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Scraping;

/// <summary>
/// How many pages each host was asked for on each day (UTC), over all sources and machines: a partition per host, a row per day.
/// Days of more than a month ago are forgotten when a new one begins.
/// </summary>
/// <param name="perDay">The most pages of one host and day.</param>
internal sealed class HostBudget(StorageAccount storage, int perDay)
{
    internal const string Table = "hosts";

    private const int Block = 25;
    private const int Attempts = 20;
    private static readonly Period Remembered = Period.FromDays(31);
    private readonly ITable _table = storage.Table(Table);

    private sealed record Day(int Requests);

    public int PerDay => perDay;

    /// <summary>Reserves up to 25 requests.</summary>
    /// <returns>How many; 0 when the day's are used up.</returns>
    public async Task<int> ReserveAsync(string host, LocalDate date, CancellationToken cancellationToken)
    {
        var reserved = 0;
        await ChangeAsync(host, date, used => used + (reserved = Math.Clamp(perDay - used, 0, Block)), cancellationToken);
        return reserved;
    }

    /// <summary>Gives back what was reserved and not used.</summary>
    public Task ReturnAsync(string host, LocalDate date, int unused, CancellationToken cancellationToken) =>
        ChangeAsync(host, date, used => Math.Max(0, used - unused), cancellationToken);

    /// <summary>How many requests are used up or reserved.</summary>
    public async Task<int> UsedAsync(string host, LocalDate date, CancellationToken cancellationToken) =>
        await _table.FindAsync(Keys.Part(host), Key(date), cancellationToken) is { } row ? Documents.Read<Day>(row).Requests : 0;

    private async Task ChangeAsync(string host, LocalDate date, Func<int, int> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await _table.FindAsync(Keys.Part(host), Key(date), cancellationToken);
            var before = row is null ? 0 : Documents.Read<Day>(row).Requests;
            var after = change(before);
            if (after == before)
                return;
            var next = Documents.ToRow(Keys.Part(host), Key(date), new Day(after));
            try
            {
                if (row is not null)
                {
                    await _table.UpdateAsync(next, row.ETag!, cancellationToken);
                    return;
                }
                await _table.InsertAsync(next, cancellationToken);
                await ForgetAsync(host, date, cancellationToken);
                return;
            }
            catch (Exception taken) when (taken is RowChangedException or RowExistsException && attempt < Attempts)
            {
                // Another run reserved at the same time.
            }
        }
    }

    private async Task ForgetAsync(string host, LocalDate today, CancellationToken cancellationToken)
    {
        var old = await _table.QueryAsync(new(Keys.Part(host), To: Key(today - Remembered)), StorageLimits.Edits, continuation: null, cancellationToken);
        if (old.Rows.Count > 0)
            await _table.TransactAsync(Keys.Part(host), [.. old.Rows.Select(r => new RowEdit.Delete(r.Key))], cancellationToken);
    }

    // 2026-11-22
    private static string Key(LocalDate date) => LocalDatePattern.Iso.Format(date);
}

/// <summary>What one run has reserved of its hosts' days.</summary>
internal sealed class HostPurse(HostBudget budget)
{
    private readonly Dictionary<(string Host, LocalDate Date), int> _left = [];

    public int PerDay => budget.PerDay;

    /// <returns>False when the host was asked for enough today.</returns>
    public async Task<bool> SpendAsync(string host, Instant now, CancellationToken cancellationToken)
    {
        var day = (Host: host.ToLowerInvariant(), now.InUtc().Date);
        var left = _left.GetValueOrDefault(day);
        if (left == 0)
            left = await budget.ReserveAsync(day.Host, day.Date, cancellationToken);
        if (left == 0)
            return false;
        _left[day] = left - 1;
        return true;
    }

    /// <summary>Gives back what was not used. What a killed run had reserved stays used.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        foreach (var ((host, date), left) in _left.Where(l => l.Value > 0))
            await budget.ReturnAsync(host, date, left, cancellationToken);
        _left.Clear();
    }
}
