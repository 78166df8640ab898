using System.Collections.Concurrent;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Takes messages off one queue for as long as the host runs, and works on some of them at once.</summary>
internal sealed partial class QueueWorker(
    QueueWork work, IQueue queue, int atOnce, MessageHandling handling, RunBook book, TimeProvider time, ILogger<QueueWorker> log)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);
    private static readonly Duration LongestEntry = Duration.FromMinutes(1);

    private readonly Doorbell _bell = new();
    private readonly ConcurrentDictionary<string, HeldMessage> _held = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<TaskCompletionSource> _askedForIdle = new();
    private readonly Lock _entryTurn = new();
    private WorkDone _entry = new();
    private Instant _entrySince;

    public QueueWork Work => work;

    /// <summary>Told when something was done that may have filled another queue.</summary>
    public Action<string> Fed { get; init; } = _ => { };

    /// <summary>There may be something to do.</summary>
    public void Wake() => _bell.Ring();

    /// <summary>Until the queue was seen empty and nothing of it is worked on here.</summary>
    public Task UntilIdleAsync(CancellationToken cancellationToken)
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _askedForIdle.Enqueue(idle);
        Wake();
        return idle.Task.WaitAsync(cancellationToken);
    }

    /// <param name="stopping">Takes no more messages, and ends when those under way are done.</param>
    /// <param name="ending">Cuts those off as well.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        using var slots = new SemaphoreSlim(atOnce);
        var rest = FirstRest;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                _bell.Reset();
                var asked = _askedForIdle.Count;
                var messages = await queue.ReceiveAsync(work.Batch, work.Visibility, stopping);
                await TakeAsync(messages, slots, stopping, ending);
                if (messages.Count > 0)
                {
                    rest = FirstRest;
                    await KeepEntryAsync(LongestEntry, ending);
                    continue;
                }
                if (_held.IsEmpty)
                {
                    await KeepEntryAsync(Duration.Zero, ending);
                    for (; asked > 0 && _askedForIdle.TryDequeue(out var idle); asked--)
                        idle.TrySetResult();
                }
            }
            catch (Exception fault) when (!stopping.IsCancellationRequested)
            {
                LogNotReceived(fault, work.Queue);
                rest = LongestRest;
            }
            catch (OperationCanceledException)
            {
                break;
            }
            if (!await RestAsync(rest, stopping))
                break;
            rest = rest * 2 < LongestRest ? rest * 2 : LongestRest;
        }
        for (var i = 0; i < atOnce; i++)
            await slots.WaitAsync(CancellationToken.None);
        await KeepEntryAsync(Duration.Zero, CancellationToken.None);
    }

    private async Task TakeAsync(IReadOnlyList<QueueMessage> messages, SemaphoreSlim slots, CancellationToken stopping, CancellationToken ending)
    {
        var taken = new List<HeldMessage>();
        foreach (var message in messages)
        {
            // A machine that slept may be handed what it works on.
            if (_held.TryGetValue(message.MessageId, out var mine))
            {
                await mine.RenewAsync(message);
                continue;
            }
            taken.Add(_held[message.MessageId] = handling.Hold(work, queue, message));
        }
        foreach (var held in taken)
        {
            if (await IsFreeAsync(slots, stopping))
                _ = HandleAsync(held, slots, ending);
            else
                await LetGoAsync(held, handling.HandBackAsync);
        }
    }

    private static async Task<bool> IsFreeAsync(SemaphoreSlim slots, CancellationToken stopping)
    {
        try
        {
            await slots.WaitAsync(stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task HandleAsync(HeldMessage held, SemaphoreSlim slots, CancellationToken ending)
    {
        await Task.Yield();
        var done = new WorkDone();
        try
        {
            if (await handling.TryAsync(work, held, done, ending))
                _held.TryRemove(held.Message.MessageId, out _);
            else
                await LetGoAsync(held, handling.PutOffAsync);
        }
        catch (Exception)
        {
            // It was cut off, whatever it says.
            await LetGoAsync(held, handling.HandBackAsync);
        }
        finally
        {
            Note(done);
            slots.Release();
            if (work.Feeds is { } fed)
                Fed(fed);
            if (_held.IsEmpty)
                Wake();
        }
    }

    private async Task LetGoAsync(HeldMessage held, Func<HeldMessage, Task> how)
    {
        await how(held);
        _held.TryRemove(held.Message.MessageId, out _);
    }

    private async Task<bool> RestAsync(TimeSpan most, CancellationToken stopping)
    {
        try
        {
            await _bell.WaitAsync(most, time, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Note(WorkDone done)
    {
        lock (_entryTurn)
        {
            if (_entry.Messages == 0)
                _entrySince = book.Now;
            _entry.Add(done);
        }
    }

    // One entry for all that was done since the queue was last empty, or in about a minute.
    private async Task KeepEntryAsync(Duration age, CancellationToken cancellationToken)
    {
        WorkDone entry;
        Instant since;
        lock (_entryTurn)
        {
            if (_entry.Messages == 0 || book.Now < _entrySince + age)
                return;
            (entry, since, _entry) = (_entry, _entrySince, new());
        }
        await book.KeepAsync(work.Work, since, entry, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "No messages of {Queue} could be received; it is tried again soon.")]
    private partial void LogNotReceived(Exception fault, string queue);
}
