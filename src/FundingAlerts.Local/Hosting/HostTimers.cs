using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Work;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>
/// Gives each timer its turn when it is due, in the background of the host. When its last turn was is stored: what was missed
/// while the host was down or the machine slept is made good by one turn, and no turn is repeated.
/// </summary>
internal sealed partial class HostTimers : BackgroundService
{
    // So soon it is seen that the machine slept or the clock was set.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestReading = TimeSpan.FromMinutes(10);

    private readonly RunBook _book;
    private readonly TimerTurns _turns;
    private readonly QueueWorkers _workers;
    private readonly IClock _clock;
    private readonly TimeProvider _time;
    private readonly IHostApplicationLifetime _host;
    private readonly ILogger<HostTimers> _log;

    public HostTimers(
        IReadOnlyList<TimerWork> works, TimerExpressions expressions, RunBook book, TimerTurns turns, QueueWorkers workers, IClock clock, TimeProvider time, IHostApplicationLifetime host, ILogger<HostTimers> log)
    {
        (_book, _turns, _workers, _clock, _time, _host, _log) = (book, turns, workers, clock, time, host, log);
        All = [.. works.Select(work => new HostTimer(work, expressions.Of(work.Schedule)))];
    }

    internal IReadOnlyList<HostTimer> All { get; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await _host.HasStartedAsync(stoppingToken))
            return;
        try
        {
            while (true)
                await Task.Delay(await TickAsync(stoppingToken), _time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(All.Select(timer => timer.Turn));
        }
    }

    /// <summary>Begins the turns that are due.</summary>
    /// <returns>How long to rest until another may be.</returns>
    internal async Task<TimeSpan> TickAsync(CancellationToken cancellationToken)
    {
        var rest = LongestRest;
        foreach (var timer in All.Where(t => t.Turn.IsCompleted && !IsResting(t)))
        {
            try
            {
                var now = _clock.GetCurrentInstant();
                // Another process may keep the same timers.
                if (timer.Last is null || timer.Expression.Next(timer.Last, now).Next <= now)
                    timer.Last = await _turns.LastAsync(timer.Work.Name, cancellationToken);
                var (next, last) = timer.Expression.Next(timer.Last, now);
                if (last != timer.Last && last is { } mended)
                {
                    await _turns.SaveAsync(timer.Work.Name, mended, cancellationToken);
                    LogClockWasWrong(timer.Work.Name, timer.Last);
                    timer.Last = mended;
                }
                if (next <= now)
                    timer.Turn = TakeTurnAsync(timer, now, cancellationToken);
                else if ((next - now).ToTimeSpan() is var left && left < rest)
                    rest = left > ShortestRest ? left : ShortestRest;
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(fault, timer.Work.Name);
                timer.FailedAt = _time.GetTimestamp();
            }
        }
        return rest;
    }

    private bool IsResting(HostTimer timer) => timer.FailedAt is { } failed && _time.GetElapsedTime(failed) < RestAfterFailure;

    private async Task TakeTurnAsync(HostTimer timer, Instant now, CancellationToken cancellationToken)
    {
        try
        {
            if (timer.Work.AfterReading)
                await UntilReadAsync(cancellationToken);
            await _book.TurnAsync(timer.Work, now, cancellationToken);
            // Afterwards: a turn that was cut off is taken again.
            await _turns.SaveAsync(timer.Work.Name, now, cancellationToken);
            (timer.Last, timer.FailedAt) = (now, null);
            _workers.WakeAll();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // It is taken again after the next start.
        }
        catch (Exception fault)
        {
            LogFailed(fault, timer.Work.Name);
            timer.FailedAt = _time.GetTimestamp();
        }
    }

    private async Task UntilReadAsync(CancellationToken cancellationToken)
    {
        using var enough = new CancellationTokenSource(LongestReading, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            if (All.FirstOrDefault(t => t.Work.Name == WorkNames.PlanScrapes) is { } plan)
                await plan.Turn.WaitAsync(either.Token);
            await _workers.UntilIdleAsync(ScrapeMessage.Queue, either.Token);
            await _workers.UntilIdleAsync(ChangeMessage.Queue, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A slow site must not keep mails back for long.
        }
    }

    [LoggerMessage(LogLevel.Error, "The turn of {Timer} failed; it is taken again in five minutes.")]
    private partial void LogFailed(Exception fault, string timer);

    [LoggerMessage(LogLevel.Warning, "The last turn of {Timer} is noted for {Noted}, which is far ahead: the clock was wrong then. It goes on from now.")]
    private partial void LogClockWasWrong(string timer, Instant? noted);
}
