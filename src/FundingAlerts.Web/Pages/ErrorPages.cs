using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Web.Pages;

/// <summary>
/// Gives errors a page. Our own instead of the framework's pair of middlewares: those need services that a bare pipeline lacks.
/// </summary>
internal sealed partial class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            PageFailed(exception, context.GetEndpoint()?.DisplayName ?? "no endpoint");
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentLength = null;
        }
        var response = context.Response;
        if (response is { StatusCode: >= 400, HasStarted: false, ContentLength: null or 0 } && string.IsNullOrEmpty(response.ContentType))
            await WriteAsync(context);
    }

    private static async Task WriteAsync(HttpContext context)
    {
        // Whatever failed half-way must not be cached or take part in the answer.
        context.Response.Headers.CacheControl = "no-store";
        context.SetEndpoint(null);
        var page = new RazorComponentResult<ErrorPage>(new Dictionary<string, object?> { [nameof(ErrorPage.Status)] = context.Response.StatusCode })
        {
            StatusCode = context.Response.StatusCode,
            PreventStreamingRendering = true,
        };
        await page.ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not be shown ({Endpoint}).")]
    private partial void PageFailed(Exception exception, string endpoint);
}
