using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Storage;

namespace FundingAlerts.Verification;

/// <summary>All rows of one subscriber.</summary>
/// <param name="SubscriberId">The partition.</param>
public sealed record SubscriberRows(string SubscriberId)
{
    /// <summary>Null when there is none, though there are other rows.</summary>
    public Subscriber? Profile { get; internal set; }

    public IReadOnlyList<Match> Matches => MatchRows;

    public IReadOnlyList<Match> Pending => PendingRows;

    public IReadOnlyList<OutboxMessage> Outbox => [.. OutboxRows.Select(row => row.Message)];

    /// <summary>The deliveries that are marked as to be sent.</summary>
    public IReadOnlyList<string> Queued => QueuedMails;

    internal List<string> QueuedMails { get; } = [];

    internal List<Match> MatchRows { get; } = [];

    internal List<Match> PendingRows { get; } = [];

    /// <summary>With the row itself.</summary>
    internal List<(OutboxMessage Message, Row Row)> OutboxRows { get; } = [];

    /// <summary>Takes up a row; rows of kinds that no check knows are passed over.</summary>
    /// <exception cref="InvalidDataException">It holds something else than its key says.</exception>
    internal void Add(Row row)
    {
        switch (row.Key.Split('!')[0])
        {
            case SubscriberStore.ProfileRow:
                Profile = Documents.Read<Subscriber>(row);
                break;
            case "match":
                MatchRows.Add(Documents.Read<Match>(row));
                break;
            case "queued":
                QueuedMails.Add(Keys.Split(row.Key)[1]);
                break;
            case "pending":
                PendingRows.Add(Documents.Read<Match>(row));
                break;
            case "outbox":
                OutboxRows.Add((Documents.Read<OutboxMessage>(row), row));
                break;
        }
    }
}
