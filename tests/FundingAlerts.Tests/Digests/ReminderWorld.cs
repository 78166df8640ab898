using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>"ann" in London, whose digests come daily at eight, and the reminders she gets.</summary>
internal sealed class ReminderWorld(int maxOpportunities = 50) : IDisposable
{
    private static readonly Duration PastVisibility = Duration.FromMinutes(31);

    public DigestWorld Digests { get; } = new(maxOpportunities);

    public IEnumerable<string> Told => Digests.Mails.Letters.Select(DigestWorld.Say);

    public IEnumerable<string> Reminded => Told.Where(t => t.StartsWith("remind", StringComparison.Ordinal));

    /// <summary>She hears of these calls today.</summary>
    public async Task HearAsync(IReadOnlyList<int> leadDays, params Opportunity[] calls)
    {
        await Digests.SubscribeAsync("ann", leadDays: leadDays);
        foreach (var call in calls)
            await Digests.ReadAsync(call);
        (await Digests.RunDigestsAsync()).Failures.ShouldBe(0);
    }

    /// <summary>Goes to a moment, and reminds of what is due then.</summary>
    public Task<int> RemindAtAsync(int month, int day, int hour, int minute = 0)
    {
        Digests.Clock.Reset(Instant.FromUtc(2026, month, day, hour, minute));
        return RemindAsync();
    }

    /// <returns>How many subscribers the planner asked for.</returns>
    public async Task<int> RemindAsync()
    {
        var asked = await PlanAsync();
        await ComposeAsync();
        (await Digests.DrainAsync()).Failures.ShouldBe(0);
        return asked;
    }

    public Task<int> PlanAsync() => Digests.Get<PlanReminders>().RunAsync("t", Now, Digests.Crash.Stopped);

    public async Task ComposeAsync()
    {
        var queue = Digests.Get<StorageAccount>().Queue(ReminderMessage.Queue);
        while (await queue.ReceiveAsync(16, Duration.FromMinutes(30), Digests.Crash.Stopped) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                await Digests.Get<ComposeReminder>().RunAsync(message.Read<ReminderMessage>(), Now, Digests.Crash.Stopped);
                await queue.CompleteAsync(message, Digests.Crash.Stopped);
            }
        }
    }

    /// <summary>Dies as planned in one of two halves, hearing of a call or being reminded, and is started again until all is done.</summary>
    public async Task SurviveAsync(Crash crash)
    {
        Digests.Restart(crash);
        for (var start = 1; ; start++)
        {
            try
            {
                await RemindAsync();
                if (!Digests.Crash.Happened)
                    break;
            }
            catch (Exception) when (Digests.Crash.Happened)
            {
            }
            start.ShouldBeLessThan(5);
            // Past the hour after which the agenda asks again.
            Digests.Clock.Advance(PastVisibility + PastVisibility);
            Digests.Restart();
        }
        Digests.Restart();
    }

    public async Task<IReadOnlyList<AgendaEntry>> EntriesAsync()
    {
        var entries = new List<AgendaEntry>();
        await foreach (var entry in Digests.Get<Agenda>().AllAsync(AgendaKinds.Reminder, default))
            entries.Add(entry);
        return entries;
    }

    public async Task<IReadOnlyList<OutboxMessage>> OutboxAsync() => [.. (await Digests.OutboxAsync("ann")).Where(m => m.DeliveryId.Contains("-r", StringComparison.Ordinal))];

    private Instant Now => Digests.Clock.GetCurrentInstant();

    public void Dispose() => Digests.Dispose();
}
