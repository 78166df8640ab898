using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Teams;

/// <summary>"Ann" founds a team and invites Bob; its digest comes on Mondays at eight. 24 August 2026 is a Monday.</summary>
public sealed class TeamFlowTests : IDisposable
{
    private readonly DigestWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Instant Now => _world.Clock.GetCurrentInstant();

    private Teamwork Teamwork => _world.Get<Teamwork>();

    private IEnumerable<string> Told => _world.Mails.Letters.Where(l => l.Subject == "Digest").Select(l => $"{l.To.Name}: {DigestWorld.Say(l)}");

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Each_member_gets_the_digest_and_the_next_shows_what_they_said()
    {
        var (team, bob) = await TeamAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(31, 8);
        Told.ShouldBe(["Ann: new a", "Bob: new a"], ignoreOrder: true);

        _world.Clock.Advance(Duration.FromHours(1));
        (await Teamwork.JudgeAsync(team, new(new(DigestWorld.Source, "a"), bob, TeamMark.Applying, "Shall we?", "m1", Now), Stop)).ShouldBeTrue();
        await ToAsync(7, 9);

        Told.Count().ShouldBe(4);
        var news = _world.Written.Values.Where(d => d.TeamNews.Count > 0).ToList();
        news.Count.ShouldBe(2);
        news[0].TeamNews.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            n => n.By.ShouldBe("Bob"),
            n => n.Mark.ShouldBe(TeamMark.Applying),
            n => n.Note.ShouldBe("Shall we?"),
            n => n.Assignee.ShouldBe("Ann"));
        await ToAsync(14, 9);
        Told.Count().ShouldBe(4);
    }

    [Fact]
    public async Task What_is_not_for_the_team_is_told_no_more_unless_somebody_wants_it()
    {
        var (team, bob) = await TeamAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("b"));
        await ToAsync(31, 8);
        foreach (var call in new[] { "a", "b" })
            await Teamwork.JudgeAsync(team, new(new(DigestWorld.Source, call), bob, TeamMark.NotForUs, "", null, Now), Stop);
        await Teamwork.JudgeAsync(team, new(new(DigestWorld.Source, "b"), "m1", TeamMark.Interested, "", null, Now), Stop);
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 20)));
        await _world.ReadAsync(DigestWorld.Call("b", closes: new(2026, 12, 20)));

        await ToAsync(7, 9);

        Told.Skip(2).ShouldBe(["Ann: changed b", "Bob: changed b"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nobody_acts_for_another()
    {
        var (team, bob) = await TeamAsync();
        var signer = await _world.Get<LinkKeys>().SignerAsync(Stop);
        var ofBob = TeamReaders.AsRead((await _world.Get<SubscriberStore>().FindAsync(team, Stop))!, (await _world.Get<TeamStore>().FindMemberAsync(team, bob, Stop))!);
        var seal = signer.SealOf(ofBob, LinkPurpose.Stop, "");
        signer.IsGenuine(ofBob, LinkPurpose.Stop, "", seal).ShouldBeTrue();
        signer.IsGenuine(ofBob with { MemberId = "m1" }, LinkPurpose.Stop, "", seal).ShouldBeFalse();
        signer.IsGenuine(ofBob with { MemberId = null }, LinkPurpose.Stop, "", seal).ShouldBeFalse();

        // A member removes nobody and invites nobody; strangers say nothing.
        (await Teamwork.LeaveAsync(team, bob, "m1", Now, Stop)).ShouldBeFalse();
        (await Teamwork.InviteAsync(team, bob, "eve@example.org", "en", Now, Stop)).ShouldBeFalse();
        (await Teamwork.JudgeAsync(team, new(new(DigestWorld.Source, "a"), "m9", TeamMark.Applying, "", null, Now), Stop)).ShouldBeFalse();
        (await _world.Get<TeamStore>().MembersAsync(team, Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_leaves_is_mailed_no_more_and_who_stays_owns_the_team()
    {
        var (team, bob) = await TeamAsync();
        (await Teamwork.LeaveAsync(team, "m1", "m1", Now, Stop)).ShouldBeTrue();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(31, 8);
        Told.ShouldBe(["Bob: new a"]);
        (await _world.Get<TeamStore>().FindMemberAsync(team, bob, Stop))!.Role.ShouldBe(TeamRole.Owner);

        (await Teamwork.LeaveAsync(team, bob, bob, Now, Stop)).ShouldBeTrue();
        (await _world.Get<SubscriberStore>().FindAsync(team, Stop))!.State.ShouldBe(SubscriberState.Unsubscribed);
    }

    [Fact]
    public async Task An_invitation_is_mailed_and_lapses()
    {
        var (team, _) = await TeamAsync();
        (await Teamwork.InviteAsync(team, "m1", "carl@example.org", "en", Now, Stop)).ShouldBeTrue();
        await _world.DrainAsync();
        var letter = _world.Mails.Letters[^1];
        letter.To.Address.ShouldBe("carl@example.org");
        var carl = (await _world.Get<TeamStore>().MembersAsync(team, Stop)).Single(m => m.Address == "carl@example.org");
        letter.Text.ShouldStartWith($"/team/{team}/{carl.MemberId}/join?k=");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(31, 8);
        Told.ShouldNotContain(t => t.StartsWith("carl", StringComparison.Ordinal));

        _world.Clock.Reset(Instant.FromUtc(2026, 9, 8, 0, 0));
        (await Teamwork.JoinAsync(team, carl.MemberId, "Carl", Now, Stop)).ShouldBeNull();
        (await Teamwork.InviteAsync(team, "m1", "CARL@example.org", "en", Now, Stop)).ShouldBeTrue();
        (await Teamwork.JoinAsync(team, carl.MemberId, "Carl", Now, Stop)).ShouldNotBeNull();
        (await _world.Get<TeamStore>().MembersAsync(team, Stop)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_team_may_read_together_at_one_address()
    {
        var (team, _) = await TeamAsync();
        await _world.Get<TeamStore>().SaveSettingsAsync(team, new(TeamDestination.Address, "lab@example.org"), Stop);
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(31, 8);

        _world.Mails.Letters.Where(l => l.Subject == "Digest").ShouldHaveSingleItem().To.Address.ShouldBe("lab@example.org");
    }

    [Theory]
    [InlineData(DeliveryEventKind.Bounced, "Ann", 2)]
    [InlineData(DeliveryEventKind.Complained, "Ann", 1)]
    [InlineData(DeliveryEventKind.SoftBounced, "Ann Bob", 2)]
    public async Task What_one_mailbox_says_is_no_word_of_the_others(DeliveryEventKind kind, string mailed, int members)
    {
        var (team, bob) = await TeamAsync();
        await _world.ReadAsync(DigestWorld.Call("a"));
        await ToAsync(31, 8);
        var mail = (await _world.OutboxAsync(team)).Single(m => m.DeliveryId.EndsWith($"2026-08-31.{bob}", StringComparison.Ordinal));
        await _world.Get<DeliveryLog>().AcceptAsync([new("e1", team, mail.DeliveryId, kind, Now)], "t", Now, Stop);
        await _world.ReadAsync(DigestWorld.Call("b"));

        await ToAsync(7, 9);

        Told.Skip(2).Select(t => t.Split(':')[0]).Order().ShouldBe(mailed.Split(' '));
        (await _world.Get<SubscriberStore>().FindAsync(team, Stop))!.State.ShouldBe(SubscriberState.Confirmed);
        (await _world.Get<TeamStore>().MembersAsync(team, Stop)).Count.ShouldBe(members);
    }

    [Theory]
    [InlineData(TeamDestination.Channel, "https://hooks.slack.com/services/x", true)]
    [InlineData(TeamDestination.Channel, "http://hooks.slack.com/services/x", false)]
    [InlineData(TeamDestination.Channel, "https://127.0.0.1/x", false)]
    [InlineData(TeamDestination.Channel, "https://ann:secret@hooks.slack.com/x", false)]
    [InlineData(TeamDestination.Address, "lab@example.org", true)]
    [InlineData(TeamDestination.Address, "lab", false)]
    [InlineData(TeamDestination.Members, "", true)]
    public async Task Only_an_owner_says_where_it_goes_and_only_to_what_can_be_reached(TeamDestination destination, string to, bool fits)
    {
        var (team, bob) = await TeamAsync();
        (await Teamwork.DirectAsync(team, bob, new(destination, to), Stop)).ShouldBeFalse();
        (await Teamwork.DirectAsync(team, "m1", new(destination, to), Stop)).ShouldBe(fits);
    }

    [Fact]
    public async Task Founding_twice_by_one_form_is_one_team()
    {
        await _world.SubscribeAsync("ann");
        var ann = (await _world.Get<SubscriberStore>().FindAsync("ann", Stop))!;
        var first = await Teamwork.FoundAsync(ann, "Lab", "seed", Now, Stop);
        var again = await Teamwork.FoundAsync(ann, "Lab", "seed", Now, Stop);

        again!.SubscriberId.ShouldBe(first!.SubscriberId);
        (await _world.Get<TeamStore>().MembersAsync(first.SubscriberId, Stop)).Count.ShouldBe(1);
        (await Teamwork.FoundAsync(first, "Team of a team", "x", Now, Stop)).ShouldBeNull();
    }

    /// <returns>The team and Bob's name in it; Ann is "m1".</returns>
    private async Task<(string Team, string Bob)> TeamAsync()
    {
        await _world.Get<SubscriberStore>().SaveAsync(new("ann", "ann@example.org", "Ann", "en", Zones.London, Cadence.DailyAt(8)), [], Stop);
        var founder = (await _world.Get<SubscriberStore>().FindAsync("ann", Stop))!;
        var team = (await Teamwork.FoundAsync(founder, "Lab", "seed", Now, Stop))!.SubscriberId;
        await _world.Get<SubscriberStore>().SaveAsync((await _world.Get<SubscriberStore>().FindAsync(team, Stop))!, [new($"{team}-1", team, "Ours", "neuromorph*")], Stop);
        (await Teamwork.InviteAsync(team, "m1", "bob@example.org", "en", Now, Stop)).ShouldBeTrue();
        var bob = (await _world.Get<TeamStore>().MembersAsync(team, Stop)).Single(m => m.JoinedAt is null).MemberId;
        (await Teamwork.JoinAsync(team, bob, "Bob", Now, Stop))!.Name.ShouldBe("Bob");
        await _world.RunDigestsAsync();
        return (team, bob);
    }

    // Just past eight in London.
    private async Task ToAsync(int day, int month)
    {
        await _world.DrainAsync();
        _world.Clock.Reset(Instant.FromUtc(2026, month, day, 7, 10));
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
    }
}
