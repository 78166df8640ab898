using Azure;

namespace FundingAlerts.Azure.Storage;

/// <summary>
/// A table, queue or container at Azure. It is made when the first operation finds that it is not there, so that one that
/// exists costs nothing; what Azure refuses or fails is told in the seam's exceptions.
/// </summary>
/// <param name="what">As it is told: "table 'calls'".</param>
/// <param name="make">Makes it; one that is there already is no error.</param>
internal sealed class AzurePlace(string what, Uri address, Func<CancellationToken, Task> make, TimeProvider time)
{
    // One that was just made may not answer yet, and one that is being deleted cannot be made again for up to a minute.
    private static readonly TimeSpan[] Waits = [TimeSpan.Zero, .. new[] { 1, 2, 4, 8, 15, 30 }.Select(s => TimeSpan.FromSeconds(s))];

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await WithMakingAsync(work, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && AzureTrouble.IsOne(e))
        {
            throw AzureTrouble.Told(e, what, address);
        }
    }

    private async Task<T> WithMakingAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        foreach (var wait in Waits)
        {
            try
            {
                return await work();
            }
            catch (RequestFailedException e) when (AzureTrouble.IsMissingPlace(e))
            {
                // Made below.
            }

            try
            {
                await Task.Delay(wait, time, cancellationToken);
                await make(cancellationToken);
            }
            catch (RequestFailedException e) when (AzureTrouble.IsBeingDeleted(e))
            {
                // Tried again after the next wait.
            }
        }

        return await work();
    }
}
