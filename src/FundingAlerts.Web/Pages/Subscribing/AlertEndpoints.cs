using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>One alert with its draft and preview: a new one, or one that is there.</summary>
internal static class AlertEndpoints
{
    public static async Task<IResult> ShowAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is { } visitor
            ? await ShowToAsync(desk, visitor, cancellationToken)
            : TypedResults.NotFound();

    public static async Task<IResult> ActAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is not { } entering)
            return TypedResults.NotFound();
        return await entering.WithFormAsync(context, cancellationToken) is { } visitor
            ? await ActForAsync(desk, visitor, cancellationToken)
            : TypedResults.BadRequest();
    }

    /// <summary>The page, to somebody who may change alerts.</summary>
    internal static async Task<IResult> ShowToAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var topics = (await desk.Topics.CurrentAsync(cancellationToken)).Topics;
        var known = (await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken)).FirstOrDefault(i => i.InterestId == visitor.Asked["alert"]);
        var draft = DraftForm.Read(visitor.Asked, topics);
        if (known is null)
            return await PageAsync(desk, visitor, new(draft, "", null), [], cancellationToken);
        var written = draft with { Written = known.Query };
        return await PageAsync(desk, visitor, new(written, known.Name, known.InterestId), [], cancellationToken, await SignUpPreview.TryAsync(desk, known.Query, visitor.Reader, cancellationToken));
    }

    /// <summary>What such a visitor's form asks for.</summary>
    internal static async Task<IResult> ActForAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var asked = visitor.Asked;
        var topics = await desk.Topics.CurrentAsync(cancellationToken);
        var interests = await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken);
        var draft = DraftForm.Read(asked, topics.Topics);
        var form = new AlertDraft(draft, asked["name"], interests.FirstOrDefault(i => i.InterestId == asked["alert"])?.InterestId);
        var name = form.Name.Length > 0 ? form.Name : draft.NameFrom(await desk.TopicsAsync(visitor.Reader.Language, cancellationToken));
        IReadOnlyList<WantedInterest> wanted = draft.Query.Length == 0 ? [] : [new(form.InterestId, name, draft.Query)];
        var problems = SubscribeEndpoints.InAll(draft.Problems(asked.Book, topics.Topics), Wishes.Check(wanted, topics));
        if (problems.Count > 0)
            return await PageAsync(desk, visitor, form, problems, cancellationToken);
        if (asked["do"] == "preview")
            return await PageAsync(desk, visitor, form, [], cancellationToken, await SignUpPreview.TryAsync(desk, draft.Query, visitor.Reader, cancellationToken));

        var settings = SettingsForm.Of(visitor.Kept, interests).ToSettings();
        problems = await desk.Preferences.SaveAsync(visitor.Id, settings with { Interests = With(settings.Interests, wanted[0]) }, SettingsEndpoints.Correlation, desk.Now, cancellationToken);
        return problems.Count == 0 ? SettingsEndpoints.Back(visitor.Reader, visitor.Signer, "alert") : await PageAsync(desk, visitor, form, problems, cancellationToken);
    }

    // What the draft says nothing of stays.
    private static IReadOnlyList<WantedInterest> With(IReadOnlyList<WantedInterest> all, WantedInterest wanted) => wanted.InterestId is null
        ? [.. all, wanted]
        : [.. all.Select(i => i.InterestId == wanted.InterestId ? i with { Name = wanted.Name, Query = wanted.Query } : i)];

    private static async Task<IResult> PageAsync(FrontDesk desk, Visitor visitor, AlertDraft form, IReadOnlyList<WishProblem> problems, CancellationToken cancellationToken, SignUpPreview? preview = null) => Asked.Page<AlertPage>(
        new()
        {
            [nameof(AlertPage.Book)] = visitor.Asked.Book,
            [nameof(AlertPage.BackTo)] = visitor.Reader.MemberId is null ? visitor.Asked.Book.SettingsTitle : visitor.Asked.Book.Words.TeamPage,
            [nameof(AlertPage.Back)] = visitor.Signer.PathOf(visitor.Reader, LinkPurpose.Preferences),
            [nameof(AlertPage.Form)] = form,
            [nameof(AlertPage.Topics)] = await desk.TopicsAsync(visitor.Asked.Book.Language, cancellationToken),
            [nameof(AlertPage.Problems)] = problems.DistinctBy(p => (p.Field, p.Message)).ToList(),
            [nameof(AlertPage.Preview)] = preview,
        },
        problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
}

/// <summary>An alert while it is made.</summary>
/// <param name="InterestId">Of one that is there; null for a new one.</param>
public sealed record AlertDraft(DraftForm Draft, string Name, string? InterestId);
