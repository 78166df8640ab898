using System.Net;
using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using FundingAlerts.Scraping.Fetching;

namespace FundingAlerts.Tests.Mail;

public sealed class ChannelMailerTests
{
    private static readonly Letter ToChannel = new("t1-2026-08-24.all", new("https://hooks.slack.com/services/T0/B0/secret", null), "2 new calls & more", "<p>x</p>", "1. <!channel> Call\n\n-- \nwhy you receive this");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Slack_gets_text_in_which_nothing_calls_everybody() =>
        ChannelMailer.Body(ToChannel, "hooks.slack.com").ToJsonString().ShouldBe("""{"text":"*2 new calls \u0026amp; more*\n1. \u0026lt;!channel\u0026gt; Call"}""");

    [Fact]
    public void Others_get_a_card_that_fits()
    {
        var body = ChannelMailer.Body(ToChannel with { Text = new string('é', 100_000) }, "prod.westeurope.logic.azure.com");

        body["attachments"]![0]!["content"]!["body"]![0]!["text"]!.GetValue<string>().ShouldBe("2 new calls & more");
        body["attachments"]![0]!["content"]!["body"]![1]!["text"]!.GetValue<string>().Length.ShouldBe(9_002);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "Sent")]
    [InlineData(HttpStatusCode.Accepted, "Sent")]
    [InlineData(HttpStatusCode.TooManyRequests, "Passing")]
    [InlineData(HttpStatusCode.BadGateway, "Passing")]
    [InlineData(HttpStatusCode.Found, "Refused")]
    [InlineData(HttpStatusCode.Gone, "Refused")]
    public async Task What_the_channel_answers_is_an_outcome_that_does_not_tell_its_address(HttpStatusCode status, string outcome)
    {
        var asked = new List<Uri?>();
        var mailer = new ChannelMailer(new Others(), () => new HttpClient(new Answering(status, asked)));

        var outcomes = await mailer.SendAsync([ToChannel with { To = new("ann@example.org", null) }, ToChannel], Stop);

        outcomes.Select(o => o.GetType().Name).ShouldBe(["Sent", outcome]);
        asked.ShouldHaveSingleItem()!.AbsolutePath.ShouldBe("/services/T0/B0/secret");
        outcomes[1].ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://10.0.0.1/hook")]
    public async Task Nobody_reaches_our_own_network_by_it(string address)
    {
        using var handler = new SocketsHttpHandler { ConnectCallback = new AddressGuard(allowLoopback: false).ConnectAsync };
        var mailer = new ChannelMailer(new Others(), () => new HttpClient(handler, disposeHandler: false));

        var outcomes = await mailer.SendAsync([ToChannel with { To = new(address, null) }], Stop);

        outcomes.ShouldHaveSingleItem().ShouldBe(new MailOutcome.Passing("The channel cannot be reached."));
    }

    private sealed class Others : IMailer
    {
        public int MostAtOnce => 1;

        public Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MailOutcome>>([.. letters.Select(_ => new MailOutcome.Sent())]);
    }

    private sealed class Answering(HttpStatusCode status, List<Uri?> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri);
            return Task.FromResult(new HttpResponseMessage(status));
        }
    }
}
