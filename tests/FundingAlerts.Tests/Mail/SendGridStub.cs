using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NJsonSchema;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Mail;

/// <summary>Answers POST /v3/mail/send on loopback as SendGrid documents it: a request of another shape is 400, and remembered.</summary>
internal sealed class SendGridStub : IAsyncDisposable
{
    public const string Key = "SG.test";
    public static readonly Instant Now = Instant.FromUtc(2026, 8, 24, 7, 0);
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new();

    private SendGridStub(WebApplication app) => _app = app;

    /// <summary>The bodies of all requests, good or not.</summary>
    public ConcurrentQueue<JsonElement> Requests { get; } = new();

    /// <summary>What is wrong with their shape.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>What is answered to a request of the right shape; null: 202.</summary>
    public Func<HttpContext, JsonElement, Task<bool>> Answer { get; set; } = (_, _) => Task.FromResult(false);

    public static async Task<SendGridStub> StartAsync()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "Mail", "sendgrid-mail-send.schema.json"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var stub = new SendGridStub(builder.Build());
        stub._app.MapPost("/v3/mail/send", context => stub.SendAsync(context, schema));
        await stub._app.StartAsync();
        return stub;
    }

    public SendGridMailer Mailer(string key = Key, bool sandbox = false) => new(
        new(key) { Host = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(), Sandbox = sandbox },
        new("alerts@example.org", "FundingAlerts"),
        () => new HttpClient(_handler, disposeHandler: false),
        new FakeClock(Now));

    public async ValueTask DisposeAsync()
    {
        _handler.Dispose();
        await _app.DisposeAsync();
    }

    private async Task SendAsync(HttpContext context, JsonSchema schema)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        var request = JsonElement.Parse(body);
        Requests.Enqueue(request);
        foreach (var fault in schema.Validate(body))
            Faults.Enqueue(fault.ToString());
        if (!Faults.IsEmpty)
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        else if (!await Answer(context, request))
            context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
