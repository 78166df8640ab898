namespace FundingAlerts.EndToEnd;

public sealed class MailCommandTests : IDisposable
{
    private const string Reader = "researcher-cole";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bounce_is_read_and_shown_with_the_mail_it_is_about()
    {
        (await FundingAlertsCommand.RunAsync("demo", "--once", "--out", _folder.At("out"))).ExitCode.ShouldBe(0);
        var data = _folder.At("out", "data");
        var before = await FundingAlertsCommand.RunAsync("ops", "deliveries", Reader, "--data", data, "--json");
        var mail = before.Json.ShouldHaveSingleItem();
        (mail.GetProperty("state").GetString(), mail.GetProperty("events").GetArrayLength()).ShouldBe(("sent", 0));
        var id = mail.GetProperty("id").GetString()!;

        Directory.CreateDirectory(_folder.At("bounces"));
        _folder.Write(Path.Combine("bounces", "1.eml"), Bounce(id));
        _folder.Write(Path.Combine("bounces", "2.eml"), "From: somebody@example.org\n\nThank you for the digest.\n");
        foreach (var file in Directory.GetFiles(_folder.At("bounces")))
            File.SetLastWriteTimeUtc(file, new(2026, 8, 24, 0, 0, 0, DateTimeKind.Utc));
        var read = await FundingAlertsCommand.RunAsync("mail", "bounces", _folder.At("bounces"), "--data", data, "--json");
        read.ExitCode.ShouldBe(0, read.Error);
        var said = read.Json.ShouldHaveSingleItem();
        (said.GetProperty("files").GetInt32(), said.GetProperty("events").GetInt32(), said.GetProperty("failures").GetInt32()).ShouldBe((2, 1, 0));
        said.GetProperty("setAside")[0].GetProperty("file").GetString().ShouldBe("2.eml");

        var after = await FundingAlertsCommand.RunAsync("ops", "deliveries", Reader, "--data", data, "--json");
        after.Json.Single().GetProperty("state").GetString().ShouldBe("bounced");
        after.Json.Single().GetProperty("events")[0].GetProperty("reason").GetString().ShouldBe("5.1.1 smtp; 550 no such user");
        (await FundingAlertsCommand.RunAsync("ops", "deliveries", Reader, "--data", data)).Output.ShouldContain("Bounced");
        (await FundingAlertsCommand.RunAsync("mail", "bounces", _folder.At("bounces"), "--data", data)).Output.ShouldContain("0 mails read");
        (await FundingAlertsCommand.RunAsync("ops", "verify", "--data", data)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        var none = await FundingAlertsCommand.RunAsync("mail", "bounces", _folder.At("nowhere"), "--data", _folder.At("data"));
        (none.ExitCode, none.Error.Contains("There is no folder", StringComparison.Ordinal)).ShouldBe((2, true));
        (await FundingAlertsCommand.RunAsync("ops", "deliveries", "ann", "--data", _folder.At("data"))).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Wrong_settings_end_a_command_with_what_to_do_and_the_demo_does_not_heed_them()
    {
        (string, string)[] settings = [("FUNDINGALERTS_MAIL__TRANSPORT", "smtp"), ("FUNDINGALERTS_MAIL__PERDAY", "many")];
        using var run = FundingAlertsCommand.StartWith(settings, "run", "digests", "--data", _folder.At("data"));
        var result = await run.EndAsync();
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("FUNDINGALERTS_MAIL__FROM is missing");
        result.Error.ShouldContain("FUNDINGALERTS_MAIL__HOST is missing");
        result.Error.ShouldContain("FUNDINGALERTS_MAIL__PERDAY is 'many'");
        result.Error.ShouldNotContain("   at ");

        using var demo = FundingAlertsCommand.StartWith(settings, "demo", "--once", "--out", _folder.At("out"), "--json");
        (await demo.EndAsync()).ExitCode.ShouldBe(0);
        Directory.GetFiles(_folder.At("out", "outbox"), "*.eml").Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_transport_that_is_down_is_seen_in_the_status_and_the_mails_wait()
    {
        (await FundingAlertsCommand.RunAsync("ops", "generate", "--calls", "300", "--subscribers", "20", "--seed", "1", "--data", _folder.At("data"))).ExitCode.ShouldBe(0);
        (string, string)[] settings =
        [
            ("FUNDINGALERTS_MAIL__TRANSPORT", "smtp"), ("FUNDINGALERTS_MAIL__FROM", "alerts@example.org"), ("FUNDINGALERTS_MAIL__HOST", "127.0.0.1"),
            ("FUNDINGALERTS_MAIL__SECURITY", "none"), ("FUNDINGALERTS_MAIL__PORT", "1"), ("FUNDINGALERTS_MAIL__PERDAY", "100"),
        ];
        using var run = FundingAlertsCommand.StartWith(settings, "run", "digests", "--data", _folder.At("data"), "--json");
        var result = await run.EndAsync();
        result.ExitCode.ShouldBe(0, result.Error); // nothing failed: the mails wait
        result.Json.Single().GetProperty("emails").GetInt32().ShouldBe(0);
        result.Json.Single().GetProperty("failures").GetInt32().ShouldBe(0);

        var status = await FundingAlertsCommand.RunAsync("ops", "status", "--data", _folder.At("data"));
        status.Output.ShouldContain("smtp is in trouble");
        status.Output.ShouldContain("The mail server cannot be reached.");
        var json = (await FundingAlertsCommand.RunAsync("ops", "status", "--data", _folder.At("data"), "--json")).Json.Single();
        json.GetProperty("mails")[0].GetProperty("day").GetProperty("cap").GetInt32().ShouldBe(100);
        json.GetProperty("queues").EnumerateArray().Single(q => q.GetProperty("queue").GetString() == "emails").GetProperty("waiting").GetInt32().ShouldBeGreaterThan(0);
    }

    private static string Bounce(string deliveryId) => $"""
        From: MAILER-DAEMON@mx.example.net
        Date: Mon, 24 Aug 2026 11:00:00 +0200
        Message-ID: <report-1@mx.example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; somebody@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 no such user

        --b1
        Content-Type: text/rfc822-headers

        X-Delivery: {Reader}/{deliveryId}

        --b1--

        """;
}
