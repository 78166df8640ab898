using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Scraping;

/// <summary>Two made-up sources read into real storage: "fund", a JSON list of all its calls, and "feed", the newest few with a page each.</summary>
internal sealed class ScrapingWorld : IDisposable
{
    public const string List = "https://fund.example/calls";
    public const string Feed = "https://feed.example/rss";

    private const string Head = """
        version: 1
        id: ID
        name: Made-up
        home: https://ID.example/
        country: NL
        language: en
        zone: Europe/Amsterdam
        evidence: { level: recorded, date: 2026-01-31 }

        """;

    private const string FundYaml = Head + """
        request: { url: https://fund.example/calls }
        response: json
        rows: { path: '$[*]' }
        complete: true
        fields:
          reference: { path: $.id }
          title: { path: $.title }
          address: { value: 'https://fund.example/calls/${reference}' }
          status: { path: $.status }
          closes: { path: $.closes }
          total: { path: $.total }
        contract:
          minRows: 1
          coverage: { closes: 0.5 }
        """;

    private const string FeedYaml = Head + """
        request: { url: https://feed.example/rss }
        response: xml
        rows: { select: item }
        fields:
          address: { select: link }
          reference: { select: guid }
          title: { select: title }
        follow:
          url: ${address}
          response: html
          refresh: 12h
          fields:
            closes: { label: [Closes] }
            description: { select: article }
        """;

    private readonly SqliteFolder folder = new();
    private string fundYaml = FundYaml;

    public ScrapingWorld()
    {
        Storage = new(folder.Account());
        Fund = Define(FundYaml, "fund");
        FeedSource = Define(FeedYaml, "feed");
    }

    public RecordedPages Pages { get; } = new();

    public WatchedStorage Storage { get; }

    public SourceDefinition Fund { get; private set; }

    public SourceDefinition FeedSource { get; private set; }

    public SqliteFolder Folder => folder;

    public Instant Now { get; set; } = Instant.FromUtc(2026, 3, 1, 9, 0);

    public ScrapeOptions Options { get; set; } = new();

    public OpportunityStore Calls => new(Storage.Account);

    public SourceStore Sources => new(Storage.Account);

    public HealthStore Health => new(Storage.Account);

    /// <summary>How long things take.</summary>
    public FakeTimeProvider Time { get; } = new();

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static SourceDefinition Define(string yaml, string id)
    {
        var reading = DefinitionReader.Read(yaml.Replace("ID", id, StringComparison.Ordinal));
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    /// <param name="keep">Keeps what was mended before.</param>
    public void MendFund(string written, string instead, bool keep = false)
    {
        fundYaml = (keep ? fundYaml : FundYaml).Replace(written, instead, StringComparison.Ordinal);
        Fund = Define(fundYaml, "fund");
    }

    public void MendFeed(string written, string instead) => FeedSource = Define(FeedYaml.Replace(written, instead, StringComparison.Ordinal), "feed");

    public async Task<ScrapeRun> RunAsync(SourceDefinition source, IPageFetcher? fetcher = null) =>
        (await TryRunAsync(source, fetcher)).ShouldNotBeNull("Another run held the source.");

    /// <summary>Null when another run holds the source.</summary>
    public Task<ScrapeRun?> TryRunAsync(SourceDefinition source, IPageFetcher? fetcher = null) =>
        new ScrapeSource(fetcher ?? Pages, Sources, Calls, Storage.Account, Microsoft.Extensions.Options.Options.Create(Options), Time, NullLogger<ScrapeSource>.Instance).RunAsync(source, "test", Now, Stop);

    public Task<ScrapePlan> PlanAsync(Duration spread = default, params IReadOnlyList<SourceDefinition> definitions) =>
        new PlanScrapes(Sources, Storage.Account, Microsoft.Extensions.Options.Options.Create(Options), NullLogger<PlanScrapes>.Instance)
            .RunAsync(definitions is [] ? [Fund, FeedSource] : definitions, "plan", Now, spread, Stop);

    /// <summary>Reads the list of calls as it is said to be a day later.</summary>
    public Task<ScrapeRun> FundSaysAsync(params string[] calls)
    {
        Pages.Put(List, $"[{string.Join(',', calls)}]");
        return NextDayAsync(Fund);
    }

    public Task<ScrapeRun> NextDayAsync(SourceDefinition source)
    {
        Now += Duration.FromDays(1);
        return RunAsync(source);
    }

    public void PutFeed(params string[] references) => Pages.Put(
        Feed,
        $"<rss><channel>{string.Concat(references.Select(r => $"<item><guid>{r}</guid><title>Call {r}</title><link>https://feed.example/{r}</link></item>"))}</channel></rss>",
        "application/rss+xml");

    public void PutDetail(string reference, string closes) => Pages.Put(
        $"https://feed.example/{reference}",
        $"<html><body><dl><dt>Closes</dt><dd>{closes}</dd></dl><article>All about {reference}, which is a call for proposals that anyone may answer.</article></body></html>",
        "text/html");

    public static string Call(string id, string closes = "1 September 2026", string title = "A call", string status = "open", string total = "€ 2 million") =>
        $$"""{"id":"{{id}}","title":"{{title}}","status":"{{status}}","closes":"{{closes}}","total":"{{total}}"}""";

    public static string[] Many(int count, string closes = "1 September 2026") =>
        [.. Enumerable.Range(1, count).Select(n => Call(FormattableString.Invariant($"c{n:D2}"), closes))];

    public async Task<Opportunity> CallAsync(string reference, string source = "fund") =>
        (await Calls.FindAsync(new(source, reference), Stop)).ShouldNotBeNull();

    public async Task<IEnumerable<string>> HistoryAsync(string reference, string source = "fund") =>
        (await Calls.HistoryAsync(new(source, reference), Stop)).Select(c => c is OpportunityChange.Amended amended ? $"Amended {amended.Field}" : c.GetType().Name);

    /// <summary>Takes all told changes off the queue: "reference version".</summary>
    public async Task<IReadOnlyList<string>> ToldAsync()
    {
        var queue = Storage.Account.Queue(ChangeMessage.Queue);
        var told = new List<string>();
        while (await queue.ReceiveAsync(32, Duration.FromMinutes(1), Stop) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var change = message.Read<ChangeMessage>();
                told.Add(FormattableString.Invariant($"{change.Reference} {change.OpportunityVersion}"));
                // As who matches it does.
                await Calls.SettleAsync(new(change.Source, change.Reference), change.OpportunityVersion, Stop);
                await queue.CompleteAsync(message, Stop);
            }
        }
        return [.. told.Order(StringComparer.Ordinal)];
    }

    public void Dispose() => folder.Dispose();
}
