using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using FundingAlerts.Mail.Bounces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Looks into the bounce mailbox every minute, where one is set.</summary>
internal sealed partial class BounceWatch(
    MailOptions options, DeliveryLog deliveries, IClock clock, TimeProvider time, IHostApplicationLifetime host, ILogger<BounceWatch> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Bounces is not { } path || !await host.HasStartedAsync(stoppingToken))
            return;
        var folder = new BounceFolder(path, deliveries);
        using var timer = new PeriodicTimer(Between, time);
        try
        {
            do
                await LookAsync(folder, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task LookAsync(BounceFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            if (!folder.IsThere)
                return;
            var done = await folder.RunAsync(Guid.NewGuid().ToString("n"), clock.GetCurrentInstant(), cancellationToken);
            if (done.Files > 0)
                LogRead(done.Files, done.Events, done.Aside.Count);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Its words may hold a file's name, and a file's name an address.
            LogFailed(fault.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Information, "The bounce mailbox held {Files} mails: {Events} tell something new, {Aside} are set aside.")]
    private partial void LogRead(int files, int events, int aside);

    [LoggerMessage(LogLevel.Error, "The bounce mailbox could not be read ({Fault}); it is tried again in a minute. Check the folder, and that this process may read and write there.")]
    private partial void LogFailed(string fault);
}
