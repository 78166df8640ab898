using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using FundingAlerts.Tests.Delivery.SendGrid;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Mail;

public sealed class MailSettingsTests
{
    [Fact]
    public void Without_any_setting_mails_are_files()
    {
        Read("").ShouldBe(MailOptions.Eml);
        Read("").Limits.ShouldBe(new MailLimits("eml"));
    }

    [Fact]
    public void All_of_SMTP_is_read()
    {
        var options = Read("TRANSPORT=SMTP FROM=alerts@example.org FROMNAME=Alerts RETURNPATH=bounces@example.org HOST=smtp.example.org PORT=2525 SECURITY=tls USER=u PASSWORD=p REVOCATION=false PERSECOND=2 PERMINUTE=60 PERDAY=500 BOUNCES=/var/mail/bounces");
        options.Smtp.ShouldBe(new("smtp.example.org") { Port = 2525, Security = SmtpSecurity.Tls, User = "u", Password = "p", Revocation = false });
        options.Limits.ShouldBe(new("smtp") { PerSecond = 2, PerMinute = 60, PerDay = 500 });
        (options.From, options.FromName, options.ReturnPath, options.Bounces).ShouldBe(("alerts@example.org", "Alerts", "bounces@example.org", "/var/mail/bounces"));
    }

    [Theory]
    [InlineData("starttls", 587)]
    [InlineData("tls", 465)]
    public void The_usual_port_follows_from_the_security(string security, int port) =>
        Read($"TRANSPORT=smtp FROM=a@example.org HOST=smtp.example.org SECURITY={security}").Smtp.Port.ShouldBe(port);

    [Theory]
    [InlineData("REGION=eu SANDBOX=true", "https://api.eu.sendgrid.com", true)]
    [InlineData("REGION=global", "https://api.sendgrid.com", false)]
    [InlineData("", "https://api.sendgrid.com", false)]
    public void All_of_SendGrid_is_read(string settings, string host, bool sandbox)
    {
        using var key = new SignedBody();
        var options = Read($"TRANSPORT=sendgrid FROM=a@example.org KEY=SG.x WEBHOOKKEY={key.PublicKey} {settings}");
        options.SendGrid.ShouldBe(new("SG.x") { Host = host, Sandbox = sandbox });
        options.Webhook.ShouldNotBeNull();
    }

    [Theory]
    [Table("""
        TRANSPORT=post                                                   ¦ FUNDINGALERTS_MAIL__TRANSPORT is 'post'; take one of eml, smtp, sendgrid.
        TRANSPORT=1                                                      ¦ FUNDINGALERTS_MAIL__TRANSPORT is '1'; take one of eml, smtp, sendgrid.
        TRANSPORT=smtp HOST=h.example.org                                ¦ FUNDINGALERTS_MAIL__FROM is missing; set it to the address that mails come from, of a domain that you may send for.
        TRANSPORT=smtp FROM=a@example.org                                ¦ FUNDINGALERTS_MAIL__HOST is missing; set it to your mail server, as smtp.example.org.
        TRANSPORT=smtp FROM=a@example.org HOST=smtp://h                  ¦ FUNDINGALERTS_MAIL__HOST is 'smtp://h'; write the server's name alone, without a port or smtp://.
        TRANSPORT=smtp FROM=a@example.org HOST=h.example.org SECURITY=none ¦ FUNDINGALERTS_MAIL__SECURITY is none, which is for a server on this machine; take starttls or tls for h.example.org.
        TRANSPORT=smtp FROM=a@example.org HOST=h.example.org USER=u      ¦ FUNDINGALERTS_MAIL__USER and FUNDINGALERTS_MAIL__PASSWORD go together; set both, or neither.
        TRANSPORT=smtp FROM=a@example.org HOST=h.example.org PORT=0      ¦ FUNDINGALERTS_MAIL__PORT is '0'; write a whole number from 1 to 65535, or leave it out for no limit.
        TRANSPORT=sendgrid FROM=a@example.org                            ¦ FUNDINGALERTS_MAIL__KEY is missing; make an API key at SendGrid that may send mail and nothing else, and set it.
        TRANSPORT=sendgrid FROM=a@example.org KEY=k REGION=mars          ¦ FUNDINGALERTS_MAIL__REGION is 'mars'; take global or eu.
        TRANSPORT=sendgrid FROM=a@example.org KEY=k SANDBOX=maybe        ¦ FUNDINGALERTS_MAIL__SANDBOX is 'maybe'; write true or false.
        FROM=alerts                                                      ¦ FUNDINGALERTS_MAIL__FROM is no mail address; write it alone, as alerts@example.org.
        FROM=Alerts<a@example.org>                                       ¦ FUNDINGALERTS_MAIL__FROM is no mail address; write it alone, as alerts@example.org.
        PERDAY=0                                                         ¦ FUNDINGALERTS_MAIL__PERDAY is '0'; write a whole number from 1 to 100000000, or leave it out for no limit.
        PERSECOND=fast                                                   ¦ FUNDINGALERTS_MAIL__PERSECOND is 'fast'; write a whole number from 1 to 10000, or leave it out for no limit.
        WEBHOOKKEY=abc                                                   ¦ FUNDINGALERTS_MAIL__WEBHOOKKEY is no key; copy the verification key that SendGrid shows under Mail Settings, Event Webhook.
        """)]
    public void What_is_wrong_is_said_with_what_to_do(string settings, string fault)
    {
        var (options, faults) = MailSettings.Read(Of(settings));
        options.ShouldBeNull();
        faults.ShouldHaveSingleItem().ShouldBe(fault);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void In_clear_is_for_this_machine(string host) =>
        Read($"TRANSPORT=smtp FROM=a@example.org SECURITY=none HOST={host}").Smtp.Security.ShouldBe(SmtpSecurity.None);

    [Fact]
    public void What_is_secret_is_not_printed()
    {
        var printed = Read("TRANSPORT=smtp FROM=a@example.org HOST=h.example.org USER=u PASSWORD=hidden").ToString() + Read("TRANSPORT=sendgrid FROM=a@example.org KEY=hidden");
        printed.ShouldNotContain("hidden");
    }

    [Theory]
    [InlineData("", typeof(EmlFolder))]
    [InlineData("TRANSPORT=smtp FROM=a@example.org HOST=h.example.org", typeof(SmtpMailer))]
    [InlineData("TRANSPORT=sendgrid FROM=a@example.org KEY=k", typeof(SendGridMailer))]
    public async Task The_transport_is_the_one_that_was_chosen(string settings, Type mailer)
    {
        var services = new ServiceCollection().AddSingleton<IClock>(new FakeClock(NodaConstants.UnixEpoch)).AddMail(Read(settings), "unused", "contact@example.org");
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IMailer>().ShouldBeOfType<ChannelMailer>().Mails.ShouldBeOfType(mailer);
        provider.GetService<FundingAlerts.Delivery.SendGrid.EventSignature>().ShouldBeNull();
    }

    private static MailOptions Read(string settings)
    {
        var (options, faults) = MailSettings.Read(Of(settings));
        faults.ShouldBeEmpty();
        return options!;
    }

    private static Func<string, string?> Of(string settings)
    {
        var all = settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).ToDictionary(s => MailSettings.Prefix + s[0], s => s[1]);
        return name => all.GetValueOrDefault(name);
    }
}
