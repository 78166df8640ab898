using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Mail;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Scraping;
using FundingAlerts.Tests.Storage;
using FundingAlerts.TestWorld;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Digests;

/// <summary>The flow from a change to a mail over the real embedded storage, with a clock that stands still and mails that are collected.</summary>
internal sealed class DigestWorld : IDisposable
{
    public const string Source = "ukri";
    private static readonly Duration PastVisibility = Duration.FromMinutes(31);
    private readonly SqliteFolder _folder = new();
    private ServiceProvider _services;

    private readonly SourceDefinition[] _sources;

    public DigestWorld(int maxOpportunities = 50, params SourceDefinition[] sources)
    {
        _sources = sources;
        MaxOpportunities = maxOpportunities;
        Mails = new(() => new EmlFolder(Outbox, new("FundingAlerts", "alerts@example.org"), Clock));
        Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 10));
        _services = Start();
    }

    /// <summary>What the sites answer, for tests that read sources.</summary>
    public RecordedPages Pages { get; } = new();

    public string Outbox => Path.Combine(_folder.Path, "outbox");

    public int MaxOpportunities { get; }

    public FakeClock Clock => _folder.Clock;

    public SentEmails Mails { get; }

    public Dictionary<DigestId, Digest> Written { get; } = [];

    public Crash Crash { get; private set; } = new();

    /// <summary>How large the database may grow from the next start on.</summary>
    public void Fill(int pages) => _folder.MostPages = pages;

    /// <summary>Stands before the storage from the next start on.</summary>
    public StorageTap? Tap { get; set; }

    /// <summary>Told instead of the usual letter; for tests of hostile writers.</summary>
    public Func<Digest, Task>? BeforeWriting { get; set; }

    public Func<Task>? BeforeReminding { get; set; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>As when the process is started again.</summary>
    public void Restart(Crash? crash = null)
    {
        _services.Dispose();
        Crash = crash ?? new();
        _services = Start();
    }

    public static Opportunity Call(string reference, string words = "neuromorphic", LocalDate? closes = null) => new()
    {
        Id = new(Source, reference),
        Title = $"Call {reference} about {words}",
        Address = new($"https://www.ukri.org/opportunity/{reference}/"),
        Language = "en",
        Deadlines = [Closing(closes ?? new(2026, 12, 1))],
    };

    public static Understood<Deadline> Closing(LocalDate date) =>
        new(new Deadline.On(date, new(16, 0), Zones.London, null), date.ToString("uuuu-MM-dd", null));

    public async Task SubscribeAsync(string id, string query = "neuromorph*", Cadence? cadence = null, SubscriberState state = SubscriberState.Confirmed, IReadOnlyList<int>? leadDays = null) =>
        await Get<SubscriberStore>().SaveAsync(
            new(id, $"{id}@example.org", id, "en", Zones.London, cadence ?? Cadence.DailyAt(8)) { State = state, LeadDays = leadDays ?? [] },
            [new($"{id}-1", id, "Interest", query)],
            default);

    /// <summary>Stores what a source says now, and asks to match what changed.</summary>
    public async Task ReadAsync(Opportunity read)
    {
        var store = Get<OpportunityStore>();
        var difference = OpportunityDifference.Between(await store.FindAsync(read.Id, default), read, Clock.GetCurrentInstant());
        if (difference.Changes.Count > 0)
            await KeepAsync(difference);
    }

    public async Task WithdrawAsync(string reference)
    {
        var known = await Get<OpportunityStore>().FindAsync(new(Source, reference), default);
        await KeepAsync(OpportunityDifference.Withdraw(known!, Clock.GetCurrentInstant()));
    }

    private async Task KeepAsync(OpportunityDifference difference)
    {
        var store = Get<OpportunityStore>();
        await store.SaveAsync(difference, default);
        await TellAgainAsync();
    }

    /// <summary>Asks to match what is new, and what should have been matched an hour ago.</summary>
    public Task TellAgainAsync() => Get<OpportunityStore>().TellPendingAsync(
        Source, Clock.GetCurrentInstant(), (id, version) => SendAsync(new ChangeMessage(1, "t", id.Source, id.Reference, version)), default);

    /// <summary>Asks to read a source, as its timer would.</summary>
    public Task ScrapeAsync(string source) => Get<StorageAccount>().Queue(ScrapeMessage.Queue).SendAsync(new ScrapeMessage(1, "t", source), default);

    public Task SendAsync(ChangeMessage message) => Get<StorageAccount>().Queue(ChangeMessage.Queue).SendAsync(message, default);

    public Task<WorkDone> DrainAsync() => Get<QueueDrain>().DrainAsync(null, handBack: false, Crash.Stopped);

    public async Task<WorkDone> RunDigestsAsync()
    {
        await Get<PlanDigests>().RunAsync("t", Clock.GetCurrentInstant(), Crash.Stopped);
        return await DrainAsync();
    }

    /// <summary>Matches and mails, dying as planned, and is started again until all is done.</summary>
    public async Task SurviveAsync(Crash crash)
    {
        Restart(crash);
        for (var start = 1; ; start++)
        {
            try
            {
                await DrainAsync();
                var done = await RunDigestsAsync();
                done.Failures.ShouldBe(0);
                if (!Crash.Happened && (await DepthAsync()) == 0)
                {
                    Restart();
                    return;
                }
            }
            catch (Exception) when (Crash.Happened)
            {
            }
            start.ShouldBeLessThan(5);
            Clock.Advance(PastVisibility);
            Restart();
        }
    }

    public async Task<int> DepthAsync()
    {
        var depth = 0;
        foreach (var name in new[] { ScrapeMessage.Queue, ChangeMessage.Queue, SignUpMessage.Queue, WelcomeMessage.Queue, DigestMessage.Queue, EmailMessage.Queue })
            depth += (await Get<StorageAccount>().Queue(name).DepthAsync(default)).Waiting;
        return depth;
    }

    public async Task<IReadOnlyList<string>> PendingAsync(string subscriber) =>
        [.. (await Get<MatchStore>().PendingAsync(subscriber, default)).Select(p => $"{p.Match.Opportunity.Reference}/{p.Match.Version}")];

    public Task<IReadOnlyList<OutboxMessage>> OutboxAsync(string subscriber) => Get<Outbox>().AllAsync(subscriber, default);

    /// <summary>The last digest that was mailed: "new a b; changed c; withdrawn d; 2 wait".</summary>
    public static string Say(Letter letter) => letter.Text;

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider Start()
    {
        Mails.Crash = Crash.At is null ? null : Crash;
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddLocalFundingAlerts(new(Outbox, _sources), (Tap ?? Crash).Over(_folder.Account()), Clock);
        services.AddSingleton<IPageFetcher>(Pages);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new DigestOptions { MaxOpportunities = MaxOpportunities }));
        services.AddSingleton<IMailer>(Mails);
        services.AddSingleton<LetterWriter>(WriteAsync);
        services.AddSingleton<ReminderWriter>(WriteAsync);
        services.AddSingleton<NoticeWriter>(WriteAsync);
        return services.BuildServiceProvider();
    }

    private async Task<Letter> WriteAsync(Reminder reminder, CancellationToken cancellationToken)
    {
        if (BeforeReminding is { } before)
            await before();
        var text = "remind " + string.Join(' ', reminder.Entries.Select(e => FormattableString.Invariant($"{e.Opportunity.Reference}/{(e.Kind == UpcomingKind.Opening ? "opens " : "")}{e.Day:uuuu-MM-dd}/{e.Lead}")));
        return new(reminder.DeliveryId, new(reminder.Reader.Address, reminder.Reader.Name), "Reminder", $"<p>{text}</p>", text);
    }

    private static Task<Letter> WriteAsync(Notice notice, CancellationToken cancellationToken) =>
        Task.FromResult(new Letter(notice.DeliveryId, new(notice.To.Address, notice.To.Name), "Notice", $"<p>{notice.Path}</p>", notice.Path));

    private async Task<Letter> WriteAsync(Digest digest, CancellationToken cancellationToken)
    {
        if (BeforeWriting is { } before)
            await before(digest);
        Written[digest.Id] = digest;
        var groups = digest.Entries
            .GroupBy(e => e.Group)
            .Select(g => $"{g.Key.ToString().ToLowerInvariant()} {string.Join(' ', g.Select(e => e.Opportunity.Reference))}");
        var text = string.Join("; ", groups.Append(digest.Waiting > 0 ? $"{digest.Waiting} wait" : "").Where(t => t.Length > 0));
        return new(digest.Id.ToString(), new(digest.Reader.Address, digest.Reader.Name), "Digest", $"<p>{text}</p>", text);
    }
}
