using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Subscribing;
using FundingAlerts.Work;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>All queues and their work, in the order in which one fills the next.</summary>
internal sealed partial class QueueWorks(
    ScrapeSource scrape,
    MatchChange match,
    SignUps signUps,
    WelcomeSubscriber welcome,
    ComposeDigest compose,
    ComposeReminder remind,
    SendEmail send,
    DeliveryEvents events,
    CuratedCatalogue catalogue,
    IClock clock,
    ILogger<QueueWorks> log)
{
    private static readonly Duration Short = Duration.FromMinutes(5);

    public IReadOnlyList<QueueWork> All => field ??=
    [
        QueueWork.Of<ScrapeMessage>(WorkNames.ScrapeSource, ScrapeMessage.Queue, Duration.FromMinutes(20), m => m.Correlation, ScrapeAsync) with { Batch = 1, Feeds = ChangeMessage.Queue },
        QueueWork.Of<ChangeMessage>(WorkNames.MatchChange, ChangeMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Matched(await match.RunAsync(m, Now, token))),
        QueueWork.Of<SignUpMessage>(WorkNames.AnswerSignUp, SignUpMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Composed(await signUps.AnswerAsync(m, Now, token))) with { Feeds = EmailMessage.Queue },
        QueueWork.Of<WelcomeMessage>(WorkNames.WelcomeSubscriber, WelcomeMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Matched(await welcome.RunAsync(m, Now, token))) with { Feeds = DigestMessage.Queue },
        QueueWork.Of<DigestMessage>(WorkNames.ComposeDigest, DigestMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Composed(await compose.RunAsync(m, Now, token))) with { Feeds = EmailMessage.Queue },
        QueueWork.Of<ReminderMessage>(WorkNames.ComposeReminder, ReminderMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Composed(await remind.RunAsync(m, Now, token))) with { Feeds = EmailMessage.Queue },
        QueueWork.Of<EmailMessage>(WorkNames.SendEmail, EmailMessage.Queue, Short, m => m.Correlation, async (m, done, token) => done.Sent(await send.RunAsync(m, Now, token))),
        QueueWork.Of<DeliveryEventMessage>(WorkNames.DeliveryEvents, DeliveryEventMessage.Queue, Short, m => m.Correlation, (m, _, token) => events.RunAsync(m, Now, token)),
    ];

    private Instant Now => clock.GetCurrentInstant();

    private async Task ScrapeAsync(ScrapeMessage message, WorkDone done, CancellationToken cancellationToken)
    {
        if ((await catalogue.FindAsync(message.Source, cancellationToken))?.Definition is not { } source)
        {
            LogUnknownSource(message.Source);
            return;
        }
        done.Begin(source.Name);
        if (await scrape.RunAsync(source, message.Correlation, Now, cancellationToken) is { } run)
            done.Read(run);
        else
            done.Leave(source.Id);
    }

    [LoggerMessage(LogLevel.Warning, "There is no source '{Source}'; its message is dropped.")]
    private partial void LogUnknownSource(string source);
}
