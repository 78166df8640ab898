using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Web.Pages;

/// <summary>Headers on every answer, and HEAD answered as GET without its body.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Site =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string Mail =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Site;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (HttpMethods.IsHead(context.Request.Method))
            context.Response.Body = Stream.Null;
        await next(context);
    }

    /// <summary>A mail's own HTML: its inline styles may work, nothing may load or run, and only our page may frame it.</summary>
    public static void ForMail(IHeaderDictionary headers) => headers.ContentSecurityPolicy = Mail;
}
