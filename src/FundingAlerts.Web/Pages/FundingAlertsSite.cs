using System.Diagnostics;
using FundingAlerts.Web.Feeds;
using FundingAlerts.Web.Hooks;
using FundingAlerts.Web.Pages.Subscribing;
using FundingAlerts.Web.Pages.Subscribing.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FundingAlerts.Web.Pages;

/// <summary>
/// The site as one pipeline: the local host runs it, and so does whatever hands an HttpContext to the delegate of
/// <see cref="BuildFundingAlerts"/>. It needs a <see cref="SiteContent"/>, logging, and nothing of WebApplication.
/// </summary>
public static class FundingAlertsSite
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddFundingAlertsWeb(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddRazorComponents();
        services.TryAddSingleton<PersonalCalendar>();
        // Routing and the components ask for these; a host brings them along, a bare pipeline does not.
        services.TryAddSingleton(_ => new DiagnosticListener("FundingAlerts.Web"));
        services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
        services.TryAddSingleton<IWebHostEnvironment, BareEnvironment>();
        return services;
    }

    /// <summary>Security headers, error pages, routing and endpoints, in this order.</summary>
    public static IApplicationBuilder UseFundingAlerts(this IApplicationBuilder app) => app
        .UseMiddleware<SecurityHeaders>()
        .UseFundingAlertsErrors()
        .UseRouting()
        .UseEndpoints(endpoints => endpoints.MapFundingAlerts());

    /// <summary>A page for every error that has none: exceptions, 404 and the like.</summary>
    public static IApplicationBuilder UseFundingAlertsErrors(this IApplicationBuilder app) => app.UseMiddleware<ErrorPages>();

    /// <summary>The whole site as one delegate, for hosts without a web application of their own.</summary>
    public static RequestDelegate BuildFundingAlerts(this IServiceProvider services) =>
        new ApplicationBuilder(services).UseFundingAlerts().Build();

    public static IEndpointRouteBuilder MapFundingAlerts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", Read, CallsAsync);
        endpoints.MapMethods("/calls/{source}/{**reference}", Read, CallAsync);
        var mails = endpoints.MapGroup("/mails").AddEndpointFilter(OnlyWhereShownAsync);
        mails.MapMethods("", Read, MailsAsync);
        mails.MapMethods("/{id}", Read, MailAsync);
        mails.MapMethods("/{id}/html", Read, MailHtmlAsync);
        endpoints.MapMethods("/sources", Read, SourcesAsync);
        endpoints.MapMethods("/health/live", Read, () => TypedResults.Text("alive"));
        endpoints.MapMethods(Stylesheet.Path, Read, Style);
        endpoints.MapFeeds();
        endpoints.MapSubscribing();
        endpoints.MapTeams();
        endpoints.MapDeliveryHooks();
        return endpoints;
    }

    private static async Task<IResult> CallsAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken)
    {
        var filter = CallFilter.Read(context.Request.Query);
        var list = CallList.Of(await content.CallsAsync(cancellationToken), filter, content.Now, await content.TopicsAsync(cancellationToken));
        var sources = await content.SourcesAsync(cancellationToken);
        return Page<CallsPage>(new()
        {
            [nameof(CallsPage.Filter)] = filter,
            [nameof(CallsPage.List)] = list,
            [nameof(CallsPage.SourceNames)] = sources.ToDictionary(s => s.Id, s => s.Name, StringComparer.Ordinal),
            [nameof(CallsPage.Words)] = Words(content),
        });
    }

    private static async Task<IResult> CallAsync(string source, string? reference, SiteContent content, CancellationToken cancellationToken) =>
        await content.CallAsync(CallLink.From(source, reference ?? ""), cancellationToken) is { } history
            ? Page<CallPage>(new() { [nameof(CallPage.History)] = history, [nameof(CallPage.Words)] = Words(content) })
            : TypedResults.NotFound();

    private static async Task<IResult> MailsAsync(SiteContent content, CancellationToken cancellationToken) => Page<MailsPage>(new()
    {
        [nameof(MailsPage.Mails)] = (await content.MailsAsync(cancellationToken)).OrderByDescending(m => m.SentAt).ToList(),
        [nameof(MailsPage.Words)] = Words(content),
    });

    private static async Task<IResult> MailAsync(string id, string? part, SiteContent content, CancellationToken cancellationToken) =>
        await content.MailAsync(id, cancellationToken) is { } mail
            ? Page<MailPage>(new()
            {
                [nameof(MailPage.Copy)] = mail,
                [nameof(MailPage.IsText)] = part == "text",
                [nameof(MailPage.Words)] = Words(content),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> MailHtmlAsync(string id, HttpContext context, SiteContent content, CancellationToken cancellationToken)
    {
        if (await content.MailAsync(id, cancellationToken) is not { } mail)
            return TypedResults.NotFound();
        SecurityHeaders.ForMail(context.Response.Headers);
        // Links lead out of the frame, whatever the mail says.
        return TypedResults.Content(
            mail.Html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.OrdinalIgnoreCase),
            "text/html; charset=utf-8");
    }

    private static async ValueTask<object?> OnlyWhereShownAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.RequestServices.GetRequiredService<SiteContent>().ShowsMails ? await next(context) : TypedResults.NotFound();

    private static async Task<IResult> SourcesAsync(SiteContent content, CancellationToken cancellationToken) => Page<SourcesPage>(new()
    {
        [nameof(SourcesPage.Sources)] = (await content.SourcesAsync(cancellationToken)).OrderBy(s => s.Name, StringComparer.Ordinal).ToList(),
        [nameof(SourcesPage.Words)] = Words(content),
    });

    private static FileContentHttpResult Style(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.Bytes(Stylesheet.Content, "text/css; charset=utf-8");
    }

    private static RazorComponentResult<T> Page<T>(Dictionary<string, object?> parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { PreventStreamingRendering = true };

    private static Wording.CallWording Words(SiteContent content) => new(Wording.Phrasebook.English, content.Zone, content.Now);
}
