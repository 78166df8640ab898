using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>What one pass over the queues did.</summary>
internal sealed class WorkDone
{
    public List<ScrapeRun> Runs { get; } = [];

    /// <summary>Sources that another run was just reading, or took over.</summary>
    public List<string> LeftToOthers { get; } = [];

    public int Matches { get; set; }

    public int Digests { get; set; }

    public int Emails { get; set; }

    /// <summary>Messages that failed and stay in their queue to be tried again.</summary>
    public int Failures { get; set; }
}

/// <summary>
/// Takes messages off the queues and hands each to its work, until all queues are empty. A message whose work fails stays
/// in the queue and comes back when its visibility time-out is over; after five tries it is poison.
/// </summary>
internal sealed partial class WorkLoop(
    StorageAccount storage,
    ScrapeSource scrape,
    MatchChange match,
    ComposeDigest compose,
    SendEmail send,
    CuratedCatalogue catalogue,
    IClock clock,
    ILogger<WorkLoop> log)
{
    private static readonly Duration Visibility = Duration.FromMinutes(30);
    private const int Batch = 16;

    /// <summary>
    /// Works until the queues are empty. What fails is left for another drain: for the next command when
    /// <paramref name="handBack"/> is set, otherwise until its visibility time-out is over.
    /// </summary>
    /// <param name="progress">Told before each scrape, for a progress bar.</param>
    public async Task<WorkDone> DrainAsync(Action<string>? progress, bool handBack, CancellationToken cancellationToken)
    {
        var done = new WorkDone();
        await DrainAsync<ScrapeMessage>(ScrapeMessage.Queue, m => ScrapeAsync(m, done, progress, cancellationToken), done, handBack, cancellationToken);
        await DrainAsync<ChangeMessage>(ChangeMessage.Queue, async m => done.Matches += await match.RunAsync(m, Now, cancellationToken), done, handBack, cancellationToken);
        await DrainAsync<DigestMessage>(DigestMessage.Queue, async m => done.Digests += await compose.RunAsync(m, Now, cancellationToken) ? 1 : 0, done, handBack, cancellationToken);
        await DrainAsync<EmailMessage>(EmailMessage.Queue, async m => done.Emails += await send.RunAsync(m, Now, cancellationToken) ? 1 : 0, done, handBack, cancellationToken);
        return done;
    }

    private Instant Now => clock.GetCurrentInstant();

    private async Task ScrapeAsync(ScrapeMessage message, WorkDone done, Action<string>? progress, CancellationToken cancellationToken)
    {
        if ((await catalogue.FindAsync(message.Source, cancellationToken))?.Definition is not { } source)
        {
            LogUnknownSource(message.Source);
            return;
        }
        progress?.Invoke(source.Name);
        if (await scrape.RunAsync(source, message.Correlation, Now, cancellationToken) is { } run)
            done.Runs.Add(run);
        else
            done.LeftToOthers.Add(source.Id);
    }

    private async Task DrainAsync<T>(string name, Func<T, Task> work, WorkDone done, bool handBack, CancellationToken cancellationToken)
    {
        var failed = new List<QueueMessage>();
        var queue = storage.Queue(name);
        while (await queue.ReceiveAsync(Batch, Visibility, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                try
                {
                    await work(message.Read<T>());
                    await queue.CompleteAsync(message, cancellationToken);
                }
                catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
                {
                    // Also a time-out, which is a cancellation by somebody else.
                    done.Failures++;
                    failed.Add(message);
                    LogFailed(fault, name, message.MessageId, message.Dequeues);
                }
            }
        }
        foreach (var message in failed.Where(_ => handBack))
            await queue.ExtendAsync(message, Duration.Zero, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Work on {Queue} message {Message} failed at try {Try}; it will be tried again.")]
    private partial void LogFailed(Exception fault, string queue, string message, int @try);

    [LoggerMessage(LogLevel.Warning, "There is no source '{Source}'; its message is dropped.")]
    private partial void LogUnknownSource(string source);
}
