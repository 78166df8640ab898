using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>What a member thinks of one call, beside what the others said; and their copy of a mail as a page.</summary>
internal static class TeamCallEndpoints
{
    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/hide", SubscribingSite.Read, ShowAsync);
        own.MapPost("/hide", MarkAsync);
        own.MapMethods("/view", SubscribingSite.Read, ViewAsync);
        own.MapMethods("/view/html", SubscribingSite.Read, ViewHtmlAsync);
    }

    private static async Task<IResult> ShowAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Hide, cancellationToken) is not { By.Call: { } call } visitor)
            return TypedResults.NotFound();
        return await PageAsync(desk, visitor, call, null, [], isSaved: false, cancellationToken);
    }

    private static async Task<IResult> MarkAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Hide, cancellationToken) is not { By.Call: { } call } entering)
            return TypedResults.NotFound();
        if (entering.IsShared)
            return await PageAsync(desk, entering, call, null, [], isSaved: false, cancellationToken, StatusCodes.Status403Forbidden);
        if (await entering.WithFormAsync(context, cancellationToken) is not { Asked: { } form } visitor)
            return TypedResults.BadRequest();
        var mark = MarkNamed(form["mark"]);
        var verdict = new TeamVerdict(call, member, mark ?? TeamMark.None, string.Join('\n', PlainText.Paragraphs(form.Raw("note"))), form["for"] is { Length: > 0 } to ? to : null, desk.Now);
        var problems = Problems(form.Book, verdict, mark).ToList();
        if (problems.Count == 0 && !await desk.Teamwork.JudgeAsync(team, verdict, cancellationToken))
            problems.Add(new("for", form.Book.ForWrong));
        return await PageAsync(desk, visitor, call, verdict, problems, isSaved: problems.Count == 0, cancellationToken);
    }

    private static IEnumerable<WishProblem> Problems(PageBook book, TeamVerdict verdict, TeamMark? mark)
    {
        if (mark is null)
            yield return new("mark", book.MarkWrong);
        if (verdict.Note.Length > TeamVerdict.LongestNote)
            yield return new("note", book.NoteTooLong(TeamVerdict.LongestNote));
    }

    private static TeamMark? MarkNamed(string name) => Enum.GetValues<TeamMark>().Select(m => (TeamMark?)m).FirstOrDefault(m => MarkPage.NameOf(m!.Value) == name);

    private static async Task<IResult> PageAsync(FrontDesk desk, TeamVisitor visitor, OpportunityId call, TeamVerdict? typed, IReadOnlyList<WishProblem> problems, bool isSaved, CancellationToken cancellationToken, int status = StatusCodes.Status200OK)
    {
        var members = await desk.Teams.MembersAsync(visitor.Id, cancellationToken);
        var said = (await desk.Teams.VerdictsAsync(visitor.Id, cancellationToken)).Where(v => v.Opportunity == call).ToList();
        var known = await desk.Opportunities.FindAsync(call, cancellationToken);
        return Asked.Page<MarkPage>(
            new()
            {
                [nameof(MarkPage.Book)] = visitor.Asked.Book,
                [nameof(MarkPage.Team)] = visitor.Name,
                [nameof(MarkPage.Home)] = visitor.PathOf(LinkPurpose.Preferences),
                [nameof(MarkPage.Call)] = known is null ? PlainText.Line(call.ToString(), 200) : CallWording.Title(known, 200),
                [nameof(MarkPage.CallPath)] = known is null ? null : CallLink.To(call),
                [nameof(MarkPage.Deadline)] = known is null ? "" : visitor.Words(desk).Deadlines.Of(known).Next.InFull,
                [nameof(MarkPage.Mine)] = typed ?? said.FirstOrDefault(v => v.MemberId == visitor.Member?.MemberId),
                [nameof(MarkPage.Said)] = TeamList.Say(said, members, visitor.Asked.Book),
                [nameof(MarkPage.Members)] = members.Where(m => m.JoinedAt is not null).Select(m => (m.MemberId, TeamList.NameOf(m, visitor.Asked.Book))).ToList(),
                [nameof(MarkPage.IsShared)] = visitor.IsShared,
                [nameof(MarkPage.IsSaved)] = isSaved,
                [nameof(MarkPage.Problems)] = problems,
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : status);
    }

    private static async Task<IResult> ViewAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await CallEndpoints.MailAsync(desk, (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.View, cancellationToken))?.By, cancellationToken);

    private static async Task<IResult> ViewHtmlAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await CallEndpoints.MailHtmlAsync(context, desk, (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.View, cancellationToken))?.By, cancellationToken);
}
