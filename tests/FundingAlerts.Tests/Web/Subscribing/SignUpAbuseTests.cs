using System.Net;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using static FundingAlerts.Tests.Web.Subscribing.SubscribingWorld;

namespace FundingAlerts.Tests.Web.Subscribing;

public sealed class SignUpAbuseTests
{
    [Fact]
    public async Task Ten_thousand_sign_ups_from_one_network_are_some_thirty()
    {
        await using var world = await StartAsync();
        var (signUps, now) = (world.Get<SignUps>(), world.Clock.GetCurrentInstant());
        var accepted = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var request = new SignUpRequest($"a{i}@example.org", "en", Zones.London, Cadence.DailyAt(8), [new(null, "", "neuromorph*")], "yes", "site");
            accepted += (await signUps.AskAsync(request, Throttle.NetworkOf(IPAddress.Parse($"192.0.2.{i % 256}")), "t", now, default)).Reception == Reception.Accepted ? 1 : 0;
        }
        accepted.ShouldBe(Throttle.Network.PerDay);

        world.Network = IPAddress.Parse("192.0.2.200");
        (await world.PostAsync("/subscribe", ("address", "b@example.org"), ("words", "x"), ("do", "subscribe"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        world.Network = IPAddress.Parse("198.51.100.1");
        (await world.PostAsync("/subscribe", ("address", "b@example.org"), ("words", "x"), ("do", "subscribe"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_mailbox_under_many_spellings_gets_few_mails()
    {
        await using var world = await StartAsync();
        for (var i = 0; i < 12; i++)
            await world.PostAsync("/subscribe", ("address", $"Ro.bin+{i}@Gmail.com"), ("words", "x"), ("do", "subscribe"));
        await world.DrainAsync();
        world.Mails.Letters.Count.ShouldBe(Throttle.Mailbox.PerDay);
    }

    [Fact]
    public async Task A_header_that_anybody_may_write_moves_nobody_to_another_network()
    {
        await using var world = await StartAsync();
        for (var i = 0; i <= Throttle.Network.PerDay; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/link") { Content = new FormUrlEncodedContent([new("address", "b@example.org")]) };
            request.Headers.Add("X-Forwarded-For", $"203.0.{i}.1");
            using var response = await world.Browser.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(i < Throttle.Network.PerDay ? 200 : 429);
        }
    }

    [Theory]
    [InlineData("robin@example.org\r\nBcc: all@example.org")]
    [InlineData("robin@example.org, other@example.org")]
    [InlineData("<robin@example.org>")]
    [InlineData("\"robin\"@example.org")]
    [InlineData("robin@localhost")]
    [InlineData("robin@[127.0.0.1]")]
    [InlineData("robin")]
    [InlineData("")]
    public async Task What_is_no_single_address_is_asked_again_and_nothing_is_lost(string address)
    {
        await using var world = await StartAsync();
        var (status, page) = await world.PostAsync("/subscribe", ("address", address), ("words", "neuromorph*"), ("name", "Robin"), ("leads", "9"), ("do", "subscribe"));
        status.ShouldBe(HttpStatusCode.BadRequest);
        page.QuerySelector("#problems a[href='#address']").ShouldNotBeNull();
        page.QuerySelector("#address")!.GetAttribute("aria-describedby").ShouldBe("address-wrong");
        page.QuerySelector("#words")!.GetAttribute("value").ShouldBe("neuromorph*");
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Robin");
        page.QuerySelector("#leads")!.GetAttribute("value").ShouldBe("9");
        (await world.RowsAsync()).ShouldNotContain(r => r.StartsWith("signups", StringComparison.Ordinal));
    }
}
