using System.Text.Encodings.Web;
using System.Text.Json;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using FundingAlerts.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Scraping;

/// <summary>All sample pages through a whole run, as the calls that come of them.</summary>
public sealed class SampleGoldenTests
{
    private static readonly JsonSerializerOptions Readable = new(StoredJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("eu-funding-tenders")]
    [InlineData("rvo")]
    [InlineData("ukri")]
    public async Task The_sample_pages_become_these_calls(string id)
    {
        using var folder = new SqliteFolder();
        var account = folder.Account();
        var calls = new FundingAlerts.Opportunities.OpportunityStore(account);
        var scrape = new ScrapeSource(new SamplePages(), new(account), calls, account, Options.Create(new ScrapeOptions()), new FakeTimeProvider(), NullLogger<ScrapeSource>.Instance);
        var now = Instant.FromUtc(2026, 8, 24, 7, 0);

        var run = await scrape.RunAsync(SourceCatalogue.Find(id)!, "test", now, TestContext.Current.CancellationToken);

        run!.Verdict.ShouldBe(ScrapeVerdict.Changed, run.Problem?.Message);
        run.Notes.ShouldBeEmpty();
        var read = await calls.AllAsync(id, TestContext.Current.CancellationToken);
        GoldenFile.Check($"{id}.golden.json", JsonSerializer.Serialize(read.Select(c => new { status = c.StatusAt(now), call = c }), Readable) + "\n");
    }

    private sealed class SamplePages : IPageFetcher
    {
        private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "samples", "sites");

        public Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
        {
            var at = Path.Combine(Root, request.Address.Host, request.Address.AbsolutePath.Trim('/'));
            var numbers = request.Address.Query.TrimStart('?').Split('&').Where(q => q.StartsWith("page", StringComparison.Ordinal)).Select(q => $"{q}.json");
            var file = numbers.Concat(["index.html", "index.xml"]).Select(n => Path.Combine(at, n)).FirstOrDefault(File.Exists);
            FetchOutcome outcome = file is null
                ? new FetchOutcome.Failed(new(SourceProblemKind.NotFound, $"No sample for {request.Address}."))
                : new FetchOutcome.Fetched(new(request.Address, "", "utf-8", File.ReadAllBytes(file)), new(null, null));
            return Task.FromResult(outcome);
        }
    }
}
