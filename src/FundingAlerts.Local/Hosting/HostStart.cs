using Microsoft.Extensions.Hosting;

namespace FundingAlerts.Local.Hosting;

internal static class HostStart
{
    /// <summary>
    /// Waits until all has started; false when it is stopped before. A service that cannot start, because its port is taken,
    /// must not have begun to read sites and send mails.
    /// </summary>
    public static async Task<bool> HasStartedAsync(this IHostApplicationLifetime host, CancellationToken stopping)
    {
        var started = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var yes = host.ApplicationStarted.Register(() => started.TrySetResult(true));
        await using var no = stopping.Register(() => started.TrySetResult(false));
        return await started.Task;
    }
}
