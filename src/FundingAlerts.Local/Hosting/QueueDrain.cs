using System.Diagnostics.CodeAnalysis;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>Works until all queues are empty, one message after the other: for commands that end.</summary>
internal sealed class QueueDrain(StorageAccount storage, QueueWorks works, MessageHandling handling, RunBook book)
{
    /// <summary>
    /// What fails is left for another drain: for the next command when <paramref name="handBack"/> is set, otherwise for a
    /// while.
    /// </summary>
    /// <param name="progress">Told before each scrape, for a progress bar.</param>
    public async Task<WorkDone> DrainAsync(Action<string>? progress, bool handBack, CancellationToken cancellationToken)
    {
        var done = new WorkDone();
        foreach (var work in works.All)
            done.Add(await DrainAsync(work, progress, handBack, cancellationToken));
        return done;
    }

    /// <summary>As <see cref="DrainAsync(Action{string}?, bool, CancellationToken)"/>, of one queue alone.</summary>
    public Task<WorkDone> DrainOneAsync(string queue, bool handBack, CancellationToken cancellationToken) =>
        DrainAsync(works.All.First(w => w.Queue == queue), progress: null, handBack, cancellationToken);

    private async Task<WorkDone> DrainAsync(QueueWork work, Action<string>? progress, bool handBack, CancellationToken cancellationToken)
    {
        var (since, done) = (book.Now, new WorkDone(progress));
        await DrainAsync(work, done, handBack, cancellationToken);
        await book.KeepAsync(work.Work, since, done, cancellationToken);
        return done;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "Each is completed or let go, which ends it.")]
    private async Task DrainAsync(QueueWork work, WorkDone done, bool handBack, CancellationToken cancellationToken)
    {
        // Held to the end: a command tries each once.
        var failed = new List<HeldMessage>();
        try
        {
            var queue = storage.Queue(work.Queue);
            while (await queue.ReceiveAsync(work.Batch, work.Visibility, cancellationToken) is { Count: > 0 } messages)
            {
                var waiting = new Queue<HeldMessage>(messages.Select(m => handling.Hold(work, queue, m)));
                try
                {
                    while (waiting.TryPeek(out var next))
                    {
                        if (!await handling.TryAsync(work, next, done, cancellationToken))
                            failed.Add(next);
                        waiting.Dequeue();
                    }
                }
                finally
                {
                    foreach (var left in waiting)
                        await handling.HandBackAsync(left);
                }
            }
        }
        finally
        {
            foreach (var message in failed)
                await (handBack ? handling.HandBackAsync(message) : handling.PutOffAsync(message));
        }
    }
}
