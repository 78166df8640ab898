using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>What is done with the messages of a queue.</summary>
/// <param name="Work">One of the run ledger's names.</param>
/// <param name="Visibility">
/// How long a message is hidden from others. It is hidden anew while its work goes on, so this is how soon another takes it up
/// when a machine dies.
/// </param>
/// <param name="RunAsync">Does the work of one message and counts what it did; safe to do again.</param>
internal sealed record QueueWork(string Work, string Queue, Duration Visibility, Func<QueueMessage, WorkDone, CancellationToken, Task> RunAsync)
{
    /// <summary>How many messages are taken together: few of what takes long, so that others may take the rest.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>The queue that this work fills.</summary>
    public string? Feeds { get; init; }

    public static QueueWork Of<T>(string work, string queue, Duration visibility, Func<T, string> correlation, Func<T, WorkDone, CancellationToken, Task> run) =>
        new(work, queue, visibility, (message, done, cancellationToken) =>
        {
            var read = message.Read<T>();
            done.BelongsTo(correlation(read));
            return run(read, done, cancellationToken);
        });
}
