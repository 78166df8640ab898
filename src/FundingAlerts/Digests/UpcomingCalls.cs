using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

public enum UpcomingKind
{
    Deadline,
    Opening,
}

/// <summary>A day of a call that a subscriber was told of.</summary>
/// <param name="WasTold">Of an opening: whether they were told that it has come.</param>
public sealed record UpcomingDay(OpportunityId Opportunity, UpcomingKind Kind, LocalDate Day, bool WasTold);

/// <summary>The same with the call as it is now.</summary>
public sealed record UpcomingCall(UpcomingDay Day, Opportunity Call, IReadOnlyList<Matching.InterestMatch> Why);

/// <summary>
/// The days of told calls in the order of time, in the subscriber's partition: what comes near is one short reading. A row only
/// says where to look; the call itself says whether the day still stands.
/// </summary>
public sealed class UpcomingCalls(StorageAccount storage)
{
    internal const string UpcomingRow = "upcoming";

    /// <summary>Longest that the row of a day gone by is kept.</summary>
    private const int DaysKept = 60;

    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>Enters the days of calls that lie ahead; twice is once.</summary>
    public async Task PutAsync(string subscriberId, IEnumerable<Opportunity> calls, Instant now, CancellationToken cancellationToken)
    {
        var days = calls.SelectMany(c => DaysOf(c, now)).DistinctBy(KeyOf).ToList();
        foreach (var some in days.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(subscriberId, [.. some.Select(d => new RowEdit.Upsert(ToRow(subscriberId, d)))], cancellationToken);
    }

    /// <summary>All days from two months ago to a day, the earliest first; those before are forgotten.</summary>
    public async Task<IReadOnlyList<UpcomingDay>> UntilAsync(string subscriberId, LocalDate from, LocalDate to, CancellationToken cancellationToken)
    {
        var (days, old) = (new List<UpcomingDay>(), new List<string>());
        var range = new RowRange(subscriberId, Keys.Prefix(UpcomingRow), Keys.Join(UpcomingRow, Name(to.PlusDays(1))));
        await foreach (var row in _table.AllAsync(range, cancellationToken))
        {
            var day = Documents.Read<UpcomingDay>(row);
            if (day.Day < from.PlusDays(-DaysKept))
                old.Add(row.Key);
            else
                days.Add(day);
        }
        foreach (var some in old.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(subscriberId, [.. some.Select(key => new RowEdit.Delete(key))], cancellationToken);
        return days;
    }

    /// <summary>The edit that notes that they were told of an opening.</summary>
    public static RowEdit Told(string subscriberId, UpcomingDay day) => new RowEdit.Upsert(ToRow(subscriberId, day with { WasTold = true }));

    /// <summary>The days of a call that lie ahead, as its funder prints them.</summary>
    private static IEnumerable<UpcomingDay> DaysOf(Opportunity call, Instant now)
    {
        if (call.Opens?.Value is { } opens && opens.From > now)
            yield return new(call.Id, UpcomingKind.Opening, opens.Date, WasTold: false);
        foreach (var deadline in call.Deadlines.Select(d => d.Value).OfType<Deadline.On>().Where(d => d.ClosedFrom > now))
            yield return new(call.Id, UpcomingKind.Deadline, deadline.Date, WasTold: false);
    }

    private static Row ToRow(string subscriberId, UpcomingDay day) => Documents.ToRow(subscriberId, KeyOf(day), day);

    private static string KeyOf(UpcomingDay day) =>
        Keys.Join(UpcomingRow, Name(day.Day), day.Kind.ToString(), day.Opportunity.Source, day.Opportunity.Reference);

    private static string Name(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}
