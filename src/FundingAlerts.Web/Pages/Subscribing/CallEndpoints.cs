using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>What a mail's links let its reader do with one call, and the mail as a page.</summary>
internal static class CallEndpoints
{
    private static readonly IReadOnlyList<int> UsualLeads = [3, 14];

    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/me/{id}/hide", SubscribingSite.Read, ShowHideAsync);
        own.MapPost("/me/{id}/hide", HideAsync);
        own.MapMethods("/me/{id}/remind", SubscribingSite.Read, ShowRemindAsync);
        own.MapPost("/me/{id}/remind", RemindAsync);
        own.MapMethods("/me/{id}/view", SubscribingSite.Read, ViewAsync);
        own.MapMethods("/me/{id}/view/html", SubscribingSite.Read, ViewHtmlAsync);
    }

    private static async Task<IResult> ShowHideAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Hide, cancellationToken) is not { Call: { } call } visitor)
            return TypedResults.NotFound();
        var isHidden = (await desk.Marks.OfAsync(id, cancellationToken)).Hidden.Contains(call);
        return await HidePageAsync(desk, visitor, call, isHidden, cancellationToken);
    }

    private static async Task<IResult> HideAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Hide, cancellationToken) is not { Call: { } call } visitor)
            return TypedResults.NotFound();
        if (await visitor.WithFormAsync(context, cancellationToken) is not { Asked: { } form })
            return TypedResults.BadRequest();
        switch (form["do"])
        {
            case "undo":
                await desk.Preferences.UnhideAsync(id, call, cancellationToken);
                return form.Say(form.Book.TakenBackTitle, form.Book.TakenBackSays);
            case "learn":
                // Only what we offered: found anew, not taken from the form.
                var lesson = (await LessonsAsync(desk, id, call, cancellationToken)).FirstOrDefault(l => l.Interest.InterestId == form["alert"] && l.Query == form.Raw("query"));
                return lesson is not null && await desk.Preferences.LearnAsync(id, lesson, cancellationToken)
                    ? form.Say(form.Book.LearntTitle, $"{form.Book.LearntSays} {lesson.Query}")
                    : await HidePageAsync(desk, visitor, call, isHidden: true, cancellationToken);
            default:
                await desk.Preferences.HideAsync(id, call, desk.Now, cancellationToken);
                return await HidePageAsync(desk, visitor, call, isHidden: true, cancellationToken);
        }
    }

    private static async Task<IResult> HidePageAsync(FrontDesk desk, Visitor visitor, OpportunityId call, bool isHidden, CancellationToken cancellationToken) => Asked.Page<HidePage>(new()
    {
        [nameof(HidePage.Book)] = visitor.Asked.Book,
        [nameof(HidePage.Call)] = await desk.TitleAsync(call, cancellationToken),
        [nameof(HidePage.IsHidden)] = isHidden,
        [nameof(HidePage.Lessons)] = isHidden ? await LessonsAsync(desk, visitor.Id, call, cancellationToken) : [],
    });

    private static async Task<IReadOnlyList<Lesson>> LessonsAsync(FrontDesk desk, string id, OpportunityId call, CancellationToken cancellationToken)
    {
        if (await desk.Opportunities.FindAsync(call, cancellationToken) is not { } known || await desk.Matches.LastAsync(id, call, cancellationToken) is not { } match)
            return [];
        var interests = (await desk.Subscribers.InterestsOfAsync(id, cancellationToken)).Where(i => match.Interests.Any(m => m.InterestId == i.InterestId)).ToList();
        return Lessons.Of(known, interests, match.Interests, await desk.Topics.CurrentAsync(cancellationToken), desk.Now);
    }

    private static async Task<IResult> ShowRemindAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Remind, cancellationToken) is not { Call: { } call } visitor)
            return TypedResults.NotFound();
        var saved = (await desk.Marks.OfAsync(id, cancellationToken)).Saved.GetValueOrDefault(call);
        var leads = saved ?? (visitor.Reader.LeadDays.Count > 0 ? visitor.Reader.LeadDays : UsualLeads);
        return await RemindPageAsync(desk, visitor, call, LeadText.Write(leads), saved is not null, [], cancellationToken);
    }

    private static async Task<IResult> RemindAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Remind, cancellationToken) is not { Call: { } call } visitor)
            return TypedResults.NotFound();
        if (await visitor.WithFormAsync(context, cancellationToken) is not { Asked: { } form })
            return TypedResults.BadRequest();
        if (form["do"] == "undo")
        {
            await desk.Preferences.ForgetReminderAsync(id, call, cancellationToken);
            return form.Say(form.Book.TakenBackTitle, form.Book.TakenBackSays);
        }
        if (LeadText.Read(form["leads"]) is not { Count: > 0 } leads)
            return await RemindPageAsync(desk, visitor, call, form["leads"], isSaved: false, [new("leads", form.Book.LeadsWrong)], cancellationToken);
        await desk.Preferences.RemindAsync(id, call, leads, desk.Now, cancellationToken);
        return await RemindPageAsync(desk, visitor, call, LeadText.Write(leads), isSaved: true, [], cancellationToken);
    }

    private static async Task<IResult> RemindPageAsync(FrontDesk desk, Visitor visitor, OpportunityId call, string leads, bool isSaved, IReadOnlyList<WishProblem> problems, CancellationToken cancellationToken)
    {
        var words = CallWording.For(visitor.Asked.Book.Language, visitor.Reader.Zone, desk.Now);
        return Asked.Page<RemindPage>(
            new()
            {
                [nameof(RemindPage.Book)] = visitor.Asked.Book,
                [nameof(RemindPage.Call)] = await desk.TitleAsync(call, cancellationToken),
                [nameof(RemindPage.Deadline)] = await desk.Opportunities.FindAsync(call, cancellationToken) is { } known ? words.Deadlines.Of(known).Next.InFull : "",
                [nameof(RemindPage.Leads)] = leads,
                [nameof(RemindPage.IsSaved)] = isSaved,
                [nameof(RemindPage.Problems)] = problems,
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ViewAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await MailAsync(desk, await Visitor.LetInAsync(context, desk, id, LinkPurpose.View, cancellationToken), cancellationToken);

    private static async Task<IResult> ViewHtmlAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await MailHtmlAsync(context, desk, await Visitor.LetInAsync(context, desk, id, LinkPurpose.View, cancellationToken), cancellationToken);

    /// <summary>The mail that a visitor's link names, as a page.</summary>
    internal static async Task<IResult> MailAsync(FrontDesk desk, Visitor? visitor, CancellationToken cancellationToken)
    {
        if (visitor is null || await desk.Outbox.FindAsync(visitor.Id, visitor.What, cancellationToken) is not var (mail, _))
            return TypedResults.NotFound();
        return Asked.Page<ViewPage>(new()
        {
            [nameof(ViewPage.Book)] = visitor.Asked.Book,
            [nameof(ViewPage.Mail)] = mail,
            [nameof(ViewPage.Letter)] = await desk.Outbox.FindLetterAsync(mail, cancellationToken),
            [nameof(ViewPage.IsText)] = visitor.Asked["part"] == "text",
            [nameof(ViewPage.Path)] = visitor.Signer.PathOf(visitor.Reader, LinkPurpose.View, visitor.What),
            [nameof(ViewPage.Words)] = CallWording.For(visitor.Asked.Book.Language, visitor.Reader.Zone, desk.Now),
        });
    }

    /// <summary>The HTML of that mail, for the page's frame.</summary>
    internal static async Task<IResult> MailHtmlAsync(HttpContext context, FrontDesk desk, Visitor? visitor, CancellationToken cancellationToken) =>
        visitor is not null
        && await desk.Outbox.FindAsync(visitor.Id, visitor.What, cancellationToken) is var (mail, _)
        && await desk.Outbox.FindLetterAsync(mail, cancellationToken) is { } letter
            ? SubscribingSite.Mail(context, letter.Html)
            : TypedResults.NotFound();
}
