namespace FundingAlerts.Local.Hosting;

/// <summary>Wakes one who rests. A ring that comes before the rest counts.</summary>
internal sealed class Doorbell
{
    private TaskCompletionSource _rung = NotRung();

    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>From here on a new ring is needed.</summary>
    public void Reset()
    {
        if (Volatile.Read(ref _rung).Task.IsCompleted)
            Volatile.Write(ref _rung, NotRung());
    }

    /// <summary>Until it is rung, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await Volatile.Read(ref _rung).Task.WaitAsync(most, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Rested enough.
        }
    }

    private static TaskCompletionSource NotRung() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
