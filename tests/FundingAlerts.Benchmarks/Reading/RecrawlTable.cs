using System.Globalization;
using System.Text;
using FundingAlerts.Benchmarks.Pages;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Opportunities;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace FundingAlerts.Benchmarks.Reading;

/// <summary>What is asked of the storage when UKRI's sample, a feed and a page for each call, is read for the first time and on the two days after.</summary>
internal static class RecrawlTable
{
    private static readonly string[] Crawls = ["first crawl", "again after an hour", "again after a day", "again after two days"];
    private static readonly Duration[] After = [Duration.Zero, Duration.FromHours(1), Duration.FromDays(1), Duration.FromDays(2)];
    private static readonly Instant Start = Instant.FromUtc(2026, 8, 26, 9, 0);

    public static async Task<string> OfAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"fundingalerts-reading-{Guid.NewGuid():n}");
        try
        {
            using var storage = SqliteStorage.Open(folder, HostClock.System);
            var written = new WrittenStorage(storage.Account);
            var site = new SampleSite();
            var crawls = new List<(ScrapeRun Run, int Sent, IReadOnlyDictionary<(string Place, string What), int> Operations)>();
            foreach (var after in After)
            {
                var run = await ReadAsync(written.Account, site, Start + after, cancellationToken);
                crawls.Add((run, site.TakeSent(), written.Take()));
                await MatchAllAsync(storage.Account, cancellationToken);
            }
            return Of(crawls);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ScrapeRun> ReadAsync(StorageAccount account, SampleSite site, Instant now, CancellationToken cancellationToken)
    {
        var scrape = new ScrapeSource(site, new(account), new(account), account, Options.Create(new ScrapeOptions()), TimeProvider.System, NullLogger<ScrapeSource>.Instance);
        return await scrape.RunAsync(SourceCatalogue.Find("ukri")!, "reading", now, cancellationToken) ?? throw new InvalidOperationException("Somebody else reads the source.");
    }

    // What is not matched is told of again, which is no work of reading.
    private static async Task MatchAllAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        var calls = new OpportunityStore(account);
        var queue = account.Queue(ChangeMessage.Queue);
        while (await queue.ReceiveAsync(16, Duration.FromMinutes(5), cancellationToken) is { Count: > 0 } messages)
        {
            foreach (var message in messages)
            {
                var change = message.Read<ChangeMessage>();
                await calls.SettleAsync(new(change.Source, change.Reference), change.OpportunityVersion, cancellationToken);
                await queue.CompleteAsync(message, cancellationToken);
            }
        }
    }

    private static string Of(List<(ScrapeRun Run, int Sent, IReadOnlyDictionary<(string Place, string What), int> Operations)> crawls)
    {
        var text = new StringBuilder();
        Line("", Crawls);
        text.Append("| --- |").Insert(text.Length, " ---: |", Crawls.Length).AppendLine();
        Line("verdict", crawls.Select(c => c.Run.Verdict.ToString()));
        Line("calls", crawls.Select(c => Number(c.Run.Opportunities)));
        Line("pages sent by the site", crawls.Select(c => Number(c.Sent)));
        Line("pages parsed and read", crawls.Select(c => Number(c.Run.PagesRead!.Value)));
        foreach (var (place, what) in crawls.SelectMany(c => c.Operations.Keys).Distinct().OrderBy(o => o.What == "read").ThenBy(o => o.Place, StringComparer.Ordinal).ThenBy(o => o.What, StringComparer.Ordinal))
            Line($"{place}: {what}", crawls.Select(c => Number(c.Operations.GetValueOrDefault((place, what)))));
        return text.ToString();

        void Line(string name, IEnumerable<string> cells) => text.Append("| ").Append(name).Append(" | ").AppendJoin(" | ", cells).AppendLine(" |");
        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The samples as the site would send them, without validators: whether a page changed is for us to see.</summary>
    private sealed class SampleSite : IPageFetcher
    {
        private int _sent;

        public int TakeSent() => Interlocked.Exchange(ref _sent, 0);

        public Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
        {
            var folder = Path.Combine(Folders.Samples, request.Address.Host + request.Address.AbsolutePath);
            var file = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "index.*").FirstOrDefault() : null;
            if (file is null)
                return Task.FromResult<FetchOutcome>(new FetchOutcome.Failed(new(SourceProblemKind.NotFound, $"{request.Address} is no sample.") { HttpStatus = 404 }));
            _sent++;
            return Task.FromResult<FetchOutcome>(new FetchOutcome.Fetched(new(request.Address, "", "utf-8", File.ReadAllBytes(file)), new(null, null)));
        }
    }
}
