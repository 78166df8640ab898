using System.Net;
using AngleSharp.Html.Dom;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Tests.Digests;
using NodaTime;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing.Teams;

/// <summary>"Lab", a team over the real pages: Ann founded it, Bob reads Dutch and was invited by mail.</summary>
internal sealed record TeamPages(SubscribingWorld World, string Team, string Bob)
{
    public const string Ann = "m1";

    /// <summary>Begins a team by the form on Ann's settings page.</summary>
    public static async Task<(string Home, IHtmlDocument Page)> FoundAsync(SubscribingWorld world, string name = "Lab")
    {
        var ann = await world.Get<SubscriberStore>().FindAsync("ann", default) ?? await world.SubscribedAsync("ann", "cheese", "Ann");
        var settings = (await world.Get<LinkKeys>().SignerAsync(default)).PathOf(ann, LinkPurpose.Preferences);
        var seed = (await world.GetAsync(settings)).Page.QuerySelector("input[name=seed]")!.GetAttribute("value")!;
        using var founded = await world.SendAsync(settings, ("do", "team"), ("teamName", name), ("seed", seed));
        founded.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var home = founded.Headers.Location!.OriginalString;
        return (home, (await world.GetAsync(home)).Page);
    }

    /// <summary>Ann and Bob are in, and were told of call "a"; an hour has passed since.</summary>
    public static async Task<TeamPages> StartAsync(SubscribingWorld world, string name = "Bob", string words = "quantum")
    {
        await world.KnowAsync(DigestWorld.Call("a", "neuromorphic " + words));
        var (home, page) = await FoundAsync(world);
        await world.PostAsync(home, ("do", "invite"), ("address", "bob@example.org"), ("language", "nl"));
        await world.DrainAsync();
        await world.PostAsync(LinkIn(To(world, "bob")[^1], "/join?"), ("name", name));
        await world.PostAsync(page.QuerySelectorAll("a").Single(a => a.TextContent == "Add an alert").GetAttribute("href")!, ("words", "neuromorph*"), ("unknown", "1"), ("do", "keep"));
        await world.DrainAsync();
        world.Clock.Advance(Duration.FromHours(1));
        var team = home.Split('/')[2];
        return new(world, team, (await world.Get<TeamStore>().MembersAsync(team, default)).Single(m => m.MemberId != Ann).MemberId);
    }

    public static IReadOnlyList<Letter> To(SubscribingWorld world, string who) => [.. world.Mails.Letters.Where(l => l.To.Address == $"{who}@example.org")];

    /// <summary>The last mail of the team to somebody.</summary>
    public Letter LastTo(string who) => To(World, who).Last(l => LinksIn(l).Any(a => a.Contains($"/team/{Team}/", StringComparison.Ordinal)));

    /// <summary>A member's own link.</summary>
    public async Task<string> PathAsync(string member, LinkPurpose purpose, string what = "")
    {
        var team = (await World.Get<SubscriberStore>().FindAsync(Team, default))!;
        var reader = await World.Get<TeamStore>().FindMemberAsync(Team, member, default) is { } known ? TeamReaders.AsRead(team, known) : team with { MemberId = member };
        return (await World.Get<LinkKeys>().SignerAsync(default)).PathOf(reader, purpose, what);
    }

    /// <summary>On the next Monday, just past eight in London.</summary>
    public async Task NextDigestAsync()
    {
        World.Clock.Reset(Instant.FromUtc(2026, 8, 31, 7, 10));
        await World.MailDigestsAsync();
    }
}
