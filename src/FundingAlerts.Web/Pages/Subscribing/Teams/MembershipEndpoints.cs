using FundingAlerts.Digests;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>Coming into a team by an invitation, and going: also by a mailbox's own POST (RFC 8058), for the member whose mail it is.</summary>
internal static class MembershipEndpoints
{
    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/join", SubscribingSite.Read, ShowJoinAsync);
        own.MapPost("/join", JoinAsync);
        own.MapMethods("/stop", SubscribingSite.Read, ShowLeaveAsync);
        own.MapPost("/stop", LeaveAsync);
    }

    private static async Task<IResult> ShowJoinAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Join, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        return CannotJoin(desk, visitor) ?? await JoinPageAsync(desk, visitor, "", [], cancellationToken);
    }

    private static async Task<IResult> JoinAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Join, cancellationToken) is not { } entering)
            return TypedResults.NotFound();
        if (CannotJoin(desk, entering) is { } reason)
            return reason;
        if (await entering.WithFormAsync(context, cancellationToken) is not { } visitor)
            return TypedResults.BadRequest();
        var name = visitor.Asked["name"];
        if (name.Length is 0 or > Wishes.LongestName)
            return await JoinPageAsync(desk, visitor, name, [new("mine", visitor.Asked.Book.GiveName)], cancellationToken);
        return await desk.Teamwork.JoinAsync(team, member, name, desk.Now, cancellationToken) is { } joined
            ? SettingsEndpoints.Back(TeamReaders.AsRead(visitor.Team, joined), visitor.By.Signer, "joined")
            : InvitationGone(visitor);
    }

    // Who is in already is not shown the way: an invitation may have been forwarded since.
    private static IResult? CannotJoin(FrontDesk desk, TeamVisitor visitor) => visitor.Member switch
    {
        { JoinedAt: not null } => visitor.Asked.Say(visitor.Asked.Book.JoinedAlreadyTitle, visitor.Asked.Book.JoinedAlreadySays(visitor.Name)),
        { } invited when desk.Now < invited.InvitedAt + TeamMember.InvitationKept => null,
        _ => InvitationGone(visitor),
    };

    private static IResult InvitationGone(TeamVisitor visitor) =>
        visitor.Asked.Say(visitor.Asked.Book.InvitationGoneTitle, visitor.Asked.Book.InvitationGoneSays(visitor.Name), StatusCodes.Status410Gone);

    private static async Task<IResult> JoinPageAsync(FrontDesk desk, TeamVisitor visitor, string name, IReadOnlyList<WishProblem> problems, CancellationToken cancellationToken)
    {
        var members = await desk.Teams.MembersAsync(visitor.Id, cancellationToken);
        var alerts = await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken);
        return Asked.Page<JoinPage>(
            new()
            {
                [nameof(JoinPage.Book)] = visitor.Asked.Book,
                [nameof(JoinPage.Team)] = visitor.Name,
                [nameof(JoinPage.Owners)] = string.Join(", ", members.Where(m => m is { Role: TeamRole.Owner, JoinedAt: not null }).Select(m => PlainText.Line(m.Name, 60)).Where(n => n.Length > 0)),
                [nameof(JoinPage.Alerts)] = alerts.Select(a => PlainText.Line(a.Name, 80)).ToList(),
                [nameof(JoinPage.Name)] = name,
                [nameof(JoinPage.Problems)] = problems,
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ShowLeaveAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Stop, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        return CannotLeave(visitor) ?? Asked.Page<LeavePage>(new()
        {
            [nameof(LeavePage.Book)] = visitor.Asked.Book,
            [nameof(LeavePage.Team)] = visitor.Name,
        });
    }

    // Whatever a mailbox sends in its own way, it asks to stop.
    private static async Task<IResult> LeaveAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Stop, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        if (CannotLeave(visitor) is { } reason)
            return reason;
        await desk.Teamwork.LeaveAsync(team, member, member, desk.Now, cancellationToken);
        return Left(visitor);
    }

    // With a mail that many read nobody decides for the others.
    private static IResult? CannotLeave(TeamVisitor visitor) =>
        visitor.IsShared ? visitor.Asked.Say(visitor.Asked.Book.SharedStopTitle, visitor.Asked.Book.SharedStopSays(visitor.Name))
        : visitor.Member is null ? Left(visitor)
        : null;

    private static IResult Left(TeamVisitor visitor) => visitor.Asked.Say(visitor.Asked.Book.LeftTitle, visitor.Asked.Book.LeftSays(visitor.Name));
}
