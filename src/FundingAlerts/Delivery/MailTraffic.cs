using NodaTime;
using Polly;
using Polly.CircuitBreaker;

namespace FundingAlerts.Delivery;

/// <summary>
/// Lets letters through to a transport at the pace it bears, and leaves it alone while it is in trouble: when half of what was
/// tried lately failed, or for as long as it asked. One for a process.
/// </summary>
public sealed class MailTraffic
{
    // The message is held meanwhile; what waits longer goes back into the queue.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly Duration LongestAsked = Duration.FromDays(1);
    private static readonly TimeSpan FirstBreak = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBreak = TimeSpan.FromMinutes(30);

    private readonly TimeProvider _time;
    private readonly MailPace _pace;
    private readonly ResiliencePipeline<IReadOnlyList<MailOutcome>> _breaker;
    private readonly Lock _turn = new();
    private DateTimeOffset _restsUntil = DateTimeOffset.MinValue;
    private volatile string _why = "The transport is being tried with another mail.";

    public MailTraffic(MailLimits limits, TimeProvider time)
    {
        _time = time;
        _pace = new(limits, time);
        _breaker = new ResiliencePipelineBuilder<IReadOnlyList<MailOutcome>> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IReadOnlyList<MailOutcome>>
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Any(o => o is MailOutcome.Trouble) == true),
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromMinutes(10),
                BreakDurationGenerator = args => ValueTask.FromResult(BreakAfter(args.HalfOpenAttempts)),
                OnOpened = args =>
                {
                    Rest(args.BreakDuration);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Waits for a place for so many letters.</summary>
    /// <returns>Null: go on. Otherwise no place is near: come again after this.</returns>
    public async Task<Duration?> EnterAsync(int letters, CancellationToken cancellationToken)
    {
        if (Resting() is { } rest)
            return rest;
        var (wait, isTaken) = _pace.Reserve(letters, LongestWait);
        if (!isTaken)
            return Duration.FromTimeSpan(wait);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, cancellationToken);
        // It may have met trouble meanwhile.
        return Resting();
    }

    /// <returns>What became of each letter; <see cref="MailOutcome.Trouble"/> for all when the transport is left alone.</returns>
    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IMailer mailer, IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        try
        {
            var outcomes = await _breaker.ExecuteAsync(async token => await mailer.SendAsync(letters, token), cancellationToken);
            if (outcomes.OfType<MailOutcome.Trouble>().FirstOrDefault() is { } trouble)
                _why = trouble.Why;
            if (outcomes.Max(o => (o as MailOutcome.Trouble)?.After) is { } asked)
                Rest(Duration.Min(asked, LongestAsked).ToTimeSpan());
            return outcomes;
        }
        catch (BrokenCircuitException)
        {
            // Another letter tries just now whether the transport works again.
            return [.. letters.Select(_ => new MailOutcome.Trouble(_why))];
        }
    }

    /// <summary>For how long it is still left alone; null when it is not.</summary>
    public Duration? Resting()
    {
        lock (_turn)
        {
            var left = _restsUntil - _time.GetUtcNow();
            // A clock that was set back must not make it longer than any rest is.
            return left > TimeSpan.Zero && left <= LongestAsked.ToTimeSpan() ? Duration.FromTimeSpan(left) : null;
        }
    }

    internal long Timestamp() => _time.GetTimestamp();

    /// <summary>In whole minutes: a long batch must not claim under a time that is over, and a short one keeps the time it was given.</summary>
    internal Duration Since(long timestamp) => Duration.FromMinutes((long)_time.GetElapsedTime(timestamp).TotalMinutes);

    private static TimeSpan BreakAfter(int tries) => FirstBreak * (1 << Math.Min(tries, 5)) is var rest && rest < LongestBreak ? rest : LongestBreak;

    private void Rest(TimeSpan rest)
    {
        lock (_turn)
        {
            var until = _time.GetUtcNow() + rest;
            if (until > _restsUntil)
                _restsUntil = until;
        }
    }
}
