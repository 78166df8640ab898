using FundingAlerts.Storage;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Delivery;

/// <summary>
/// How many mails each transport was given on each day (UTC), over all machines, and what trouble it is in. Days of more than a
/// month ago are forgotten when a new one begins.
/// </summary>
public sealed class MailBook(StorageAccount storage)
{
    internal const string TableName = "mails";
    private const string DayRow = "day";
    private const string TroubleRow = "trouble";
    private const int Attempts = 20;
    private static readonly Period Remembered = Period.FromDays(31);
    private readonly ITable _table = storage.Table(TableName);

    /// <summary>Reserves places for up to so many mails.</summary>
    /// <returns>For how many; 0 when the day's are used up.</returns>
    public async Task<int> ReserveAsync(string transport, LocalDate date, int wanted, int perDay, CancellationToken cancellationToken)
    {
        var granted = 0;
        await ChangeAsync(transport, date, day => day with { Cap = perDay, Mails = day.Mails + (granted = Math.Clamp(perDay - day.Mails, 0, wanted)) }, cancellationToken);
        return granted;
    }

    /// <summary>Gives back what was reserved and not used.</summary>
    public Task ReturnAsync(string transport, LocalDate date, int unused, CancellationToken cancellationToken) =>
        ChangeAsync(transport, date, day => day with { Mails = Math.Max(0, day.Mails - unused) }, cancellationToken);

    /// <summary>Counts mails that had to wait for the next day.</summary>
    public Task CarryOverAsync(string transport, LocalDate date, int mails, CancellationToken cancellationToken) =>
        ChangeAsync(transport, date, day => day with { CarriedOver = day.CarriedOver + mails }, cancellationToken);

    /// <summary>Notes that a transport is in trouble; since when stays as it was.</summary>
    public async Task NoteTroubleAsync(string transport, string why, Instant now, CancellationToken cancellationToken)
    {
        var known = await _table.FindAsync(transport, TroubleRow, cancellationToken) is { } row ? Documents.Read<MailTrouble>(row) : null;
        await _table.UpsertAsync(Documents.ToRow(transport, TroubleRow, new MailTrouble(known?.Since ?? now, now, why)), cancellationToken);
    }

    /// <summary>Notes that it works.</summary>
    public Task NoteWellAsync(string transport, CancellationToken cancellationToken) =>
        _table.DeleteAsync(transport, TroubleRow, etag: null, cancellationToken);

    /// <summary>How a transport fares on a day.</summary>
    public async Task<MailState> StateAsync(string transport, LocalDate date, CancellationToken cancellationToken) => new(
        transport,
        await _table.FindAsync(transport, KeyOf(date), cancellationToken) is { } day ? Documents.Read<MailDay>(day) : new(0, 0, null),
        await _table.FindAsync(transport, TroubleRow, cancellationToken) is { } trouble ? Documents.Read<MailTrouble>(trouble) : null);

    private async Task ChangeAsync(string transport, LocalDate date, Func<MailDay, MailDay> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await _table.FindAsync(transport, KeyOf(date), cancellationToken);
            var before = row is null ? new(0, 0, null) : Documents.Read<MailDay>(row);
            var after = change(before);
            if (after == before)
                return;
            try
            {
                var next = Documents.ToRow(transport, KeyOf(date), after);
                if (row is not null)
                {
                    await _table.UpdateAsync(next, row.ETag!, cancellationToken);
                    return;
                }
                await _table.InsertAsync(next, cancellationToken);
                await ForgetAsync(transport, date, cancellationToken);
                return;
            }
            catch (Exception taken) when (taken is RowChangedException or RowExistsException && attempt < Attempts)
            {
                // Another worker counted at the same time.
            }
        }
    }

    private async Task ForgetAsync(string transport, LocalDate today, CancellationToken cancellationToken)
    {
        var old = await _table.QueryAsync(new(transport, Keys.Prefix(DayRow), KeyOf(today - Remembered)), StorageLimits.Edits, continuation: null, cancellationToken);
        if (old.Rows.Count > 0)
            await _table.TransactAsync(transport, [.. old.Rows.Select(r => new RowEdit.Delete(r.Key))], cancellationToken);
    }

    private static string KeyOf(LocalDate date) => Keys.Join(DayRow, LocalDatePattern.Iso.Format(date));
}

/// <param name="Mails">Given to the transport or reserved.</param>
/// <param name="CarriedOver">How often a mail had to wait for the next day.</param>
/// <param name="Cap">The most of that day; null when there is none.</param>
public sealed record MailDay(int Mails, int CarriedOver, int? Cap);

/// <param name="Since">When it began.</param>
/// <param name="At">When it was last met.</param>
/// <param name="Why">Names no address.</param>
public sealed record MailTrouble(Instant Since, Instant At, string Why);

public sealed record MailState(string Transport, MailDay Day, MailTrouble? Trouble);
