using System.Diagnostics;
using System.Globalization;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Local.Generation;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace FundingAlerts.Benchmarks.Load;

/// <summary>
/// Builds a world of one size and does each step of the work in it. All calls and subscribers are stored and all digests planned;
/// matching, composing and sending are measured on a sample, which is the same at each size but for how many others there are.
/// </summary>
/// <param name="isElsewhere">Another process does the storage's work.</param>
internal sealed class LoadScenario(StorageAccount storage, bool isElsewhere, int calls, int subscribers, int seed, int changes, int mails, Action<string> say)
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly Duration Visibility = Duration.FromHours(4);
    private readonly CountedStorage _counted = new(storage);
    private readonly List<LoadStep> _steps = [];

    public async Task<LoadRun> RunAsync(CancellationToken cancellationToken)
    {
        var mailer = new CountingMailer();
        await using var services = Services(mailer);
        var world = new MadeUpWorld(_counted.Account, seed, Now);
        await StepAsync("add subscribers", "subscribers", () => world.AddSubscribersAsync(subscribers, cancellationToken));
        await StepAsync("store calls", "calls", () => world.AddCallsAsync(calls, cancellationToken));
        await StepAsync("tell of changes", "changes", () => world.TellAsync("load", cancellationToken));
        await StepAsync("point read (control)", "rows", () => ReadAsync(services, cancellationToken));
        await StepAsync("index interests", "interests", () => IndexAsync(services, cancellationToken));
        await StepAsync("match changes", "matches", () => MatchAsync(services, cancellationToken));
        await StepAsync("plan digests", "digests asked for", () => services.GetRequiredService<PlanDigests>().RunAsync("load", Now, cancellationToken));
        var found = await GiveMatchesAsync(services, cancellationToken);
        await StepAsync("compose digests", "digests", () => ComposeAsync(services, cancellationToken));
        await StepAsync("send mails", "mails", () => SendAsync(services, cancellationToken));
        using var process = Process.GetCurrentProcess();
        return new(subscribers, _steps, process.PeakWorkingSet64, mailer.Letters) { Changes = changes, Matches = found };
    }

    private async Task StepAsync(string name, string unit, Func<Task<int>> work)
    {
        using var process = Process.GetCurrentProcess();
        _counted.Take();
        var (started, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var output = await work();
        var took = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var (operations, inStorage) = _counted.Take();
        var step = new LoadStep(name, unit, subscribers, output, took, process.TotalProcessorTime - before, inStorage, operations) { IsJudgedByWall = isElsewhere };
        _steps.Add(step);
        say(string.Create(CultureInfo.InvariantCulture, $"{subscribers:N0}: {name}: {output:N0} {unit} in {step.Took.TotalSeconds:N1} s, {step.Worked.TotalSeconds:N1} s of the processor, {step.InStorage.TotalSeconds:N1} s in storage"));
    }

    private async Task<int> ReadAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        const int reads = 300;
        var store = services.GetRequiredService<SubscriberStore>();
        var made = new MadeUpSubscribers(seed, Vocabulary.Shipped);
        for (var i = 0; i < reads; i++)
            _ = await store.FindAsync(made.At((int)((long)i * subscribers / reads)).Subscriber.SubscriberId, cancellationToken);
        return reads;
    }

    private static async Task<int> IndexAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<InterestIndexes>().CurrentAsync(Now, cancellationToken);
        var store = services.GetRequiredService<SubscriberStore>();
        var interests = 0;
        foreach (var bucket in (await store.InterestBucketsAsync(cancellationToken)).Keys)
            interests += (await store.InterestsInAsync(bucket, cancellationToken)).Count;
        return interests;
    }

    private async Task<int> MatchAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var queue = _counted.Account.Queue(ChangeMessage.Queue);
        var match = services.GetRequiredService<MatchChange>();
        var (done, matches) = (0, 0);
        while (done < changes && await queue.ReceiveAsync(Math.Min(16, changes - done), Visibility, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                matches += await match.RunAsync(message.Read<ChangeMessage>(), Now, cancellationToken);
                await queue.CompleteAsync(message, cancellationToken);
                done++;
            }
        }
        return matches;
    }

    /// <summary>What the first subscribers would have been matched by now, had all changes been: the digests of the sample are whole ones.</summary>
    private async Task<(int Median, int Ninth)> GiveMatchesAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var readers = Enumerable.Range(0, Math.Min(mails, subscribers)).Select(new MadeUpSubscribers(seed, Vocabulary.Shipped).At).ToList();
        var index = new InterestIndex(readers.SelectMany(r => r.Interests));
        var made = new MadeUpCalls(seed, Vocabulary.Shipped, Now);
        var store = services.GetRequiredService<MatchStore>();
        var counts = readers.ToDictionary(r => r.Subscriber.SubscriberId, _ => 0, StringComparer.Ordinal);
        for (var i = 0; i < calls; i++)
        {
            var call = made.At(i).Call;
            foreach (var met in index.Match([CallDocument.Of(call, Now)]).GroupBy(m => m.Interest.SubscriberId, StringComparer.Ordinal))
            {
                counts[met.Key]++;
                var match = new Match(met.Key, call.Id, 1, Now, [.. met.Select(m => new InterestMatch(m.Interest.InterestId, m.Interest.Name, m.Reasons))])
                {
                    Changes = [new OpportunityChange.Published { Opportunity = call.Id, Version = 1, SeenAt = Now }],
                };
                await store.AddAsync(match, cancellationToken);
            }
        }
        var sorted = counts.Values.Order().ToList();
        return (sorted[sorted.Count / 2], sorted[sorted.Count * 9 / 10]);
    }

    private async Task<int> ComposeAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var compose = services.GetRequiredService<ComposeDigest>();
        var made = new MadeUpSubscribers(seed, Vocabulary.Shipped);
        var promised = 0;
        for (var i = 0; i < Math.Min(mails, subscribers); i++)
        {
            var reader = made.At(i).Subscriber;
            var period = reader.Cadence.PeriodAt(Now, DateTimeZoneProviders.Tzdb[reader.Zone]);
            promised += await compose.RunAsync(new(1, "load", reader.SubscriberId, period), Now, cancellationToken) ? 1 : 0;
        }
        return promised;
    }

    private async Task<int> SendAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        var queue = _counted.Account.Queue(EmailMessage.Queue);
        var send = services.GetRequiredService<SendEmail>();
        var sent = 0;
        while (await queue.ReceiveAsync(16, Visibility, cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                sent += await send.RunAsync(message.Read<EmailMessage>(), Now, cancellationToken);
                await queue.CompleteAsync(message, cancellationToken);
            }
        }
        return sent;
    }

    private ServiceProvider Services(CountingMailer mailer)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalFundingAlerts(new(Outbox: "unused", Sources: []), _counted.Account, new FixedClock(Now));
        services.Replace(ServiceDescriptor.Singleton<IMailer>(mailer));
        return services.BuildServiceProvider();
    }

    private sealed class CountingMailer : IMailer
    {
        private int _letters;

        public int Letters => _letters;

        public int MostAtOnce => 1;

        public Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
        {
            Interlocked.Add(ref _letters, letters.Count);
            return Task.FromResult<IReadOnlyList<MailOutcome>>([.. letters.Select(_ => new MailOutcome.Sent())]);
        }
    }
}
