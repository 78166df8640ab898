using System.Diagnostics;
using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>The link of a confirmation mail: looking at it changes nothing, its button subscribes. One that does not work says the same whatever is wrong with it.</summary>
internal static class ConfirmEndpoints
{
    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/confirm", SubscribingSite.Read, ShowAsync);
        own.MapPost("/confirm", ConfirmAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        var asked = Asked.Address(context);
        if (await desk.SignUps.FindAsync(asked.Raw("token"), desk.Now, cancellationToken) is not { Request: { } request } signUp)
            return Void(asked);
        return Asked.Page<ConfirmPage>(new()
        {
            [nameof(ConfirmPage.Book)] = context.Request.Query.ContainsKey("lang") ? asked.Book : Wording.PageBook.For(signUp.Language),
            [nameof(ConfirmPage.Request)] = request,
        });
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        var asked = Asked.Address(context);
        var correlation = Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("n");
        if (await desk.SignUps.ConfirmAsync(asked.Raw("token"), correlation, desk.Now, cancellationToken) is not { } subscriber)
            return Void(asked);
        var signer = await desk.Keys.SignerAsync(cancellationToken);
        var done = asked with { Book = Asked.BookFor(context, subscriber) };
        return done.Say(done.Book.ConfirmedTitle, done.Book.ConfirmedSays, next: (done.Book.MyAlerts, signer.PathOf(subscriber, LinkPurpose.Preferences)));
    }

    private static IResult Void(Asked asked) =>
        asked.Say(asked.Book.VoidTitle, asked.Book.VoidSays, StatusCodes.Status404NotFound, (asked.Book.SubscribeTitle, "/subscribe"));
}
