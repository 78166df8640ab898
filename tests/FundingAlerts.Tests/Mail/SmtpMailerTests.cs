using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Mail;

/// <summary>Real conversations with a real server.</summary>
public sealed class SmtpMailerTests : IAsyncDisposable
{
    private static readonly X509Certificate2 Certificate = SmtpTestServer.MakeCertificate();
    private static readonly Letter Letter = new("ann-2026-08-24", new("ann@example.org", "Anna Müller"), "Nieuw: 3 oproepen — €5 miljoen", "<p>Één oproep 😀</p>", ".\nÉén oproep\n..\n")
    {
        SubscriberId = "ann",
        Headers = new Dictionary<string, string> { ["List-Unsubscribe"] = "<https://example.org/u/1>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click" },
    };

    private readonly FakeTimeProvider _time = new();
    private SmtpMailer? _mailer;

    public async ValueTask DisposeAsync()
    {
        if (_mailer is not null)
            await _mailer.DisposeAsync();
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_letter_goes_by_TLS_to_who_signs_in(SmtpSecurity security)
    {
        await using var server = await SmtpTestServer.StartAsync(Certificate, secure: security == SmtpSecurity.Tls, auth: true);
        Open(server, security);
        (await SendAsync(Letter)).ShouldBe(new MailOutcome.Sent());

        var mail = server.Mails.ShouldHaveSingleItem();
        (mail.GetProperty("secure").GetBoolean(), mail.GetProperty("user").GetString()).ShouldBe((true, SmtpTestServer.User));
        (mail.GetProperty("from").GetString(), mail.GetProperty("to").GetString()).ShouldBe(("bounces@example.org", "ann@example.org"));
        mail.GetProperty("envid").GetString().ShouldBe("ann/ann-2026-08-24");
        mail.GetProperty("notify").EnumerateArray().Select(n => n.GetString()).ShouldBe(["FAILURE", "DELAY"], ignoreOrder: true);
        var read = await MimeMessage.LoadAsync(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(mail.GetProperty("data").GetString()!)));
        (read.Subject, read.From.ToString(), read.MessageId).ShouldBe((Letter.Subject, "\"FundingAlerts\" <alerts@example.org>", "ann-2026-08-24+ann@example.org"));
        read.TextBody!.ReplaceLineEndings("\n").ShouldBe(Letter.Text);
        read.HtmlBody!.Trim().ShouldBe(Letter.Html);
        read.Headers["X-Delivery"].ShouldBe("ann/ann-2026-08-24");
        read.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
    }

    [Fact]
    public async Task A_server_that_offers_no_STARTTLS_is_told_nothing()
    {
        await using var server = await SmtpTestServer.StartAsync(auth: true);
        Open(server, SmtpSecurity.StartTls);
        Trouble(await SendAsync(Letter)).ShouldStartWith("The mail server does not offer what is asked for (STARTTLS");
        server.Happened.ShouldNotContain("auth");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var server = await SmtpTestServer.StartAsync(Certificate, auth: true);
        Open(server, SmtpSecurity.StartTls, trusts: false);
        Trouble(await SendAsync(Letter)).ShouldStartWith("The mail server's certificate is not trusted");
        server.Happened.ShouldNotContain("auth");
    }

    [Fact]
    public async Task A_wrong_password_is_the_transports_trouble_and_nobodys_refusal()
    {
        await using var server = await SmtpTestServer.StartAsync(Certificate, auth: true);
        Open(server, SmtpSecurity.StartTls, password: "wrong");
        Trouble(await SendAsync(Letter)).ShouldStartWith("The mail server does not take the user and password.");
    }

    [Fact]
    public async Task A_server_that_wants_a_password_and_is_given_none_is_trouble()
    {
        await using var server = await SmtpTestServer.StartAsync(Certificate, auth: true);
        Open(server, SmtpSecurity.StartTls, user: null);
        Trouble(await SendAsync(Letter)).ShouldBe("The mail server wants a user and password. Set FUNDINGALERTS_MAIL__USER and __PASSWORD.");
    }

    [Fact]
    public async Task One_connection_carries_many_letters_refused_ones_too()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        foreach (var who in new[] { "ann", "gone", "bob", "full", "spam", "cat" })
            await SendAsync(To(who));
        server.Mails.Select(m => m.GetProperty("to").GetString()).ShouldBe(["ann@example.org", "bob@example.org", "cat@example.org"]);
        server.Happened.Count(w => w == "connect").ShouldBe(1);
    }

    [Fact]
    public async Task After_a_hundred_letters_it_is_another_connection()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        for (var i = 0; i < 101; i++)
            (await SendAsync(To("ann"))).ShouldBe(new MailOutcome.Sent());
        await server.UntilAsync("mail", 101);
        server.Happened.Count(w => w == "connect").ShouldBe(2);
    }

    [Fact]
    public async Task An_idle_connection_is_ended_and_another_made_when_it_is_needed()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        await SendAsync(Letter);
        _time.Advance(TimeSpan.FromSeconds(29));
        await SendAsync(Letter);
        server.Happened.Count(w => w == "connect").ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(31));
        await server.UntilAsync("close", 1);
        (await SendAsync(Letter)).ShouldBe(new MailOutcome.Sent());
        server.Happened.Count(w => w == "connect").ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_that_the_server_ended_meanwhile_costs_no_letter()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        (await SendAsync(To("hangup"))).ShouldBe(new MailOutcome.Sent());
        await server.UntilAsync("close", 1);
        _time.Advance(TimeSpan.FromSeconds(3));
        (await SendAsync(Letter)).ShouldBe(new MailOutcome.Sent());
        server.Mails.Count.ShouldBe(2);
    }

    [Theory]
    [Table("""
        gone    ¦ Refused ¦ The mail server will not take it for its recipient (550 5.1.1).
        spam    ¦ Refused ¦ The mail server will not take its content (554 5.6.0).
        full    ¦ Passing ¦ The mail server will not take it for its recipient now (452 4.2.2).
        later   ¦ Passing ¦ The mail server will not take its content now (451 4.3.0).
        closing ¦ Trouble ¦ The mail server said 421 4.4.2 and takes no mails now.
        """)]
    public async Task What_the_server_says_is_an_outcome_in_codes_alone(string who, string kind, string why)
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        var outcome = await SendAsync(To(who));
        outcome.GetType().Name.ShouldBe(kind);
        outcome.ToString().ShouldContain(why);
        outcome.ToString().ShouldNotContain("example.org");
        (await SendAsync(Letter)).ShouldBe(new MailOutcome.Sent());
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_a_letter_is_trouble_and_the_next_letter_goes()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        Trouble(await SendAsync(To("cut"))).ShouldNotContain("example.org");
        (await SendAsync(Letter)).ShouldBe(new MailOutcome.Sent());
    }

    [Fact]
    public async Task A_sender_whom_the_server_does_not_take_is_trouble()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server, returnPath: "evil@example.org");
        Trouble(await SendAsync(Letter)).ShouldBe("The mail server will not take mails from our sender (553 5.1.3). Check FUNDINGALERTS_MAIL__FROM and __RETURNPATH.");
    }

    [Theory]
    [InlineData(421)]
    [InlineData(554)]
    public async Task A_server_that_greets_with_a_refusal_is_trouble(int greeting)
    {
        await using var server = await SmtpTestServer.StartAsync(greeting: greeting);
        Open(server);
        Trouble(await SendAsync(Letter)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Nobody_who_listens_is_trouble()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        Open(port, SmtpSecurity.None);
        Trouble(await SendAsync(Letter)).ShouldBe("The mail server cannot be reached. Check FUNDINGALERTS_MAIL__HOST and __PORT.");
    }

    [Fact]
    public async Task What_speaks_no_SMTP_is_trouble()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Open(((IPEndPoint)listener.LocalEndpoint).Port, SmtpSecurity.None);
        var sending = SendAsync(Letter);
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        Trouble(await sending).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_no_address_is_refused_before_anybody_is_asked()
    {
        Open(1, SmtpSecurity.None);
        (await SendAsync(Letter with { To = new("ann@example.org\r\nRCPT TO:<eve@example.org>", null) })).ShouldBe(new MailOutcome.Refused("The address of ann-2026-08-24 is no mail address."));
    }

    [Fact]
    public async Task Letters_that_come_at_once_go_one_after_the_other()
    {
        await using var server = await SmtpTestServer.StartAsync();
        Open(server);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(To($"p{i}"))));
        outcomes.ShouldAllBe(o => o is MailOutcome.Sent);
        await server.UntilAsync("mail", 20);
        server.Mails.Select(m => m.GetProperty("to").GetString()).Distinct().Count().ShouldBe(20);
        server.Happened.Count(w => w == "connect").ShouldBe(1);
    }

    private static Letter To(string who) => Letter with { DeliveryId = $"{who}-2026-08-24", To = new($"{who}@example.org", null) };

    private static string Trouble(MailOutcome outcome) => outcome.ShouldBeOfType<MailOutcome.Trouble>().Why;

    private async Task<MailOutcome> SendAsync(Letter letter) => (await _mailer!.SendAsync([letter], TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

    private void Open(SmtpTestServer server, SmtpSecurity security = SmtpSecurity.None, string? user = SmtpTestServer.User, string password = SmtpTestServer.Password, bool trusts = true, string returnPath = "bounces@example.org") =>
        Open(server.Port, security, security == SmtpSecurity.None ? null : user, password, trusts, returnPath);

    private void Open(int port, SmtpSecurity security, string? user = null, string password = "", bool trusts = true, string returnPath = "bounces@example.org")
    {
        var options = new SmtpOptions("127.0.0.1") { Port = port, Security = security, User = user, Password = user is null ? null : password, Revocation = false };
        var connection = new SmtpConnection(options, _time, trusts ? (_, certificate, _, _) => certificate!.GetRawCertData().SequenceEqual(Certificate.RawData) : null);
        _mailer = new(connection, new("FundingAlerts", "alerts@example.org"), new(null, returnPath), new FakeClock(Instant.FromUtc(2026, 8, 24, 7, 0)));
    }
}
