using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>
/// Finds the sources that are due and asks for each to be read. What is due follows from the last run, not from when the timer fires:
/// a late timer catches up, and repeats nothing.
/// </summary>
public sealed partial class PlanScrapes(SourceStore sources, StorageAccount storage, IOptions<ScrapeOptions> options, ILogger<PlanScrapes> log)
{
    /// <summary>Over how long a timer may spread what it plans, where several workers take it up.</summary>
    public static readonly Duration TimerSpread = Duration.FromMinutes(5);

    // A timer that comes a little early must not skip a whole turn.
    private static readonly Duration Slack = Duration.FromMinutes(5);

    // As long as a message whose work fails is tried again, about.
    private static readonly Duration Patience = Duration.FromHours(2);
    private static readonly Duration LongestJitter = Duration.FromHours(1);
    private const int JitterPart = 10;
    private readonly IQueue _scrapes = storage.Queue(ScrapeMessage.Queue);
    private readonly IQueue _changes = storage.Queue(ChangeMessage.Queue);

    /// <param name="spread">The messages become visible one by one over this time, so that not all start at once; zero for a command that waits for them.</param>
    public async Task<ScrapePlan> RunAsync(
        IEnumerable<SourceDefinition> definitions, string correlation, Instant now, Duration spread, CancellationToken cancellationToken)
    {
        var due = new List<(string Source, Instant Since)>();
        foreach (var source in definitions.Where(d => d.Enabled))
        {
            var state = await sources.StateAsync(source.Id, cancellationToken);
            var since = state.LastRunAt is { } last ? DueAt(source, last) : Instant.MinValue;
            if (now >= since)
                due.Add((source.Id, since));
        }

        var planned = new List<string>();
        foreach (var (source, _) in due.OrderBy(d => d.Since))
        {
            if (!await IsUnderWayAsync(source, now, cancellationToken))
                planned.Add(source);
        }

        var (room, backlog) = planned.Count == 0 ? (0, null) : await RoomAsync(cancellationToken);
        var sent = Math.Min(planned.Count, room);
        for (var i = 0; i < sent; i++)
        {
            await _scrapes.SendAsync(new ScrapeMessage(1, correlation, planned[i]), spread * i / sent, cancellationToken);

            // Afterwards: a message too many does no harm.
            await sources.PlanAsync(planned[i], now, cancellationToken);
        }
        var plan = new ScrapePlan(due.Count, sent, due.Count - planned.Count, planned.Count - sent) { Backlog = planned.Count > sent ? backlog : null };
        if (plan.Backlog is { } why)
            LogHeldBack(plan.HeldBack, why);
        return plan;
    }

    /// <summary>
    /// When a source is due: its cadence after the last run, less up to a tenth of it (and an hour), so that sources that were once
    /// read together drift apart. Earlier, since a timer that comes once a day would miss what is due a little later.
    /// </summary>
    internal static Instant DueAt(SourceDefinition source, Instant last)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{source.Id} {last.ToUnixTimeTicks()}")));
        var part = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
        return last + source.Cadence - Slack - (Duration.Min(source.Cadence / JitterPart, LongestJitter) * part);
    }

    // What a clock that went wrong has planned ahead does not count.
    private async Task<bool> IsUnderWayAsync(string source, Instant now, CancellationToken cancellationToken) =>
        (await sources.PlannedAtAsync(source, cancellationToken) is { } planned && planned <= now + Slack && now < planned + Patience)
        || await SourceLease.IsHeldAsync(storage, source, now, cancellationToken);

    /// <summary>How many more may wait, and why not more.</summary>
    private async Task<(int Room, string Backlog)> RoomAsync(CancellationToken cancellationToken)
    {
        var limits = options.Value;
        var (scrapes, changes) = ((await _scrapes.DepthAsync(cancellationToken)).Waiting, (await _changes.DepthAsync(cancellationToken)).Waiting);
        return changes >= limits.MaxWaitingChanges
            ? (0, string.Create(CultureInfo.InvariantCulture, $"{changes:N0} changes wait to be matched, and the limit is {limits.MaxWaitingChanges:N0}."))
            : (Math.Max(0, limits.MaxWaitingScrapes - scrapes), string.Create(CultureInfo.InvariantCulture, $"{scrapes:N0} sources wait to be read, and the limit is {limits.MaxWaitingScrapes:N0}."));
    }

    [LoggerMessage(LogLevel.Warning, "{HeldBack} due sources are not planned yet: {Why} They are when the queues are shorter.")]
    private partial void LogHeldBack(int heldBack, string why);
}

/// <summary>What one turn of planning found and did.</summary>
/// <param name="Due">Sources that are due; the other three numbers together.</param>
/// <param name="Planned">Asked for now.</param>
/// <param name="Waiting">Asked for before and not read yet, or being read.</param>
/// <param name="HeldBack">Not asked for, because too much waits already.</param>
public sealed record ScrapePlan(int Due, int Planned, int Waiting, int HeldBack)
{
    /// <summary>What waits, for people; null when nothing was held back.</summary>
    public string? Backlog { get; init; }
}
