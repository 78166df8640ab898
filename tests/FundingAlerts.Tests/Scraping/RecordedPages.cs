using System.Text;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Scraping;

/// <summary>A web that holds just what a test put there; any other address is a mistake of the test.</summary>
internal sealed class RecordedPages : IPageFetcher
{
    private readonly Dictionary<string, Func<PageRequest, FetchOutcome>> pages = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    /// <summary>Called before each answer.</summary>
    public Action<PageRequest> Before { get; set; } = _ => { };

    public RecordedPages Put(string address, string body, string type = "application/json")
    {
        pages[address] = _ => new FetchOutcome.Fetched(new(new(address), type, "utf-8", Encoding.UTF8.GetBytes(body)), new(null, null));
        return this;
    }

    /// <summary>A page that the server knows by an ETag.</summary>
    public RecordedPages PutTagged(string address, string body, string etag, string type)
    {
        pages[address] = request => request.Validators?.ETag == etag
            ? new FetchOutcome.NotModified()
            : new FetchOutcome.Fetched(new(new(address), type, "utf-8", Encoding.UTF8.GetBytes(body)), new(etag, null));
        return this;
    }

    public RecordedPages CopyFrom(RecordedPages other, string address)
    {
        pages[address] = other.pages[address];
        return this;
    }

    public RecordedPages Fail(string address, SourceProblemKind kind, int? status = null)
    {
        pages[address] = _ => new FetchOutcome.Failed(new(kind, $"{address}: {kind}.") { HttpStatus = status });
        return this;
    }

    public Task<FetchOutcome> FetchAsync(PageRequest request, CancellationToken cancellationToken)
    {
        Before(request);
        Asked.Add(request.Address.AbsoluteUri);
        return pages.TryGetValue(request.Address.AbsoluteUri, out var answer)
            ? Task.FromResult(answer(request))
            : throw new InvalidOperationException($"Nobody recorded {request.Address}.");
    }
}
