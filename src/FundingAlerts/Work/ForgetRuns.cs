using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Work;

/// <summary>Removes what the engine did more than 90 days ago, a day after the other.</summary>
public sealed class ForgetRuns(RunLedger runs, HousekeepingStore places)
{
    private const string Walk = "runs";
    private const int Kept = 90;

    // A service that starts on an old backup looks so far back.
    private const int FarthestBack = 400;
    private const int DaysAtOnce = 31;

    /// <returns>How many runs were removed.</returns>
    public async Task<int> RunAsync(Instant now, CancellationToken cancellationToken)
    {
        var last = now.InUtc().Date.PlusDays(-Kept - 1);
        var begin = (await places.FindAsync<Place>(Walk, cancellationToken))?.Day.PlusDays(1) ?? last.PlusDays(1 - FarthestBack);
        var removed = 0;
        for (var day = begin; day <= last && day < begin.PlusDays(DaysAtOnce); day = day.PlusDays(1))
        {
            removed += await runs.ForgetAsync(day, cancellationToken);
            await places.SaveAsync(Walk, new Place(day), cancellationToken);
        }
        return removed;
    }

    /// <param name="Day">The last that was cleared.</param>
    private sealed record Place(LocalDate Day);
}
