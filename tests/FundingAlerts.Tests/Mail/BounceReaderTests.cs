using System.Text;
using CsCheck;
using FundingAlerts.Delivery;
using FundingAlerts.Mail;
using FundingAlerts.Mail.Bounces;
using NodaTime;

namespace FundingAlerts.Tests.Mail;

public sealed class BounceReaderTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 8, 25, 7, 0);

    [Theory]
    [Table("""
        failed    ¦ 5.1.1                      ¦ smtp; 550 5.1.1 no such user  ¦ Bounced
        Failed    ¦ 5.0.0 (unknown)            ¦                               ¦ Bounced
        failed    ¦ 5.2.2                      ¦ smtp; 552 mailbox full        ¦ SoftBounced
        failed    ¦ 4.4.7                      ¦ smtp; 451 try later           ¦ SoftBounced
        failed    ¦                            ¦ smtp; 550 no such user        ¦ Bounced
        failed    ¦                            ¦ smtp; 450 later               ¦ SoftBounced
        failed    ¦                            ¦ x-unix; what                  ¦ SoftBounced
        delayed   ¦ 4.2.2                      ¦ smtp; 452 mailbox full        ¦ Deferred
        delivered ¦ 2.1.5                      ¦                               ¦ Delivered
        relayed   ¦ 2.1.9                      ¦                               ¦
        expanded  ¦ 2.1.9                      ¦                               ¦
                  ¦ 5.1.1                      ¦                               ¦
        """)]
    public async Task A_delivery_report_says_what_happened(string? action, string? status, string? diagnostic, string? kind)
    {
        var reading = await ReadAsync(Report(action, status, diagnostic, returned: Headers));
        if (kind is null)
        {
            reading.ShouldBe(BounceReading.Aside(BounceReader.NothingHappened));
            return;
        }
        var said = reading.Event.ShouldNotBeNull();
        (said.SubscriberId, said.DeliveryId, said.Kind.ToString(), said.At).ShouldBe(("ann", "ann-2026-08-24", kind, Instant.FromUtc(2026, 8, 24, 8, 30)));
    }

    [Theory]
    [InlineData("X-Delivery: ann/ann-2026-08-24", null, null)]
    [InlineData("Message-ID: <ann-2026-08-24+ann@example.org>", null, null)]
    [InlineData("Subject: x", "ann/ann-2026-08-24", null)]
    [InlineData("Subject: x", null, "<ann-2026-08-24+ann@example.org>")]
    [InlineData("X-Delivery: eve/other", "ann/ann-2026-08-24", null)] // the envelope's own id goes before
    public async Task The_mail_is_found_by_its_envelope_id_its_headers_or_what_is_answered(string header, string? envelopeId, string? inReplyTo)
    {
        var said = (await ReadAsync(Report("failed", "5.1.1", null, header + "\r\n", envelopeId, inReplyTo))).Event.ShouldNotBeNull();
        (said.SubscriberId, said.DeliveryId).ShouldBe(("ann", "ann-2026-08-24"));
    }

    [Fact]
    public async Task A_whole_mail_that_was_returned_is_looked_into()
    {
        var whole = Report("failed", "5.1.1", null, Headers + "\r\nDear Ann,\r\n").Replace("text/rfc822-headers", "message/rfc822", StringComparison.Ordinal);
        (await ReadAsync(whole)).Event.ShouldNotBeNull().DeliveryId.ShouldBe("ann-2026-08-24");
    }

    [Theory]
    [InlineData("abuse", "Complained")]
    [InlineData("fraud", "Complained")]
    [InlineData("opt-out", "Unsubscribed")]
    [InlineData("not-spam", null)]
    [InlineData("auth-failure", null)]
    public async Task A_complaint_is_one(string type, string? kind)
    {
        var reading = await ReadAsync(Complaint(type));
        reading.Event?.Kind.ToString().ShouldBe(kind);
        if (kind is null)
            reading.Problem.ShouldBe(BounceReader.NothingHappened);
    }

    [Fact]
    public async Task Read_twice_it_is_the_same_event_and_another_report_is_another()
    {
        var one = (await ReadAsync(Report("failed", "4.4.7", null, Headers))).Event!;
        (await ReadAsync(Report("failed", "4.4.7", null, Headers))).Event.ShouldBe(one);
        (await ReadAsync("X-Received: elsewhere\r\n" + Report("failed", "4.4.7", null, Headers))).Event.ShouldBe(one); // by its Message-Id
        (await ReadAsync(Report("failed", "4.4.7", null, Headers).Replace("<report-1@", "<report-2@", StringComparison.Ordinal))).Event!.EventId.ShouldNotBe(one.EventId);
    }

    [Fact]
    public async Task A_report_from_the_future_is_of_now() =>
        (await ReadAsync(Report("failed", "5.1.1", null, Headers).Replace("2026 10:30", "2036 10:30", StringComparison.Ordinal))).Event!.At.ShouldBe(Now);

    [Theory]
    [InlineData("From: bob@example.org\r\nTo: alerts@example.org\r\nSubject: Re: Digest\r\n\r\nThanks, but no.\r\n", BounceReader.NoReport)]
    [InlineData("From: MAILER-DAEMON@example.org\r\nSubject: failure\r\n\r\n550 ann@example.org is gone\r\n", BounceReader.NoReport)]
    [InlineData("", BounceReader.NoMail)]
    [InlineData("\0\0\0\0", BounceReader.NoMail)]
    public async Task What_is_no_report_is_set_aside_with_a_sentence(string mail, string problem) =>
        (await ReadAsync(mail)).ShouldBe(BounceReading.Aside(problem));

    [Fact]
    public async Task A_report_about_a_mail_of_others_is_set_aside() =>
        (await ReadAsync(Report("failed", "5.1.1", null, "Message-ID: <1@elsewhere.example>\r\n"))).ShouldBe(BounceReading.Aside(BounceReader.NotOurs));

    [Fact]
    public async Task What_is_huge_or_nested_deep_is_set_aside()
    {
        (await BounceReader.ReadAsync(new byte[BounceReader.MostBytes + 1], Now, default)).ShouldBe(BounceReading.Aside(BounceReader.TooLarge));
        var deep = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
            deep.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n");
        (await ReadAsync("From: a@example.org\r\n" + deep)).Event.ShouldBeNull();
    }

    [Fact]
    public async Task Cut_off_anywhere_it_is_the_event_or_set_aside_and_never_a_fault()
    {
        var whole = Report("failed", "5.1.1", "smtp; 550 no such user", Headers);
        for (var length = 0; length < whole.Length; length++)
        {
            var reading = await ReadAsync(whole[..length]);
            (reading.Event is null).ShouldBe(reading.Problem is not null);
            reading.Problem?.ShouldNotContain("@");
        }
    }

    [Fact]
    public void Changed_anywhere_it_is_never_a_fault()
    {
        var whole = Encoding.Latin1.GetBytes(Report("failed", "5.1.1", "smtp; 550 no such user", Headers));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 30].Sample(
            changes =>
            {
                var changed = whole.ToArray();
                foreach (var (at, to) in changes)
                    changed[at] = to;
                _ = BounceReader.ReadAsync(changed, Now, default).GetAwaiter().GetResult();
            },
            iter: 3_000);
    }

    [Fact]
    public void Any_ids_go_into_a_header_and_come_back() =>
        Gen.Select(Gen.String[1, 20], Gen.String[1, 20]).Sample((subscriber, delivery) =>
        {
            var token = MailToken.Write(new(subscriber, delivery));
            token.ShouldMatch("^[A-Za-z0-9_~/-]+$");
            MailToken.Read(token).ShouldBe(new MailName(subscriber, delivery));
        });

    internal const string Headers = "Subject: 3 calls\r\nMessage-ID: <ann-2026-08-24+ann@example.org>\r\nX-Delivery: ann/ann-2026-08-24\r\n";

    internal static string Report(string? action, string? status, string? diagnostic, string returned, string? envelopeId = null, string? inReplyTo = null)
    {
        var recipient = new StringBuilder("Final-Recipient: rfc822; ann@example.org\r\n");
        foreach (var (name, value) in new[] { ("Action", action), ("Status", status), ("Diagnostic-Code", diagnostic), ("Last-Attempt-Date", "Mon, 24 Aug 2026 10:30:00 +0200") })
        {
            if (value is not null)
                recipient.Append(name).Append(": ").Append(value).Append("\r\n");
        }
        return $"""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example.net
            To: bounces@example.org
            Date: Mon, 24 Aug 2026 11:00:00 +0200
            Message-ID: <report-1@mx.example.net>{(inReplyTo is null ? "" : "\r\nIn-Reply-To: " + inReplyTo)}
            Subject: Undelivered Mail
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            I am sorry: <ann@example.org> could not be reached.

            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net{(envelopeId is null ? "" : "\r\nOriginal-Envelope-Id: " + envelopeId)}

            {recipient}
            --b1
            Content-Type: text/rfc822-headers

            {returned}
            --b1--

            """.ReplaceLineEndings("\r\n");
    }

    private static string Complaint(string type) => $"""
        From: fbl@example.net
        Date: Mon, 24 Aug 2026 11:00:00 +0200
        Message-ID: <complaint-1@example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

        --b1
        Content-Type: text/plain

        This is a complaint.

        --b1
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: SomeGenerator/1.0
        Version: 1

        --b1
        Content-Type: message/rfc822

        {Headers}
        Dear Ann,
        --b1--

        """.ReplaceLineEndings("\r\n");

    private static Task<BounceReading> ReadAsync(string mail) => BounceReader.ReadAsync(Encoding.Latin1.GetBytes(mail), Now, default);
}
