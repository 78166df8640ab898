using System.Globalization;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Work;

/// <summary>
/// What the engine did and when. A partition per work and UTC day, newest first: writing is one upsert, the last runs are a
/// read of few partitions, and an old day is removed whole.
/// </summary>
public sealed class RunLedger(StorageAccount storage)
{
    /// <summary>How far <see cref="RecentAsync"/> looks back, in days.</summary>
    public const int DaysBack = 30;

    private const int ProblemLength = 2_000;
    private readonly ITable _table = storage.Table("runs");

    /// <summary>Keeps a run. The same run kept twice is one.</summary>
    /// <exception cref="ArgumentException">It is none of <see cref="WorkNames"/>.</exception>
    public Task RecordAsync(WorkRun run, CancellationToken cancellationToken)
    {
        if (!WorkNames.All.Contains(run.Work))
            throw new ArgumentException($"'{run.Work}' is no work; add it to WorkNames first, or nobody will find its runs.", nameof(run));
        var kept = run with { Problem = run.Problem is { Length: > ProblemLength } problem ? Cut(problem) : run.Problem };
        var key = Keys.Join(NewestFirst(run.StartedAt), run.Correlation);
        return _table.UpsertAsync(Documents.ToRow(PartitionOf(run.Work, DayOf(run.StartedAt)), key, kept), cancellationToken);
    }

    /// <summary>The last runs of the last <see cref="DaysBack"/> days, newest first.</summary>
    /// <param name="work">Of this work alone; null: of all.</param>
    /// <param name="take">At most so many, up to 1,000.</param>
    public async Task<IReadOnlyList<WorkRun>> RecentAsync(string? work, int take, Instant now, CancellationToken cancellationToken)
    {
        var works = work is null ? WorkNames.All : [work];
        var recent = new List<WorkRun>();

        // A day ahead as well: another machine's clock may be.
        for (var back = -1; back < DaysBack && recent.Count < take; back++)
        {
            var day = DayOf(now).PlusDays(-back);
            var pages = await Task.WhenAll(works.Select(w => _table.QueryAsync(new(PartitionOf(w, day)), take, continuation: null, cancellationToken)));
            recent.AddRange(pages.SelectMany(page => page.Rows).Select(Documents.Read<WorkRun>).OrderByDescending(run => run.StartedAt));
        }

        return [.. recent.Take(take)];
    }

    /// <summary>Removes all runs of a day, for housekeeping.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> ForgetAsync(LocalDate day, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var partition in WorkNames.All.Select(work => PartitionOf(work, day)))
        {
            while (await _table.QueryAsync(new(partition), StorageLimits.Edits, continuation: null, cancellationToken) is { Rows: { Count: > 0 } rows })
            {
                await _table.TransactAsync(partition, [.. rows.Select(row => new RowEdit.Delete(row.Key))], cancellationToken);
                removed += rows.Count;
            }
        }

        return removed;
    }

    // Half a pair could not be stored.
    private static string Cut(string problem) =>
        problem[..(char.IsHighSurrogate(problem[ProblemLength - 1]) ? ProblemLength - 1 : ProblemLength)];

    private static LocalDate DayOf(Instant instant) => instant.InUtc().Date;

    private static string PartitionOf(string work, LocalDate day) => Keys.Join(work, day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));

    private static string NewestFirst(Instant instant) => (long.MaxValue - instant.ToUnixTimeTicks()).ToString("D19", CultureInfo.InvariantCulture);
}
