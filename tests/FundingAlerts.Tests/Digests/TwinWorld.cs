using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Sources;
using FundingAlerts.Tests.Scraping;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>Sites that show the same calls, read, matched and mailed for "ann", who wants all of them.</summary>
internal sealed class TwinWorld : IDisposable
{
    // Title, address and dates as recorded on 20 August 2026.
    public const string Adopt = "ADOPT Facilitator Support Grant: Round 11";
    public const string AdoptAtUkri = "https://www.ukri.org/opportunity/adopt-facilitator-support-grant-round-11/";
    public const string AdoptAtInnovate = "https://apply-for-innovation-funding.service.gov.uk/competition/2556/overview/ff6d6e0a-92ee-4719-a0fb-2e4bc2aa9c4d";
    public const string August = "30 August 2026 11:00am UK time";
    public const string September = "30 September 2026";

    public static readonly OpportunityId Ukri = new("ukri", AdoptAtUkri);
    public static readonly OpportunityId Innovate = new("innovate-uk", AdoptAtInnovate);
    public static readonly OpportunityId List = new("list", AdoptAtUkri);

    private const string Yaml = """
        version: 1
        id: ID
        name: Made-up
        home: https://ID.example/
        country: GB
        language: en
        zone: Europe/London
        evidence: { level: recorded, date: 2026-08-20 }
        AGGREGATOR
        request: { url: https://ID.example/calls }
        response: json
        rows: { path: '$[*]' }
        fields:
          reference: { path: $.url }
          title: { path: $.title }
          address: { path: $.url }
          closes: { path: $.closes }
          total: { path: $.total }
          funder: { path: $.funder }
        contract: { minRows: 0 }
        """;

    public TwinWorld()
    {
        Digests = new(50, Define("ukri"), Define("innovate-uk"), Define("eureka"), Define("rvo"), Define("list", isAggregator: true));
    }

    public DigestWorld Digests { get; }

    public TwinStore Twins => Digests.Get<TwinStore>();

    public IEnumerable<string> Told => Digests.Mails.Letters.Select(DigestWorld.Say);

    /// <summary>The last digest that was composed with something in it.</summary>
    public Digest Last => Digests.Written.Values.MaxBy(d => d.ComposedAt)!;

    private static SourceDefinition Define(string id, bool isAggregator = false) =>
        ScrapingWorld.Define(Yaml.Replace("AGGREGATOR", isAggregator ? "aggregator: true" : "aggregator: false", StringComparison.Ordinal), id);

    public void Says(string source, params (string Url, string Title, string Closes)[] calls) => Digests.Pages.Put(
        $"https://{source}.example/calls",
        $"[{string.Join(',', calls.Select(c => $$"""{"url":"{{c.Url}}","title":"{{c.Title}}","closes":"{{c.Closes}}","funder":"{{(source is "rvo" or "eureka" ? "Eureka" : "Innovate UK")}}"}"""))}]");

    public async Task ReadAsync(params string[] sources)
    {
        foreach (var source in sources)
        {
            await Digests.ScrapeAsync(source);
            (await Digests.DrainAsync()).Failures.ShouldBe(0);
        }
    }

    public async Task NextDayAsync()
    {
        await MailAsync();
        Digests.Clock.Advance(Duration.FromDays(1));
    }

    public async Task MailAsync() => (await Digests.RunDigestsAsync()).Failures.ShouldBe(0);

    public async Task<IReadOnlyList<string>> GroupAsync(OpportunityId id) => [.. (await Twins.GroupAsync(id, default)).Select(i => i.Source)];

    public async Task WithdrawAsync(string source)
    {
        var id = source == "ukri" ? Ukri : Innovate;
        var store = Digests.Get<OpportunityStore>();
        await store.SaveAsync(OpportunityDifference.Withdraw((await store.FindAsync(id, default))!, Digests.Clock.GetCurrentInstant()), default);
        await store.TellPendingAsync(source, Digests.Clock.GetCurrentInstant(), (call, version) => Digests.SendAsync(new ChangeMessage(1, "t", call.Source, call.Reference, version)), default);
        await Digests.DrainAsync();
    }

    // Lines are wrapped.
    public static string OneLine(Letter letter) => string.Join(' ', letter.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public void SitesDisagree()
    {
        Says("ukri", (AdoptAtUkri, Adopt, August));
        Says("innovate-uk", (AdoptAtInnovate, Adopt, September));
    }

    public void Dispose() => Digests.Dispose();
}
