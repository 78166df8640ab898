using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// What this process has of the day's mails. Places are reserved some at a time, so that not each mail costs a write: a process
/// that ends keeps up to a fiftieth of the day's to itself.
/// </summary>
public sealed class MailPurse(MailLimits limits, MailBook book) : IDisposable
{
    private const int MostAhead = 25;
    private readonly SemaphoreSlim _turn = new(1);
    private LocalDate _date;
    private int _left;

    /// <summary>The transport, as the day's mails are counted.</summary>
    public string Transport => limits.Transport;

    /// <summary>Takes places for up to so many mails.</summary>
    /// <returns>For how many.</returns>
    public async Task<int> TakeAsync(int mails, LocalDate date, CancellationToken cancellationToken)
    {
        if (limits.PerDay is not { } perDay)
            return mails;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            (_left, _date) = (_date == date ? _left : 0, date);
            if (_left < mails)
                _left += await book.ReserveAsync(Transport, date, mails - _left + Math.Clamp((perDay / 50) - 1, 0, MostAhead), perDay, cancellationToken);
            var taken = Math.Min(_left, mails);
            _left -= taken;
            return taken;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives back places of mails that were not sent.</summary>
    public async Task PutBackAsync(int mails, LocalDate date, CancellationToken cancellationToken)
    {
        if (limits.PerDay is null || mails == 0)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_date == date)
                _left += mails;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Counts mails that have to wait for tomorrow.</summary>
    public Task CarryOverAsync(int mails, LocalDate date, CancellationToken cancellationToken) =>
        book.CarryOverAsync(Transport, date, mails, cancellationToken);

    public void Dispose() => _turn.Dispose();
}
