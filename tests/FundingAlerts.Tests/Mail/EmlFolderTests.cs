using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using MimeKit;
using NodaTime;
using NodaTime.Testing;

namespace FundingAlerts.Tests.Mail;

public sealed class EmlFolderTests : IDisposable
{
    private static readonly Letter Letter = new("ann-2026-08-24", new("ann@example.org", "Anna Müller"), "Nieuw: 3 oproepen — €5 miljoen", "<p>Één oproep 😀 = ok</p>", "Één oproep 😀 = ok\n\n.\nFrom here on")
    {
        Headers = new Dictionary<string, string> { ["List-Id"] = "FundingAlerts <digest.example.org>", ["List-Unsubscribe"] = "<mailto:stop@example.org?subject=unsubscribe%20ann>", ["Auto-Submitted"] = "auto-generated" },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("fundingalerts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private EmlFolder Folder => new(_folder, new("FundingAlerts", "alerts@example.org"), new FakeClock(Instant.FromUtc(2026, 8, 24, 7, 0)));

    private async Task<MimeMessage> SendAsync(Letter letter)
    {
        await Folder.SendAsync([letter], default);
        return await MimeMessage.LoadAsync(Directory.GetFiles(_folder).ShouldHaveSingleItem());
    }

    [Fact]
    public async Task A_letter_is_read_back_as_it_was_written()
    {
        var message = await SendAsync(Letter);
        message.Subject.ShouldBe(Letter.Subject);
        message.HtmlBody!.TrimEnd().ShouldBe(Letter.Html);
        message.TextBody!.ReplaceLineEndings("\n").TrimEnd().ShouldBe(Letter.Text);
        message.To.Mailboxes.ShouldHaveSingleItem().ShouldBe(new("Anna Müller", "ann@example.org"));
        message.From.ToString().ShouldBe("\"FundingAlerts\" <alerts@example.org>");
        message.Date.UtcDateTime.ShouldBe(new(2026, 8, 24, 7, 0, 0));
        message.MessageId.ShouldBe("ann-2026-08-24@example.org");
        foreach (var (name, value) in Letter.Headers)
            message.Headers[name].ShouldBe(value);
        Path.GetFileName(Directory.GetFiles(_folder)[0]).ShouldBe("ann-2026-08-24.eml");
        message.Body.ShouldBeOfType<MultipartAlternative>().Select(p => p.ContentType.MimeType).ShouldBe(["text/plain", "text/html"]);
    }

    [Fact]
    public async Task The_same_letter_is_the_same_file_and_the_same_bytes()
    {
        await Folder.SendAsync([Letter], default);
        var first = await File.ReadAllBytesAsync(Directory.GetFiles(_folder).Single());
        await Folder.SendAsync([Letter], default);
        (await File.ReadAllBytesAsync(Directory.GetFiles(_folder).ShouldHaveSingleItem())).ShouldBe(first);
        Encoding.ASCII.GetString(first).Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n'); // CRLF, on every machine
        first.ShouldAllBe(b => b < 128);
    }

    [Theory]
    [InlineData("x\r\nBcc: eve@example.org")]
    [InlineData("x\nBcc: eve@example.org\n\nbody")]
    [InlineData("x\rBcc: eve@example.org")]
    [InlineData("x\u0085\0Bcc: eve@example.org")]
    public async Task No_line_end_begins_another_header(string hostile)
    {
        var message = await SendAsync(Letter with
        {
            Subject = hostile,
            To = new("ann@example.org", hostile),
            Headers = new Dictionary<string, string> { ["List-Id"] = hostile },
        });
        message.Bcc.ShouldBeEmpty();
        message.Headers.ShouldNotContain(h => h.Field == "Bcc");
        message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("ann@example.org");
        message.TextBody!.ShouldContain("oproep");
        message.Subject!.ShouldContain("Bcc: eve@example.org");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("@example.org")]
    [InlineData("ann@example.org, eve@example.org")]
    [InlineData("ann@example.org\r\nBcc: eve@example.org")]
    public async Task What_is_no_address_is_refused_for_good_and_not_repeated(string address)
    {
        (await Folder.SendAsync([Letter with { To = new(address, null) }], default)).ShouldBe([new MailOutcome.Refused("The address of ann-2026-08-24 is no mail address.")]);
        Directory.GetFiles(_folder).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b:c*?")]
    [InlineData("a b\r\n<x>@y")]
    [InlineData("ünï-2026")]
    [InlineData("\0")]
    public async Task Any_id_makes_a_file_in_the_folder_and_a_good_message_id(string id)
    {
        var message = await SendAsync(Letter with { DeliveryId = id });
        Path.GetFileName(Directory.GetFiles(_folder).ShouldHaveSingleItem()).ShouldMatch(@"^[A-Za-z0-9_~-]+\.eml$");
        message.MessageId!.ShouldMatch(@"^[A-Za-z0-9_~-]+@example\.org$");
        message.TextBody!.ShouldContain("oproep");
    }

    [Fact]
    public async Task Different_ids_are_different_files()
    {
        foreach (var id in new[] { "a/b", "a_b", "a b", "a~2Fb", new('x', 500), new string('x', 500) + "y" })
            await Folder.SendAsync([Letter with { DeliveryId = id }], default);
        Directory.GetFiles(_folder).Length.ShouldBe(6);
    }
}
