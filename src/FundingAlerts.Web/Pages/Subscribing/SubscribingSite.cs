using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>
/// The pages on which people subscribe and change their mind. There are no cookies, so a forged form of another site can do
/// nothing that its author could not do: what a link does needs its seal, and a GET changes nothing.
/// </summary>
public static class SubscribingSite
{
    internal static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapSubscribing(this IEndpointRouteBuilder endpoints)
    {
        SubscribeEndpoints.Map(endpoints);
        var own = endpoints.MapGroup("").AddEndpointFilter(KeepPrivateAsync);
        ConfirmEndpoints.Map(own);
        SettingsEndpoints.Map(own);
        StopEndpoints.Map(own);
        CallEndpoints.Map(own);
        return endpoints;
    }

    /// <summary>A mail's own HTML, for a frame in which nothing runs and from which all links lead out.</summary>
    internal static IResult Mail(HttpContext context, string html)
    {
        SecurityHeaders.ForMail(context.Response.Headers);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return TypedResults.Content(html.Replace("<head>", "<head><base target=\"_blank\">", StringComparison.OrdinalIgnoreCase), "text/html; charset=utf-8");
    }

    // What a person's own link shows is for nobody's cache and no search engine.
    internal static async ValueTask<object?> KeepPrivateAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        return await next(context);
    }
}
