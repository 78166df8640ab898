using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FundingAlerts.Tests.Web;

/// <summary>The made-up site in a host, and a client for it.</summary>
public abstract class SitePages : IAsyncLifetime
{
    private IHost _host = null!;

    protected HttpClient Client { get; private set; } = null!;

    private protected MadeUpSite Content { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _host = await new HostBuilder()
            .ConfigureWebHost(web => web
                .UseTestServer()
                .ConfigureServices(services => services.AddFundingAlertsWeb().AddSingleton<SiteContent>(Content))
                .Configure(app => app.UseFundingAlerts()))
            .StartAsync(TestContext.Current.CancellationToken);
        Client = _host.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<IHtmlDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, html);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        return new HtmlParser().ParseDocument(html);
    }

    protected static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
