using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Local.Demo;

/// <summary>
/// Serves the recorded world of <c>samples/</c> on loopback under the sites' own host names. The first day's files lie in
/// sites/&lt;host&gt;, those of the second day over them in day-2/&lt;host&gt;; X.gone answers 410 for X.
/// </summary>
internal sealed class SampleSites : IAsyncDisposable
{
    private static readonly (string Extension, string MediaType)[] Kinds =
        [(".html", "text/html; charset=utf-8"), (".xml", "application/rss+xml; charset=utf-8"), (".json", "application/json; charset=utf-8"), (".txt", "text/plain; charset=utf-8")];

    private readonly WebApplication _app;

    private SampleSites(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Every host that has a folder is answered from here, every other one not at all.</summary>
    public Uri Reroute(Uri address) => new UriBuilder(address) { Scheme = "http", Host = Address.Host, Port = Address.Port }.Uri;

    public static async Task<SampleSites> StartAsync(string samples, int day, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var roots = Enumerable.Range(2, Math.Max(0, day - 1)).Reverse()
            .Select(d => Path.Combine(samples, FormattableString.Invariant($"day-{d}")))
            .Append(Path.Combine(samples, "sites"))
            .Select(Path.GetFullPath)
            .ToList();
        app.Run(context => AnswerAsync(context, roots));
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new(address));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, IReadOnlyList<string> roots)
    {
        // The most particular file first, and of two the later day's.
        foreach (var candidate in Candidates(context.Request))
        {
            foreach (var root in roots)
            {
                var path = Path.GetFullPath(Path.Combine(root, candidate));
                if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    continue;
                if (File.Exists(path + ".gone"))
                {
                    context.Response.StatusCode = StatusCodes.Status410Gone;
                    return;
                }
                if (File.Exists(path))
                {
                    await SendAsync(context, path);
                    return;
                }
            }
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task SendAsync(HttpContext context, string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, context.RequestAborted);
        var etag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes), 0, 8)}\"";
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = Kinds.FirstOrDefault(k => path.EndsWith(k.Extension, StringComparison.Ordinal)).MediaType;
        context.Response.Headers.ETag = etag;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // /feed/ is feed/index.xml; /subsidies?page=0 is subsidies/page=0.json; /robots.txt is itself.
    private static IEnumerable<string> Candidates(HttpRequest request)
    {
        var at = Path.Combine(request.Host.Host, request.Path.Value!.Trim('/'));
        yield return at;
        foreach (var (extension, _) in Kinds)
        {
            foreach (var number in request.Query.Where(q => q.Key.StartsWith("page", StringComparison.OrdinalIgnoreCase)))
                yield return Path.Combine(at, $"{number.Key}={number.Value}{extension}");
        }
        foreach (var (extension, _) in Kinds)
            yield return Path.Combine(at, $"index{extension}");
    }
}
