using System.Net;
using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Delivery.SendGrid;
using FundingAlerts.Interests;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Delivery.SendGrid;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Web.Hooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Tests.Web;

/// <summary>What SendGrid posts, from the signature to the subscriber's state.</summary>
public sealed class DeliveryHooksTests : IDisposable
{
    private readonly DigestWorld _world = new();
    private readonly SignedBody _sendGrid = new();
    private readonly StringBuilder _log = new();

    public void Dispose()
    {
        _world.Dispose();
        _sendGrid.Dispose();
    }

    [Fact]
    public async Task A_signed_complaint_is_kept_queued_and_suppresses_once_noted()
    {
        await SendMailAsync();
        await using var site = await StartAsync();
        (await PostAsync(site, Event("spamreport", "e1"))).ShouldBe(HttpStatusCode.NoContent);

        (await QueuedAsync()).ShouldBe(1);
        (await AnnAsync()).State.ShouldBe(SubscriberState.Confirmed); // the work is the queue's
        await _world.DrainAsync();
        (await AnnAsync()).State.ShouldBe(SubscriberState.Suppressed);
        _log.ToString().ShouldContain("1 new, 0 known or of no mail of ours, 0 ignored");
        _log.ToString().ShouldNotContain("example.org");
    }

    [Fact]
    public async Task Posted_again_it_is_one_event()
    {
        await SendMailAsync();
        await using var site = await StartAsync();
        var body = Event("bounce\",\"type\":\"blocked", "e1");
        for (var i = 0; i < 3; i++)
            (await PostAsync(site, body)).ShouldBe(HttpStatusCode.NoContent);
        await _world.DrainAsync();
        (await _world.OutboxAsync("ann")).Single().SoftBounces.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_signed_tampered_with_or_stale_is_refused_and_changes_nothing()
    {
        await SendMailAsync();
        await using var site = await StartAsync();
        var body = Event("spamreport", "e1");
        var now = SignedBody.TimestampOf(Now);
        var old = SignedBody.TimestampOf(Now - Duration.FromMinutes(11));
        using var other = new SignedBody();
        (await PostAsync(site, body, null, null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(site, body, now, "garbage")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(site, body, now, other.Sign(now, Encoding.UTF8.GetBytes(body)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(site, body + " ", now, _sendGrid.Sign(now, Encoding.UTF8.GetBytes(body)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(site, body, old, _sendGrid.Sign(old, Encoding.UTF8.GetBytes(body)))).ShouldBe(HttpStatusCode.Unauthorized);

        (await QueuedAsync()).ShouldBe(0);
        (await _world.Get<DeliveryLog>().OfAsync("ann", default)).Single().Events.ShouldBeEmpty();
        _log.ToString().ShouldContain("its signature is Stale");
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_whether_it_says_so_or_not()
    {
        await using var site = await StartAsync();
        var body = new string(' ', EventBatch.MostBytes + 1);
        (await PostAsync(site, body)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(site, body, isChunked: true)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(site, "[" + new string(' ', EventBatch.MostBytes - 2) + "]", isChunked: true)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_is_signed_and_no_list_is_a_bad_request()
    {
        await using var site = await StartAsync();
        (await PostAsync(site, "{}")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Without_a_key_there_is_no_such_page_and_reading_is_none_either()
    {
        await using var without = await StartAsync(hasKey: false);
        (await PostAsync(without, "[]")).ShouldBe(HttpStatusCode.NotFound);
        await using var site = await StartAsync();
        (await site.GetTestClient().GetAsync(new Uri(DeliveryHooks.SendGridPath, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private string Event(string kind, string id) =>
        $$"""[{"event":"{{kind}}","email":"ann@example.org","timestamp":{{SignedBody.TimestampOf(Now)}},"sg_event_id":"{{id}}","delivery":"ann-2026-08-24","subscriber":"ann"}]""";

    private Task<HttpStatusCode> PostAsync(WebApplication site, string body, bool isChunked = false)
    {
        var timestamp = SignedBody.TimestampOf(Now);
        return PostAsync(site, body, timestamp, _sendGrid.Sign(timestamp, Encoding.UTF8.GetBytes(body)), isChunked);
    }

    private static async Task<HttpStatusCode> PostAsync(WebApplication site, string body, string? timestamp, string? signature, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, DeliveryHooks.SendGridPath) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (isChunked)
        {
            request.Headers.TransferEncodingChunked = true;
            request.Content.Headers.ContentLength = null;
        }
        if (timestamp is not null)
            request.Headers.Add(EventSignature.TimestampHeader, timestamp);
        if (signature is not null)
            request.Headers.Add(EventSignature.SignatureHeader, signature);
        return (await site.GetTestClient().SendAsync(request)).StatusCode;
    }

    private async Task<WebApplication> StartAsync(bool hasKey = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(new Lines(_log));
        builder.Services.AddSingleton(_world.Get<DeliveryLog>()).AddSingleton<IClock>(_world.Clock);
        if (hasKey)
            builder.Services.AddSingleton(_sendGrid.Signature);
        var site = builder.Build();
        site.MapDeliveryHooks();
        await site.StartAsync();
        return site;
    }

    private async Task SendMailAsync()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
    }

    private async Task<int> QueuedAsync() => (await _world.Get<StorageAccount>().Queue(DeliveryEventMessage.Queue).DepthAsync(default)).Waiting;

    private async Task<Subscriber> AnnAsync() => (await _world.Get<SubscriberStore>().FindAsync("ann", default))!;

    private sealed class Lines(StringBuilder log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log)
                log.AppendLine(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
