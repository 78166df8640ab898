using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Reads all pages of a source's listing, or finds that it has not changed.</summary>
internal sealed class ListingReading(IPageFetcher fetcher, SourceStore sources)
{
    /// <param name="Rows">Reference → row, each once.</param>
    internal sealed record Result(IReadOnlyDictionary<string, Listing> Rows, Validators? Validators, string? Fingerprint, SourceProblem? Problem);

    public async Task<Result> ReadAsync(
        SourceDefinition source, SourceState state, Dictionary<string, KnownRow> known, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, Listing>(StringComparer.Ordinal);
        var recipe = source.TextHash;
        // Validators speak of one page; and of one definition, which may have been mended since.
        var validators = source.Paging is null && state.Fingerprint?.StartsWith(recipe, StringComparison.Ordinal) == true ? state.Validators : null;
        var fingerprint = new StringBuilder(recipe);
        Validators? received = null;
        var paging = source.Paging ?? new PagingRule(1, 1, 1);
        for (var turn = 0; turn < paging.Max; turn++)
        {
            var request = Request(source, paging.From + (turn * paging.Step)) with { Validators = validators };
            switch (await fetcher.FetchAsync(request, cancellationToken))
            {
                case FetchOutcome.Failed failed:
                    return new(rows, null, null, failed.Problem);
                case FetchOutcome.NotModified:
                    return new(Listed(known), state.Validators, state.Fingerprint, null);
                case FetchOutcome.Fetched fetched:
                    var hash = Convert.ToHexString(SHA256.HashData(fetched.Page.Body.Span));
                    await sources.KeepSnapshotAsync(source.Id, hash, fetched.Page.Body, cancellationToken);
                    fingerprint.Append(hash);
                    received = fetched.Validators;
                    if (source.Paging is null && fingerprint.ToString() == state.Fingerprint)
                        return new(Listed(known), received, state.Fingerprint, null);
                    var page = PageReader.ReadListing(source, fetched.Page);
                    if (page.Problem is { } problem)
                        return new(rows, null, null, problem);
                    var fresh = page.Rows.Where(r => r.First(FieldNames.Reference) is { } reference && rows.TryAdd(reference, r)).Count();
                    if (fresh == 0)
                        return new(rows, null, fingerprint.ToString(), null);
                    break;
            }
        }
        return new(rows, source.Paging is null ? received : null, fingerprint.ToString(), null);
    }

    private static Dictionary<string, Listing> Listed(Dictionary<string, KnownRow> known) =>
        known.Where(k => k.Value.Listed).ToDictionary(k => k.Key, k => k.Value.Row, StringComparer.Ordinal);

    private static PageRequest Request(SourceDefinition source, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        string Fill(string template) => template.Replace("${page}", number, StringComparison.Ordinal);
        return new(new(Fill(source.Request.Url)))
        {
            Parts = source.Request.Parts?.Select(p => new RequestPart(p.Key, "application/json", Fill(p.Value.ToJsonString()))).ToList(),
            Headers = source.Request.Headers ?? new Dictionary<string, string>(),
            Delay = source.Delay?.ToTimeSpan(),
        };
    }
}
