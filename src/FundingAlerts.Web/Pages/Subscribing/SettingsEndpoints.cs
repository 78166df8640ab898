using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>The settings of one subscriber, all that is kept of them, and its end.</summary>
internal static class SettingsEndpoints
{
    private const int MostMails = 30;
    private const int LongestSeed = 64;
    private const int SeedBytes = 9;

    public static void Map(IEndpointRouteBuilder own)
    {
        own.MapMethods("/me/{id}/preferences", SubscribingSite.Read, ShowAsync);
        own.MapPost("/me/{id}/preferences", ActAsync);
        own.MapMethods("/me/{id}/alert", SubscribingSite.Read, AlertEndpoints.ShowAsync);
        own.MapPost("/me/{id}/alert", AlertEndpoints.ActAsync);
        own.MapMethods("/me/{id}/erase", SubscribingSite.Read, ShowEraseAsync);
        own.MapPost("/me/{id}/erase", EraseAsync);
    }

    internal static string Correlation => Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("n");

    internal static IResult Back(Subscriber reader, LinkSigner signer, string done) =>
        TypedResults.Redirect($"{signer.PathOf(reader, LinkPurpose.Preferences)}&done={done}", permanent: false, preserveMethod: false);

    private static async Task<IResult> ShowAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        var form = SettingsForm.Of(visitor.Reader, await desk.Subscribers.InterestsOfAsync(id, cancellationToken));
        return await PageAsync(desk, visitor, form, [], cancellationToken);
    }

    private static async Task<IResult> ActAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is not { } entering)
            return TypedResults.NotFound();
        if (await entering.WithFormAsync(context, cancellationToken) is not { Asked: { } form } visitor)
            return TypedResults.BadRequest();
        if (form["unhide"].Length > 0 || form["unsave"].Length > 0)
            return await UndoAsync(desk, visitor, cancellationToken);
        switch (form["do"])
        {
            case "save":
                return await SaveAsync(desk, visitor, cancellationToken);
            case "pause":
                return await PauseAsync(desk, visitor, cancellationToken);
            case "resume":
                await desk.Preferences.ResumeAsync(id, desk.Now, cancellationToken);
                await desk.Preferences.ReturnAsync(id, desk.Now, cancellationToken);
                return Back(visitor.Reader, visitor.Signer, "resume");
            case "links":
                var renewed = await desk.Preferences.RenewLinksAsync(id, cancellationToken);
                return Back(renewed ?? visitor.Reader, visitor.Signer, "links");
            case "team":
                return await FoundAsync(desk, visitor, cancellationToken);
            case "export":
                return await desk.Personal.ExportAsync(id, desk.Now, cancellationToken) is { } file
                    ? TypedResults.File(file, "application/zip", "funding-alerts.zip")
                    : TypedResults.NotFound();
            default:
                return TypedResults.BadRequest();
        }
    }

    private static async Task<IResult> SaveAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var before = SettingsForm.Of(visitor.Reader, await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken));
        var form = SettingsForm.Read(visitor.Asked, before);
        var problems = form.Problems(visitor.Asked.Book).ToList();
        if (problems.Count == 0)
            problems = [.. (await desk.Preferences.SaveAsync(visitor.Id, form.ToSettings(), Correlation, desk.Now, cancellationToken)).Select(p => InForm(p, form))];
        return problems.Count == 0 ? Back(visitor.Reader, visitor.Signer, "save") : await PageAsync(desk, visitor, form, problems, cancellationToken);
    }

    // The core counts the alerts that stay; the form shows those that go, too.
    internal static WishProblem InForm(WishProblem problem, SettingsForm form) => problem.Index is { } index
        ? problem with { Index = form.Alerts.Select((alert, i) => (alert, i)).Where(a => !a.alert.IsRemoved).Select(a => a.i).ElementAt(index) }
        : problem;

    private static async Task<IResult> PauseAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var typed = visitor.Asked["until"];
        var today = desk.Now.InZone(Zones.Find(visitor.Reader.Zone) ?? DateTimeZone.Utc).Date;
        var day = LocalDatePattern.Iso.Parse(typed) is { Success: true, Value: var parsed } && parsed >= today ? parsed : (LocalDate?)null;
        if (typed.Length > 0 && day is null)
        {
            var form = SettingsForm.Of(visitor.Reader, await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken));
            return await PageAsync(desk, visitor, form, [new("until", visitor.Asked.Book.PauseWrong)], cancellationToken);
        }
        // "Until the 12th" is with the 12th.
        await desk.Preferences.PauseAsync(visitor.Id, day?.PlusDays(1), desk.Now, cancellationToken);
        return Back(visitor.Reader, visitor.Signer, "pause");
    }

    private static async Task<IResult> UndoAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var marks = await desk.Marks.OfAsync(visitor.Id, cancellationToken);
        foreach (var call in marks.Hidden.Where(c => c.ToString() == visitor.Asked.Raw("unhide")))
            await desk.Preferences.UnhideAsync(visitor.Id, call, cancellationToken);
        foreach (var call in marks.Saved.Keys.Where(c => c.ToString() == visitor.Asked.Raw("unsave")))
            await desk.Preferences.ForgetReminderAsync(visitor.Id, call, cancellationToken);
        return Back(visitor.Reader, visitor.Signer, "undo");
    }

    private static async Task<IResult> FoundAsync(FrontDesk desk, Visitor visitor, CancellationToken cancellationToken)
    {
        var (asked, name) = (visitor.Asked, visitor.Asked["teamName"]);
        var problem = name.Length is 0 or > Wishes.LongestName ? asked.Book.GiveTeamName : asked["seed"].Length is 0 or > LongestSeed ? asked.Book.CannotStartTeam : null;
        if (problem is null && await desk.Teamwork.FoundAsync(visitor.Reader, name, asked["seed"], desk.Now, cancellationToken) is { } team)
            return Back(team, visitor.Signer, "founded");
        var form = SettingsForm.Of(visitor.Reader, await desk.Subscribers.InterestsOfAsync(visitor.Id, cancellationToken));
        return await PageAsync(desk, visitor, form, [new("teamName", problem ?? asked.Book.CannotStartTeam)], cancellationToken);
    }

    private static async Task<IResult> ShowEraseAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken) =>
        await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is { } visitor
            ? Asked.Page<ErasePage>(new()
            {
                [nameof(ErasePage.Book)] = visitor.Asked.Book,
                [nameof(ErasePage.Back)] = visitor.Signer.PathOf(visitor.Reader, LinkPurpose.Preferences),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> EraseAsync(string id, HttpContext context, [FromServices] FrontDesk desk, CancellationToken cancellationToken)
    {
        if (await Visitor.LetInAsync(context, desk, id, LinkPurpose.Preferences, cancellationToken) is not { } visitor)
            return TypedResults.NotFound();
        await desk.Personal.EraseAsync(id, cancellationToken);
        return visitor.Asked.Say(visitor.Asked.Book.ErasedTitle, visitor.Asked.Book.ErasedSays);
    }

    private static async Task<IResult> PageAsync(FrontDesk desk, Visitor visitor, SettingsForm form, IReadOnlyList<WishProblem> problems, CancellationToken cancellationToken)
    {
        var marks = await desk.Marks.OfAsync(visitor.Id, cancellationToken);
        var titles = new Dictionary<OpportunityId, string>();
        foreach (var call in marks.Hidden.Concat(marks.Saved.Keys).Distinct())
            titles[call] = await desk.TitleAsync(call, cancellationToken);
        var mails = (await desk.Outbox.AllAsync(visitor.Id, cancellationToken)).OrderByDescending(m => m.PromisedAt).ToList();
        return Asked.Page<SettingsPage>(
            new()
            {
                [nameof(SettingsPage.Book)] = visitor.Asked.Book,
                [nameof(SettingsPage.Visitor)] = new SettingsView(visitor.Reader, visitor.Signer, CallWording.For(visitor.Asked.Book.Language, visitor.Reader.Zone, desk.Now)),
                [nameof(SettingsPage.Form)] = form,
                [nameof(SettingsPage.Problems)] = problems,
                [nameof(SettingsPage.Marks)] = marks,
                [nameof(SettingsPage.Titles)] = titles,
                [nameof(SettingsPage.Mails)] = mails.Take(MostMails).ToList(),
                [nameof(SettingsPage.OlderMails)] = Math.Max(0, mails.Count - MostMails),
                [nameof(SettingsPage.Seed)] = visitor.Asked["seed"] is { Length: > 0 and <= LongestSeed } seed ? seed : Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SeedBytes)),
                [nameof(SettingsPage.TeamName)] = visitor.Asked["teamName"],
                [nameof(SettingsPage.Done)] = problems.Count == 0 ? visitor.Asked.Book.Done(visitor.Asked["done"]) : "",
            },
            problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}

/// <summary>Whose settings are shown, and how their links are made.</summary>
public sealed record SettingsView(Subscriber Reader, LinkSigner Signer, CallWording Words)
{
    public string PathOf(LinkPurpose purpose, string what = "") => Signer.PathOf(Reader, purpose, what);

    /// <summary>A page beside the settings that the same link opens.</summary>
    public string Beside(string page, string more = "") => PathOf(LinkPurpose.Preferences).Replace("/preferences?", $"/{page}?{more}", StringComparison.Ordinal);

    public string? PausedUntil => Reader.PausedUntil is { } until ? Words.Book.LongDate.Format(until.InZone(Words.Zone).Date) : null;
}
