using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Tests.Scraping.Fetching;

/// <summary>A web server on 127.0.0.1 that answers as the test says; without a script it has no robots.txt and no pages.</summary>
internal sealed class ScriptedSite : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<HttpContext, Task>> scripts = new();
    private readonly TimeProvider time;
    private readonly WebApplication server;
    private int underWay;

    private ScriptedSite(TimeProvider time)
    {
        this.time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    public ConcurrentQueue<SeenRequest> Seen { get; } = new();

    public int MostAtOnce { get; private set; }

    public Uri Address => new(server.Urls.Single());

    public IEnumerable<SeenRequest> Pages => Seen.Where(r => r.Path != "/robots.txt");

    public static async Task<ScriptedSite> StartAsync(TimeProvider time)
    {
        var site = new ScriptedSite(time);
        await site.server.StartAsync();
        return site;
    }

    /// <param name="path">Of any host ("/robots.txt") or of one ("a.example/robots.txt").</param>
    public void On(string path, Func<HttpContext, Task> answer) => scripts[path] = answer;

    public void On(string path, string body, string type = "text/html; charset=utf-8") =>
        On(path, context =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });

    public void OnStatus(string path, params int[] statuses)
    {
        var turn = -1;
        On(path, context =>
        {
            context.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref turn), statuses.Length - 1)];
            return Task.CompletedTask;
        });
    }

    public void OnRedirect(string path, string location, int status = 302) =>
        On(path, context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

    /// <summary>Waits until the client has had enough.</summary>
    public static async Task HangAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var at = Interlocked.Increment(ref underWay);
        MostAtOnce = Math.Max(MostAtOnce, at);
        var request = context.Request;
        using var body = new StreamReader(request.Body, Encoding.UTF8);
        var seen = new SeenRequest(
            request.Method,
            request.Host.Value!,
            request.Path + request.QueryString,
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await body.ReadToEndAsync())
        {
            Start = time.GetUtcNow(),
        };
        Seen.Enqueue(seen);
        try
        {
            if (scripts.TryGetValue(request.Host.Host + request.Path, out var ofHost))
                await ofHost(context);
            else if (scripts.TryGetValue(request.Path, out var answer))
                await answer(context);
            else
                context.Response.StatusCode = 404;
        }
        finally
        {
            seen.End = time.GetUtcNow();
            Interlocked.Decrement(ref underWay);
        }
    }
}

internal sealed record SeenRequest(string Method, string Host, string Path, IDictionary<string, string> Headers, string Body)
{
    public DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; set; }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm:ss} {Method} {Host}{Path}");
}
