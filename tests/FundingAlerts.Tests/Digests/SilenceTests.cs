using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

/// <summary>What a digest says beside its calls, and when there are none.</summary>
public sealed class SilenceTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 5, 7, 10);

    private static readonly Subscriber Ann = new("ann", "ann@example.org", "Ann", "en", Zones.London, Cadence.DailyAt(8)) { StateSince = Now - Duration.FromDays(90), LastMailAt = Now - Duration.FromDays(5), ReliesOn = ["ukri"] };

    [Theory]
    [Table("""
        Monthly ¦ 27 ¦ 90 ¦ no
        Monthly ¦ 28 ¦ 90 ¦ yes
        Weekly  ¦  6 ¦ 90 ¦ no
        Weekly  ¦  7 ¦ 90 ¦ yes
        Never   ¦ 89 ¦ 90 ¦ no
        Monthly ¦    ¦ 27 ¦ no
        Monthly ¦    ¦ 28 ¦ yes
        """)]
    public void Silence_is_explained_as_often_as_they_chose(HeartbeatRhythm rhythm, string? mailed, string since, string comes)
    {
        var reader = Ann with { Heartbeat = rhythm, LastMailAt = mailed is null ? null : Now - Duration.FromDays(int.Parse(mailed, null)), StateSince = Now - Duration.FromDays(int.Parse(since, null)) };

        var digest = Compose(new(reader, [], Now) { Period = new(2026, 10, 5), Interests = None, Sources = Standing() }).Digest;

        (digest is not null).ShouldBe(comes == "yes");
        digest?.Heartbeat.ShouldNotBeNull().All.Count.ShouldBe(2);
        digest?.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(2, false, null)]
    [InlineData(4, false, "ukri down")]
    [InlineData(4, true, null)]
    [InlineData(0, true, "ukri back")]
    public void Who_relies_on_a_source_hears_once_that_it_is_down_or_back(int days, bool knows, string? told)
    {
        var reader = Ann with { KnownDown = knows ? ["ukri"] : [] };
        var sources = Standing(days == 0 ? null : Now - Duration.FromDays(days), rvoDown: Now - Duration.FromDays(9));

        var digest = Compose(new(reader, [], Now) { Period = new(2026, 10, 5), Interests = None, Sources = sources }).Digest;

        (digest is null ? null : string.Join("; ", digest.Notices.Select(n => $"{n.Source.Source} {(n.IsBack ? "back" : "down")}"))).ShouldBe(told);
    }

    [Fact]
    public void Deadlines_near_stand_beside_news_and_make_no_mail_of_their_own()
    {
        var near = new UpcomingCall(new(new("ukri", "near"), UpcomingKind.Deadline, new(2026, 10, 12), WasTold: false), DigestWorld.Call("near", closes: new(2026, 10, 12)), []);
        var moved = near with { Day = near.Day with { Opportunity = new("ukri", "moved") }, Call = DigestWorld.Call("moved", closes: new(2026, 11, 30)) };
        var situation = new DigestSituation(Ann, [], Now) { Period = new(2026, 10, 5), Interests = None, Upcoming = [near, moved] };
        Compose(situation).Digest.ShouldBeNull();

        var opening = new UpcomingCall(
            new(new("ukri", "opens"), UpcomingKind.Opening, new(2026, 10, 5), WasTold: false),
            DigestWorld.Call("opens") with { Opens = new(new Opening(new(2026, 10, 5), null, null), "5 October") },
            []);
        var digest = Compose(situation with { Upcoming = [near, moved, opening] }).Digest.ShouldNotBeNull();

        digest.In(DigestGroup.Opened).Select(e => e.Opportunity.Reference).ShouldBe(["opens"]);
        digest.Near.Select(n => n.Opportunity.Reference).ShouldBe(["near"]);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void An_opening_is_told_once_and_not_of_a_hidden_call(bool wasTold, bool isHidden, bool told)
    {
        var opening = new UpcomingCall(
            new(new("ukri", "opens"), UpcomingKind.Opening, new(2026, 10, 5), wasTold),
            DigestWorld.Call("opens") with { Opens = new(new Opening(new(2026, 10, 5), null, null), "5 October") },
            []);

        var composed = Compose(new(Ann, [], Now) { Period = new(2026, 10, 5), Interests = None, Upcoming = [opening], Hidden = isHidden ? new HashSet<OpportunityId> { opening.Call.Id } : [] });

        composed.Opened.Count.ShouldBe(told ? 1 : 0);
        (composed.Digest is not null).ShouldBe(told);
    }

    private static Dictionary<string, Interest> None => [];

    private static Composition Compose(DigestSituation situation) => DigestComposer.Compose(situation, new());

    private static SourceStandings Standing(Instant? ukriDown = null, Instant? rvoDown = null) => new(
    [
        new("ukri", "UKRI", Now - Duration.FromHours(2), ukriDown),
        new("rvo", "RVO", Now - Duration.FromHours(3), rvoDown),
    ]);
}
