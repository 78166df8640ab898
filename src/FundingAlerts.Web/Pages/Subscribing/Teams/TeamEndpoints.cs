using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>The team's page: its list for all, its members, alerts and destination for its owners.</summary>
internal static class TeamEndpoints
{
    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/preferences", SubscribingSite.Read, ShowAsync);
        own.MapPost("/preferences", ActAsync);
        own.MapMethods("/alert", SubscribingSite.Read, ShowAlertAsync);
        own.MapPost("/alert", ActAlertAsync);
    }

    private static async Task<IResult> ShowAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Preferences, cancellationToken) is { } visitor
            ? await PageAsync(desk, visitor, new(), [], cancellationToken)
            : TypedResults.NotFound();

    private static async Task<IResult> ActAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Preferences, cancellationToken) is not { } entering)
            return TypedResults.NotFound();
        if (await entering.WithFormAsync(context, cancellationToken) is not { Asked: { } form } visitor)
            return TypedResults.BadRequest();
        if (visitor.Member is not null && form["do"] == "rename")
            return await RenameAsync(desk, visitor, cancellationToken);
        if (!visitor.IsOwner)
            return TeamsSite.Refuse(visitor);
        if (form["remove"].Length > 0)
            return await RemoveAsync(desk, visitor, cancellationToken);
        return form["do"] switch
        {
            "save" => await SaveAsync(desk, visitor, cancellationToken),
            "invite" => await InviteAsync(desk, visitor, cancellationToken),
            "direct" => await DirectAsync(desk, visitor, cancellationToken),
            _ => TypedResults.BadRequest(),
        };
    }

    private static async Task<IResult> RenameAsync(FrontDesk desk, TeamVisitor visitor, CancellationToken cancellationToken)
    {
        var name = visitor.Asked["mine"];
        if (name.Length is 0 or > Wishes.LongestName)
            return await PageAsync(desk, visitor, new() { Mine = name }, [new("mine", visitor.Asked.Book.GiveName)], cancellationToken);
        await desk.Teams.ChangeMemberAsync(visitor.Id, visitor.Member!.MemberId, m => m with { Name = name }, cancellationToken);
        return Back(visitor, "save");
    }

    private static async Task<IResult> RemoveAsync(FrontDesk desk, TeamVisitor visitor, CancellationToken cancellationToken) =>
        await desk.Teamwork.LeaveAsync(visitor.Id, visitor.Member!.MemberId, visitor.Asked["remove"], desk.Now, cancellationToken)
            ? Back(visitor, "removed")
            : TeamsSite.Refuse(visitor);

    private static async Task<IResult> InviteAsync(FrontDesk desk, TeamVisitor visitor, CancellationToken cancellationToken)
    {
        var (book, address) = (visitor.Asked.Book, visitor.Asked["address"]);
        var language = visitor.Asked["language"] is "en" or "nl" ? visitor.Asked["language"] : book.Language;
        if (EmailAddress.Read(address) is null)
            return await PageAsync(desk, visitor, new() { Invited = address }, [new("address", book.Problem(new("address", "This is no mail address; it looks like name@example.org")))], cancellationToken);
        return await desk.Teamwork.InviteAsync(visitor.Id, visitor.Member!.MemberId, address, language, desk.Now, cancellationToken)
            ? Back(visitor, "invited")
            : await PageAsync(desk, visitor, new() { Invited = address }, [new("invite", book.CannotInvite(TeamStore.MostMembers))], cancellationToken);
    }

    private static async Task<IResult> DirectAsync(FrontDesk desk, TeamVisitor visitor, CancellationToken cancellationToken)
    {
        var wanted = new TeamSettings(
            visitor.Asked["destination"] switch { "address" => TeamDestination.Address, "channel" => TeamDestination.Channel, _ => TeamDestination.Members },
            visitor.Asked["to"]);
        return await desk.Teamwork.DirectAsync(visitor.Id, visitor.Member!.MemberId, wanted, cancellationToken)
            ? Back(visitor, "save")
            : await PageAsync(desk, visitor, new() { Settings = wanted }, [new("to", visitor.Asked.Book.DestinationWrong(wanted.Destination))], cancellationToken);
    }

    private static async Task<IResult> SaveAsync(FrontDesk desk, TeamVisitor visitor, CancellationToken cancellationToken)
    {
        var before = SettingsForm.Of(visitor.Team, await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken));
        // What the team's page does not ask for stays.
        var form = SettingsForm.Read(visitor.Asked, before) with
        {
            Language = before.Language,
            Often = before.Often,
            OpeningLead = before.OpeningLead,
            Tells = before.Tells,
            Heartbeat = before.Heartbeat,
        };
        var problems = form.Problems(visitor.Asked.Book).ToList();
        if (form.Name.Length == 0)
            problems.Add(new("teamName", visitor.Asked.Book.GiveTeamName));
        if (problems.Count == 0)
            problems = [.. (await desk.Preferences.SaveAsync(visitor.Id, form.ToSettings(), SettingsEndpoints.Correlation, desk.Now, cancellationToken)).Select(p => SettingsEndpoints.InForm(p, form))];
        return problems.Count == 0 ? Back(visitor, "save") : await PageAsync(desk, visitor, new() { Form = form }, problems, cancellationToken);
    }

    private static async Task<IResult> ShowAlertAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Preferences, cancellationToken) is not { } visitor ? TypedResults.NotFound()
        : visitor.IsOwner ? await AlertEndpoints.ShowToAsync(desk, visitor.By, cancellationToken)
        : TeamsSite.Refuse(visitor);

    private static async Task<IResult> ActAlertAsync(string team, string member, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await TeamVisitor.LetInAsync(context, desk, team, member, LinkPurpose.Preferences, cancellationToken) is not { } entering)
            return TypedResults.NotFound();
        if (!entering.IsOwner)
            return TeamsSite.Refuse(entering);
        return await entering.WithFormAsync(context, cancellationToken) is { } visitor
            ? await AlertEndpoints.ActForAsync(desk, visitor.By, cancellationToken)
            : TypedResults.BadRequest();
    }

    private static IResult Back(TeamVisitor visitor, string done) => SettingsEndpoints.Back(visitor.By.Reader, visitor.By.Signer, done);

    private static async Task<IResult> PageAsync(FrontDesk desk, TeamVisitor visitor, TeamTyped typed, IReadOnlyList<WishProblem> problems, CancellationToken cancellationToken)
    {
        var members = await desk.Teams.MembersAsync(visitor.Id, cancellationToken);
        var form = typed.Form ?? SettingsForm.Of(visitor.Team, await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken));
        var settings = typed.Settings ?? await desk.Teams.SettingsAsync(visitor.Id, cancellationToken);
        return Asked.Page<TeamPage>(
            new()
            {
                [nameof(TeamPage.Book)] = visitor.Asked.Book,
                [nameof(TeamPage.Visitor)] = new TeamView(visitor.Name, visitor.Member, visitor.IsOwner, new(visitor.By.Reader, visitor.By.Signer, visitor.Words(desk))),
                [nameof(TeamPage.List)] = await TeamList.OfAsync(desk, visitor, members, cancellationToken),
                [nameof(TeamPage.Members)] = members,
                [nameof(TeamPage.Form)] = form,
                // The address of a channel is a key to it.
                [nameof(TeamPage.Settings)] = visitor.IsOwner ? settings : settings with { To = "" },
                [nameof(TeamPage.Typed)] = typed,
                [nameof(TeamPage.Problems)] = problems,
                [nameof(TeamPage.Done)] = problems.Count == 0 ? visitor.Asked.Book.TeamDone(visitor.Asked["done"]) : "",
                [nameof(TeamPage.State)] = visitor.Team.StateAt(desk.Now) == SubscriberState.Confirmed ? "" : visitor.Asked.Book.TeamIsSilent,
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}

/// <summary>What was typed and could not be done; null and empty for what was not.</summary>
public sealed record TeamTyped
{
    public string? Mine { get; init; }

    public string Invited { get; init; } = "";

    public SettingsForm? Form { get; init; }

    public TeamSettings? Settings { get; init; }
}

/// <summary>Who looks at the team's page.</summary>
/// <param name="Me">Null for who reads it with all the others.</param>
public sealed record TeamView(string Team, TeamMember? Me, bool IsOwner, SettingsView Links);
