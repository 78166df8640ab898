using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Hands one message to its work.</summary>
internal sealed partial class MessageHandling(TimeProvider time, ILogger<MessageHandling> log)
{
    // Trouble often passes soon; what takes an hour to mend is poison by then, and waits for 'replay'.
    private static readonly Duration[] Rests = [.. new[] { 1, 5, 15, 30 }.Select(m => Duration.FromMinutes(m))];

    public HeldMessage Hold(QueueWork work, IQueue queue, QueueMessage message) => new(queue, message, work.Visibility, time, log);

    /// <summary>Does the work and completes the message.</summary>
    /// <returns>False when the work failed: the message is still held.</returns>
    /// <exception cref="OperationCanceledException">It was stopped: the message is still held.</exception>
    public async Task<bool> TryAsync(QueueWork work, HeldMessage held, WorkDone done, CancellationToken cancellationToken)
    {
        try
        {
            await work.RunAsync(held.Message, done, cancellationToken);
            await held.CompleteAsync();
            done.End(null);
            return true;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Also a time-out, which is a cancellation by somebody else.
            done.End(fault);
            LogFailed(fault, work.Queue, held.Message.MessageId, held.Message.Dequeues);
            return false;
        }
    }

    /// <summary>Lets a message go so that it is tried again, each time after a longer rest; after the last try it is set aside as poison.</summary>
    public Task PutOffAsync(HeldMessage held) => LetGoAsync(held, Rests[Math.Clamp(held.Message.Dequeues, 1, Rests.Length) - 1]);

    /// <summary>Lets others have it at once.</summary>
    public Task HandBackAsync(HeldMessage held) => LetGoAsync(held, Duration.Zero);

    private async Task LetGoAsync(HeldMessage held, Duration after)
    {
        try
        {
            await held.ReleaseAsync(after);
        }
        catch (Exception fault)
        {
            // It comes back when its visibility time-out is over.
            await held.DisposeAsync();
            LogNotLetGo(fault, held.Message.MessageId);
        }
    }

    [LoggerMessage(LogLevel.Error, "Work on {Queue} message {Message} failed at try {Try}; it will be tried again.")]
    private partial void LogFailed(Exception fault, string queue, string message, int @try);

    [LoggerMessage(LogLevel.Warning, "Message {Message} could not be handed back; it comes back by itself.")]
    private partial void LogNotLetGo(Exception fault, string message);
}
