using FundingAlerts.Work;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Writes into the run ledger; that it cannot must not stop the work.</summary>
internal sealed partial class RunBook(RunLedger ledger, IClock clock, ILogger<RunBook> log)
{
    public Instant Now => clock.GetCurrentInstant();

    /// <summary>One turn of a timer. It is kept whether it fails or not.</summary>
    public async Task TurnAsync(TimerWork work, Instant now, CancellationToken cancellationToken)
    {
        var correlation = Guid.NewGuid().ToString("n");
        var since = Now;
        try
        {
            var counts = await work.TurnAsync(correlation, now, cancellationToken);
            await KeepAsync(new(work.Name, correlation, since, Now, WorkOutcome.Done, counts, Problem: null), cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            await KeepAsync(new(work.Name, correlation, since, Now, WorkOutcome.Failed, new Dictionary<string, int>(), $"It failed: {fault.GetType().Name}."), cancellationToken);
            throw;
        }
    }

    /// <summary>A batch of messages; an empty one is not kept.</summary>
    public async Task KeepAsync(string work, Instant since, WorkDone done, CancellationToken cancellationToken)
    {
        if (done.Messages == 0)
            return;
        var outcome = done.Failures == 0 ? WorkOutcome.Done : done.Failures < done.Messages ? WorkOutcome.Partly : WorkOutcome.Failed;
        await KeepAsync(new(work, done.Correlation ?? Guid.NewGuid().ToString("n"), since, Now, outcome, done.Counts, done.Problem), cancellationToken);
    }

    public async Task KeepAsync(WorkRun run, CancellationToken cancellationToken)
    {
        try
        {
            await ledger.RecordAsync(run, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotKept(fault, run.Work);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A run of {Work} could not be written into the ledger.")]
    private partial void LogNotKept(Exception fault, string work);
}
