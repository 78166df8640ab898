using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>
/// The link to stop. Whoever has it can stop, pause and slow down the mails, and take that back, but not see the settings. A
/// mailbox's own POST (RFC 8058: List-Unsubscribe=One-Click) stops at once.
/// </summary>
internal static class StopEndpoints
{
    private const int PauseDays = 28;

    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/me/{id}/stop", SubscribingSite.Read, ShowAsync);
        own.MapPost("/me/{id}/stop", ActAsync);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Stop, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        var book = visitor.Asked.Book;
        return visitor.Reader.State switch
        {
            SubscriberState.Suppressed => Page(visitor, book.StoppedTitle, book.State(SubscriberState.Suppressed, null), StopChoice.None),
            SubscriberState.Unsubscribed => Page(visitor, book.StoppedTitle, book.StoppedSays, StopChoice.Return),
            _ => Page(visitor, book.StopTitle, book.StopSays, StopChoice.Stop),
        };
    }

    private static async Task<IResult> ActAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Stop, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        // Whatever a mailbox sends in its own way, it asks to stop.
        var form = await Asked.FormAsync(context, visitor.Reader, cancellationToken) ?? visitor.Asked;
        var (book, now) = (visitor.Asked.Book, desk.Now);
        switch (form["do"])
        {
            case "return":
                await desk.Preferences.ReturnAsync(id, now, cancellationToken);
                await desk.Preferences.ResumeAsync(id, now, cancellationToken);
                return await desk.Subscribers.FindAsync(id, cancellationToken) is { State: SubscriberState.Confirmed }
                    ? Page(visitor, book.BackTitle, book.BackSays, StopChoice.None)
                    : Page(visitor, book.StoppedTitle, book.State(SubscriberState.Suppressed, null), StopChoice.None);
            case "pause":
                var until = now.InZone(Opportunities.Zones.Find(visitor.Reader.Zone) ?? DateTimeZone.Utc).Date.PlusDays(PauseDays);
                await desk.Preferences.PauseAsync(id, until, now, cancellationToken);
                return Page(visitor, book.PausedTitle, book.State(SubscriberState.Paused, book.Words.LongDate.Format(until)), StopChoice.Return);
            case "weekly":
                await desk.Preferences.SlowDownAsync(id, cancellationToken);
                return Page(visitor, book.SlowedTitle, book.BackSays, StopChoice.None);
            default:
                await desk.Preferences.StopAsync(id, now, cancellationToken);
                return Page(visitor, book.StoppedTitle, book.StoppedSays, StopChoice.Return);
        }
    }

    private static IResult Page(Visitor visitor, string title, string says, StopChoice choice) => Asked.Page<StopPage>(new()
    {
        [nameof(StopPage.Book)] = visitor.Asked.Book,
        [nameof(StopPage.Title)] = title,
        [nameof(StopPage.Says)] = says,
        [nameof(StopPage.Choice)] = choice,
    });
}

/// <summary>What the page offers.</summary>
public enum StopChoice
{
    None,
    Stop,
    Return,
}
