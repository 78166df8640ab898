namespace FundingAlerts.Delivery;

/// <summary>
/// Spaces mails evenly, so that no second and no minute has more than it may. System.Threading.RateLimiting has the system's
/// own clock, under which tests would have to sleep; and a bucket lets twice its size through around the moment it is filled.
/// </summary>
internal sealed class MailPace(MailLimits limits, TimeProvider time)
{
    private readonly Lock _turn = new();
    private readonly TimeSpan _interval = Longer(Interval(TimeSpan.FromSeconds(1), limits.PerSecond), Interval(TimeSpan.FromMinutes(1), limits.PerMinute));
    private DateTimeOffset _free = DateTimeOffset.MinValue;

    /// <summary>Takes the next free place, unless it is further off than <paramref name="longest"/>.</summary>
    /// <returns>How long to wait for it, and whether it was taken.</returns>
    public (TimeSpan Wait, bool IsTaken) Reserve(int mails, TimeSpan longest)
    {
        lock (_turn)
        {
            var now = time.GetUtcNow();
            // A clock that was set back must not silence us until it is there again.
            var start = _free > now && _free - now < TimeSpan.FromDays(1) ? _free : now;
            var wait = start - now;
            if (wait > longest)
                return (wait, false);
            _free = start + (_interval * mails);
            return (wait, true);
        }
    }

    // Rounded up: a tick too little in each would be a mail too many in the end.
    private static TimeSpan Interval(TimeSpan per, int? mails) => mails is { } most ? new((per.Ticks + most - 1) / most) : TimeSpan.Zero;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
