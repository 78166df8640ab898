using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Mail;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Tests.Storage;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Web.Subscribing;

/// <summary>The whole site over real embedded storage, with real letters, a browser without scripts, and a clock that stands still.</summary>
internal sealed class SubscribingWorld : IAsyncDisposable
{
    public static readonly Uri Site = new("https://alerts.example.org/");
    private readonly SqliteFolder _folder = new();
    private readonly IHost _host;

    private SubscribingWorld()
    {
        _folder.Clock.Reset(Instant.FromUtc(2026, 8, 24, 7, 10));
        Mails = new(() => new EmlFolder(Outbox, new("FundingAlerts", "alerts@example.org"), Clock));
        _host = new HostBuilder()
            .ConfigureWebHost(web => web
                .UseTestServer()
                .ConfigureServices(services =>
                {
                    services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
                    services.AddLocalFundingAlerts(new(Outbox, SourceCatalogue.Shipped) { Site = Site }, _folder.Account(), Clock);
                    services.AddSingleton<IMailer>(Mails);
                })
                .Configure(app => app
                    .Use((HttpContext context, RequestDelegate next) =>
                    {
                        context.Connection.RemoteIpAddress = Network;
                        return next(context);
                    })
                    .UseFundingAlerts()))
            .Build();
    }

    public FakeClock Clock => _folder.Clock;

    public string Outbox => Path.Combine(_folder.Path, "outbox");

    public SentEmails Mails { get; }

    public HttpClient Browser { get; private set; } = null!;

    /// <summary>Where requests come from.</summary>
    public IPAddress Network { get; set; } = IPAddress.Parse("192.0.2.7");

    public static async Task<SubscribingWorld> StartAsync()
    {
        var world = new SubscribingWorld();
        await world._host.StartAsync();
        world.Browser = world._host.GetTestClient();
        world.Browser.BaseAddress = Site;
        return world;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Stores calls as a source says them now, without matching: it was all there before anybody came.</summary>
    public async Task KnowAsync(params Opportunity[] calls)
    {
        foreach (var call in calls)
        {
            var seen = call with { Sightings = [new(call.Id.Source, call.Address, Clock.GetCurrentInstant(), Clock.GetCurrentInstant())] };
            await Get<OpportunityStore>().SaveAsync(OpportunityDifference.Between(null, seen, Clock.GetCurrentInstant()), default);
        }
    }

    public async Task<WorkDone> DrainAsync()
    {
        var done = await Get<QueueDrain>().DrainAsync(null, handBack: false, default);
        done.Failures.ShouldBe(0);
        return done;
    }

    public async Task<WorkDone> MailDigestsAsync()
    {
        await Get<PlanDigests>().RunAsync("t", Clock.GetCurrentInstant(), default);
        return await DrainAsync();
    }

    /// <summary>Somebody who is subscribed already.</summary>
    public async Task<Subscriber> SubscribedAsync(string id, string query = "neuromorph*", string name = "")
    {
        var reader = new Subscriber(id, $"{id}@example.org", name, "en", Zones.London, Cadence.DailyAt(8));
        await Get<SubscriberStore>().SaveAsync(reader, [new($"{id}-1", id, "Interest", query)], default);
        return reader;
    }

    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> GetAsync(string path)
    {
        using var response = await Browser.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return (response.StatusCode, await PageAsync(response));
    }

    public async Task<(HttpStatusCode Status, IHtmlDocument Page)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var response = await SendAsync(path, fields);
        if (response.StatusCode == HttpStatusCode.Redirect)
            return await GetAsync(response.Headers.Location!.OriginalString);
        return (response.StatusCode, await PageAsync(response));
    }

    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new StringContent(string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}")), Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Browser.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content);
    }

    /// <summary>The links of a mail that lead to our pages, from both its parts.</summary>
    public static IReadOnlyList<string> LinksIn(Letter letter) =>
    [
        .. new HtmlParser().ParseDocument(letter.Html).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!)
            .Concat(letter.Text.Split('\n').Select(l => l.Trim()))
            .Append(letter.Headers.GetValueOrDefault("List-Unsubscribe", "").Trim('<', '>'))
            .Where(link => link.StartsWith(Site.AbsoluteUri, StringComparison.Ordinal))
            .Distinct(),
    ];

    public static string LinkIn(Letter letter, string part) => LinksIn(letter).First(l => l.Contains(part, StringComparison.Ordinal));

    /// <summary>All rows of all tables: what a request may not change.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var name in StorageContents.Tables)
        {
            await foreach (var row in Get<StorageAccount>().Table(name).ScanAllAsync(default))
                rows.Add($"{name} {row.Partition} {row.Key} {row.ETag}");
        }
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        _folder.Dispose();
    }

    private static async Task<IHtmlDocument> PageAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
}
