using System.Globalization;
using FundingAlerts.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace FundingAlerts.Local.Storage;

/// <summary>Messages of one queue in the database file, handed out by the time at which they become visible.</summary>
internal sealed class SqliteQueue(SqliteDatabase database, string queue, IClock clock) : IQueue
{
    public Task SendAsync(string body, Duration delay, CancellationToken cancellationToken)
    {
        StorageLimits.CheckMessage(body, delay);
        return database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO messages (queue, visible, body) VALUES ($queue, $visible, $body)",
                ("$queue", queue),
                ("$visible", TicksAfter(delay)),
                ("$body", body)),
            cancellationToken);
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int max, Duration visibility, CancellationToken cancellationToken)
    {
        StorageLimits.CheckReceive(max, visibility);
        return database.WriteAsync(
            connection =>
            {
                SetPoisonedAside(connection);
                return HandOut(connection, max, visibility);
            },
            cancellationToken);
    }

    public Task<QueueMessage?> ExtendAsync(QueueMessage message, Duration visibility, CancellationToken cancellationToken)
    {
        StorageLimits.CheckExtend(visibility);
        var receipt = NewReceipt();
        return database.WriteAsync(
            connection => connection.Execute(
                "UPDATE messages SET visible = $visible, receipt = $new WHERE id = $id AND queue = $queue AND poison = 0 AND receipt = $receipt",
                ("$visible", TicksAfter(visibility)),
                ("$new", receipt),
                ("$id", IdOf(message)),
                ("$queue", queue),
                ("$receipt", message.Receipt)) == 1
                ? message with { Receipt = receipt }
                : null,
            cancellationToken);
    }

    public Task CompleteAsync(QueueMessage message, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                "DELETE FROM messages WHERE id = $id AND queue = $queue AND poison = 0 AND receipt = $receipt",
                ("$id", IdOf(message)),
                ("$queue", queue),
                ("$receipt", message.Receipt)),
            cancellationToken);

    public Task<IReadOnlyList<QueueMessage>> PeekAsync(int max, bool poison, CancellationToken cancellationToken)
    {
        StorageLimits.CheckPeek(max);
        return database.ReadAsync<IReadOnlyList<QueueMessage>>(
            connection => Visible(connection, max, poison),
            cancellationToken);
    }

    public Task<int> ReplayAsync(string? messageId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                $"UPDATE messages SET poison = 0, dequeues = 0, visible = $now WHERE queue = $queue AND poison = 1 {Only(messageId)}",
                ("$now", TicksAfter(Duration.Zero)),
                ("$queue", queue),
                ("$id", messageId)),
            cancellationToken);

    public Task<int> DropAsync(string? messageId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute(
                $"DELETE FROM messages WHERE queue = $queue AND poison = 1 {Only(messageId)}",
                ("$queue", queue),
                ("$id", messageId)),
            cancellationToken);

    public Task<QueueDepth> DepthAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                using var command = connection.Command(
                    "SELECT count(*) FILTER (WHERE poison = 0), count(*) FILTER (WHERE poison = 1) FROM messages WHERE queue = $queue",
                    ("$queue", queue));
                using var reader = command.ExecuteReader();
                reader.Read();
                return new QueueDepth(reader.GetInt32(0), reader.GetInt32(1));
            },
            cancellationToken);

    // As text: what is no number is no message's.
    private static string Only(string? messageId) => messageId is null ? "" : "AND CAST(id AS TEXT) = $id";

    private void SetPoisonedAside(SqliteConnection connection) =>
        connection.Execute(
            "UPDATE messages SET poison = 1, receipt = NULL WHERE queue = $queue AND poison = 0 AND visible <= $now AND dequeues >= $most",
            ("$queue", queue),
            ("$now", TicksAfter(Duration.Zero)),
            ("$most", IQueue.MaxDequeues));

    private IReadOnlyList<QueueMessage> HandOut(SqliteConnection connection, int max, Duration visibility)
    {
        var received = Visible(connection, max, poison: false).ConvertAll(m => m with { Receipt = NewReceipt(), Dequeues = m.Dequeues + 1 });
        foreach (var message in received)
        {
            connection.Execute(
                "UPDATE messages SET visible = $visible, receipt = $receipt, dequeues = $dequeues WHERE id = $id",
                ("$visible", TicksAfter(visibility)),
                ("$receipt", message.Receipt),
                ("$dequeues", message.Dequeues),
                ("$id", IdOf(message)));
        }

        return received;
    }

    // Without their receipts: who only looks must not be able to complete.
    private List<QueueMessage> Visible(SqliteConnection connection, int max, bool poison)
    {
        using var command = connection.Command(
            "SELECT id, body, dequeues FROM messages WHERE queue = $queue AND poison = $poison AND visible <= $now ORDER BY visible, id LIMIT $max",
            ("$queue", queue),
            ("$poison", poison),
            ("$now", TicksAfter(Duration.Zero)),
            ("$max", max));
        using var reader = command.ExecuteReader();
        var messages = new List<QueueMessage>();
        while (reader.Read())
            messages.Add(new(reader.GetInt64(0).ToString(CultureInfo.InvariantCulture), "", reader.GetString(1), reader.GetInt32(2)));
        return messages;
    }

    private long TicksAfter(Duration delay) => (clock.GetCurrentInstant() + delay).ToUnixTimeTicks();

    private static long IdOf(QueueMessage message) => long.Parse(message.MessageId, CultureInfo.InvariantCulture);

    private static string NewReceipt() => Guid.NewGuid().ToString("N");
}
