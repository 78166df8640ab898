using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Of which deadlines a subscriber was reminded, in the subscriber's partition.</summary>
public sealed class ReminderStore(StorageAccount storage)
{
    internal const string RemindedRow = "reminded";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>All reminders of any of these calls.</summary>
    public async Task<IReadOnlySet<(UpcomingKind Kind, LocalDate Day, int Lead)>> RemindedAsync(string subscriberId, IEnumerable<OpportunityId> calls, CancellationToken cancellationToken)
    {
        var reminded = new HashSet<(UpcomingKind, LocalDate, int)>();
        foreach (var call in calls)
        {
            await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(RemindedRow, call.Source, call.Reference)), cancellationToken))
            {
                var one = Documents.Read<Reminded>(row);
                reminded.Add((one.Kind, one.Day, one.Lead));
            }
        }
        return reminded;
    }

    /// <summary>Forgets what a subscriber was reminded of, of a call that is long over.</summary>
    public async Task ForgetAsync(string subscriberId, OpportunityId call, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(RemindedRow, call.Source, call.Reference)), cancellationToken))
            keys.Add(row.Key);
        foreach (var some in keys.Chunk(StorageLimits.Edits))
            await _table.TransactAsync(subscriberId, [.. some.Select(key => new RowEdit.Delete(key))], cancellationToken);
    }

    /// <summary>The edits that note what a mail reminds of; they fail when another mail reminded of it in the meantime.</summary>
    public static IEnumerable<RowEdit> Note(Reminder reminder) =>
        reminder.Entries.Select(e => new RowEdit.Insert(Documents.ToRow(
            reminder.Reader.SubscriberId,
            Keys.Join(RemindedRow, e.Opportunity.Id.Source, e.Opportunity.Id.Reference, NameOf(e), e.Lead.ToString("D3", CultureInfo.InvariantCulture)),
            new Reminded(e.Opportunity.Id, e.Day, e.Lead, reminder.DeliveryId) { Kind = e.Kind })));

    private static string NameOf(ReminderEntry entry) =>
        (entry.Kind == UpcomingKind.Opening ? "opens-" : "") + entry.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A mail reminded of a deadline of a call, at one of the subscriber's lead times.</summary>
/// <param name="Day">For which the deadline is printed.</param>
/// <param name="DeliveryId">Of the mail in the outbox.</param>
public sealed record Reminded(OpportunityId Opportunity, LocalDate Day, int Lead, string DeliveryId)
{
    public UpcomingKind Kind { get; init; }
}
