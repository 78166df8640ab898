using System.Text;
using AngleSharp.Html.Parser;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Web.Mails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FundingAlerts.Tests.Web;

public sealed class ReminderLetterTests
{
    // Of the network's one deadline seven days are left; of the chips call's two the first is past.
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 6, 6, 0);

    private static readonly Reminder Reminder = new(
        MadeUpCalls.Reader,
        Now,
        [
            Entry(MadeUpCalls.Paradigms, 0, 7),
            Entry(MadeUpCalls.Moved, 0, 21) with { Twins = MadeUpCalls.MovedTwins },
            Entry(MadeUpCalls.Chips, 1, 98),
        ]);

    [Theory]
    [InlineData("en", 3, "reminder.en")]
    [InlineData("nl", 3, "reminder.nl")]
    [InlineData("en", 1, "reminder-one.en")]
    [InlineData("nl", 1, "reminder-one.nl")]
    public async Task A_reminder_is_worded_as_its_golden_files(string language, int count, string name)
    {
        var letter = await WriteAsync(Reminder with { Reader = MadeUpCalls.Reader with { Language = language }, Entries = [.. Reminder.Entries.Take(count)] });
        GoldenFile.Check(name + ".html", letter.Html);
        GoldenFile.Check(name + ".txt", $"Subject: {letter.Subject}\n{string.Concat(letter.Headers.Select(h => $"{h.Key}: {h.Value}\n"))}\n{letter.Text}");
    }

    [Fact]
    public async Task The_same_reminder_gives_the_same_bytes_and_another_one_another_id()
    {
        var (first, second) = (await WriteAsync(Reminder), await WriteAsync(Reminder));
        (second.DeliveryId, second.Html, second.Text, second.Subject).ShouldBe((first.DeliveryId, first.Html, first.Text, first.Subject));
        first.DeliveryId.ShouldMatch("^s1-2026-10-06-r[0-9a-f]{12}$");

        foreach (var other in new[]
        {
            Reminder with { Entries = [.. Reminder.Entries.Take(2)] },
            Reminder with { Entries = [Reminder.Entries[0] with { Lead = 8 }, .. Reminder.Entries.Skip(1)] },
            Reminder with { ComposedAt = Now + Duration.FromDays(1) },
        })
            other.DeliveryId.ShouldNotBe(first.DeliveryId);
        (Reminder with { Entries = [.. Reminder.Entries.Reverse()] }).DeliveryId.ShouldBe(first.DeliveryId);
    }

    [Fact]
    public async Task A_subject_says_which_call_closes_when_in_110_characters()
    {
        (await SubjectAsync("en", 1)).ShouldBe("Closes in 7 days: Future computing paradigms Network Plus (13 Oct 2026)");
        (await SubjectAsync("nl", 1)).ShouldBe("Sluit over 7 dagen: Future computing paradigms Network Plus (13 okt 2026)");
        (await SubjectAsync("en", 3)).ShouldBe("Closes in 7 days: Future computing paradigms Network Plus (13 Oct 2026), and 2 more");
        (await SubjectAsync("nl", 3)).ShouldBe("Sluit over 7 dagen: Future computing paradigms Network Plus (13 okt 2026), en nog 2");
        var wordy = MadeUpCalls.Paradigms with { Title = string.Join(' ', Enumerable.Repeat("neuromorphic", 40)) };
        (await WriteAsync(Reminder with { Entries = [Entry(wordy, 0, 7), .. Reminder.Entries] })).Subject.Length.ShouldBeInRange(80, MailSubject.MaxLength);
        (await WriteAsync(Reminder with { ComposedAt = Instant.FromUtc(2026, 10, 12, 6, 0), Entries = [Reminder.Entries[0]] })).Subject.ShouldStartWith("Closes tomorrow: ");
    }

    [Fact]
    public async Task The_deadline_that_is_near_stands_first_and_those_after_it_follow()
    {
        var stages = MadeUpCalls.Chips with
        {
            Deadlines = [MadeUpCalls.On(2026, 10, 13, "17:00", Zones.Brussels, "13 October", "outline"), .. MadeUpCalls.Chips.Deadlines.Skip(1)],
        };
        (await WriteAsync(Reminder with { Entries = [Entry(stages, 0, 7)] })).Text
            .ShouldContain("Deadline  outline: Tue 13 October 2026, 17:00 Brussels time");
        var second = (await WriteAsync(Reminder with { Entries = [Entry(stages, 1, 90)] })).Text;
        second.ShouldContain("full proposal: Tue 12 January 2027");
        second.ShouldNotContain("13 October");
    }

    [Fact]
    public async Task Fifty_reminders_fit_into_80_KB_and_hostile_words_stay_words()
    {
        var hostile = MadeUpCalls.Paradigms with { Title = "<script>alert(1)</script> " + string.Join(' ', Enumerable.Repeat("Rechentechnik", 20)) };
        var letter = await WriteAsync(Reminder with { Entries = [.. Enumerable.Range(0, 50).Select(_ => Entry(hostile, 0, 7))] });
        Encoding.UTF8.GetByteCount(letter.Html).ShouldBeLessThanOrEqualTo(DigestLetter.MaxHtmlBytes);
        var page = new HtmlParser().ParseDocument(letter.Html);
        page.QuerySelectorAll("script, img, [onerror]").ShouldBeEmpty();
        page.QuerySelectorAll("h3").Length.ShouldBe(50);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        letter.Headers["List-Unsubscribe"].ShouldBe("<mailto:desk@example.org?subject=unsubscribe%20s1>");
    }

    private static ReminderEntry Entry(Opportunity call, int deadline, int lead) => new(
        TwinGroup.Of([call], _ => false, Now),
        (Deadline.On)call.Deadlines[deadline].Value!,
        null,
        lead,
        MadeUpCalls.Digest.Entries.FirstOrDefault(e => e.Opportunity.Id == call.Id)?.Why ?? []);

    private static async Task<string> SubjectAsync(string language, int count) =>
        (await WriteAsync(Reminder with { Reader = MadeUpCalls.Reader with { Language = language }, Entries = [.. Reminder.Entries.Take(count)] })).Subject;

    private static async Task<Letter> WriteAsync(Reminder reminder)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        ReminderWriter write = new DigestLetter(new(new("FundingAlerts", "desk@example.org", new("https://calls.example.org/")), keys: null, services, NullLoggerFactory.Instance)).WriteAsync;
        return await write(reminder, TestContext.Current.CancellationToken);
    }
}
