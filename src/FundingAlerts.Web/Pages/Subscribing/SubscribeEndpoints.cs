using System.Diagnostics;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>From the empty form to the mail that asks to confirm. Whether an address is known makes no difference to any answer.</summary>
internal static class SubscribeEndpoints
{
    private const int LongestQuery = 2_000;

    public static void Map(IEndpointRouteBuilder pages)
    {
        pages.MapMethods("/subscribe", SubscribingSite.Read, ShowAsync);
        pages.MapMethods("/subscribe/digest", SubscribingSite.Read, DigestAsync);
        pages.MapPost("/subscribe", AskAsync);
        pages.MapMethods("/link", SubscribingSite.Read, ShowLink);
        pages.MapPost("/link", AskForLinkAsync);
        pages.MapMethods("/privacy", SubscribingSite.Read, Privacy);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        var asked = Asked.Address(context);
        var topics = await desk.Topics.CurrentAsync(cancellationToken);
        var form = SubscribeForm.Read(asked, topics.Topics);
        return asked["do"] == "preview"
            ? await PreviewAsync(desk, asked, form, topics, cancellationToken)
            : await PageAsync(desk, asked, form, [], preview: null, cancellationToken);
    }

    private static async Task<IResult> PreviewAsync(FrontDesk desk, Asked asked, SubscribeForm form, TopicScorer topics, CancellationToken cancellationToken)
    {
        var problems = InAll(form.Problems(asked.Book, topics.Topics), Wishes.Check(form.ToRequest("", "").Interests, topics));
        var preview = problems.Count > 0 ? null : await SignUpPreview.OfAsync(desk, form.Draft.Query, form.Language, form.Zone, cancellationToken);
        return await PageAsync(desk, asked, form, problems, preview, cancellationToken);
    }

    private static async Task<IResult> AskAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Asked.FormAsync(context, reader: null, cancellationToken) is not { } asked)
            return TypedResults.BadRequest();
        var topics = await desk.Topics.CurrentAsync(cancellationToken);
        var form = SubscribeForm.Read(asked, topics.Topics);
        if (asked["do"] == "preview")
            return await PreviewAsync(desk, asked, form, topics, cancellationToken);
        if (form.IsTrapped)
            return Accepted(asked);
        var request = form.ToRequest(asked.Book.Consent, form.Draft.NameFrom(await desk.TopicsAsync(form.Language, cancellationToken)));
        if (form.Problems(asked.Book, topics.Topics).ToList() is { Count: > 0 } problems)
            return await PageAsync(desk, asked, form, InAll(problems, Wishes.Check(request, topics)), preview: null, cancellationToken);
        var (reception, wrong) = await desk.SignUps.AskAsync(request, desk.Proxies.NetworkOf(context), Correlation, desk.Now, cancellationToken);
        return reception switch
        {
            Reception.Accepted => Accepted(asked),
            Reception.TooMany => TooMany(asked),
            _ => await PageAsync(desk, asked, form, wrong, preview: null, cancellationToken),
        };
    }

    private static async Task<IResult> DigestAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        var asked = Asked.Address(context);
        if (asked["query"] is not { Length: > 0 and <= LongestQuery } query)
            return TypedResults.NotFound();
        try
        {
            return await SignUpPreview.HtmlAsync(desk, query, asked["language"] is "nl" ? "nl" : "en", asked["zone"], cancellationToken) is { } html
                ? SubscribingSite.Mail(context, html)
                : TypedResults.NotFound();
        }
        catch (QueryException)
        {
            return TypedResults.NotFound();
        }
    }

    private static IResult ShowLink(HttpContext context) => LinkForm(Asked.Address(context), "", []);

    private static async Task<IResult> AskForLinkAsync(HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Asked.FormAsync(context, reader: null, cancellationToken) is not { } asked)
            return TypedResults.BadRequest();
        if (asked["website"].Length > 0)
            return Accepted(asked);
        return await desk.SignUps.AskForLinkAsync(asked["address"], asked.Book.Language, desk.Proxies.NetworkOf(context), Correlation, desk.Now, cancellationToken) switch
        {
            Reception.Accepted => Accepted(asked),
            Reception.TooMany => TooMany(asked),
            _ => LinkForm(asked, asked["address"], [new("address", "This is no mail address; it looks like name@example.org")]),
        };
    }

    private static IResult Privacy(HttpContext context, [FromServices] FrontDesk desk) => Asked.Page<PrivacyPage>(new()
    {
        [nameof(PrivacyPage.Book)] = Asked.BookFor(context),
        [nameof(PrivacyPage.Contact)] = desk.Letters.Identity.ContactAddress,
    });

    private static IResult LinkForm(Asked asked, string address, IReadOnlyList<WishProblem> problems) => Asked.Page<LinkPage>(
        new()
        {
            [nameof(LinkPage.Book)] = asked.Book,
            [nameof(LinkPage.Address)] = address,
            [nameof(LinkPage.Problems)] = problems,
        },
        problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static async Task<IResult> PageAsync(FrontDesk desk, Asked asked, SubscribeForm form, IReadOnlyList<WishProblem> problems, SignUpPreview? preview, CancellationToken cancellationToken) => Asked.Page<SubscribePage>(
        new()
        {
            [nameof(SubscribePage.Book)] = asked.Book,
            [nameof(SubscribePage.Form)] = form,
            [nameof(SubscribePage.Topics)] = await desk.TopicsAsync(asked.Book.Language, cancellationToken),
            [nameof(SubscribePage.Problems)] = problems.DistinctBy(p => (p.Field, p.Message)).ToList(),
            [nameof(SubscribePage.Preview)] = preview,
        },
        problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    /// <summary>Words that cannot be read make a query that cannot: said once, where the words are.</summary>
    internal static IReadOnlyList<WishProblem> InAll(IEnumerable<WishProblem> ofForm, IEnumerable<WishProblem> ofWishes)
    {
        var found = ofForm.ToList();
        return [.. found, .. ofWishes.Where(p => p.Field != "interests" || !found.Exists(f => f.Field == "words"))];
    }

    // Nothing of what was asked is said again: the same bytes for all.
    private static IResult Accepted(Asked asked) => asked.Say(asked.Book.AskedTitle, asked.Book.AskedSays);

    private static IResult TooMany(Asked asked) => asked.Say(asked.Book.TooManyTitle, asked.Book.TooManySays, StatusCodes.Status429TooManyRequests);

    private static string Correlation => Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("n");
}
