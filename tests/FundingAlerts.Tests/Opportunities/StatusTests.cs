using FundingAlerts.Opportunities;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Opportunities;

public sealed class StatusTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 15, 12, 0);

    [Theory]
#pragma warning disable format // a table
    //          word            opens         deadlines                     status
    [InlineData(null,           null,         "",                           OpportunityStatus.Unknown)]
    [InlineData("Open",         null,         "",                           OpportunityStatus.Open)]
    [InlineData("Forthcoming",  null,         "",                           OpportunityStatus.Forthcoming)]
    [InlineData("Closed",       null,         "",                           OpportunityStatus.Closed)]
    [InlineData(null,           null,         "2026-07-01",                 OpportunityStatus.Open)]
    [InlineData(null,           null,         "2026-06-15",                 OpportunityStatus.Open)]         // the whole day counts
    [InlineData(null,           null,         "2026-06-14",                 OpportunityStatus.Closed)]
    [InlineData(null,           null,         "2026-06-15T13:59",           OpportunityStatus.Closed)]       // 11:59 UTC
    [InlineData(null,           null,         "2026-06-15T14:01",           OpportunityStatus.Open)]
    [InlineData("Open",         null,         "2026-06-14",                 OpportunityStatus.Closed)]       // whatever the page still says
    [InlineData("Forthcoming",  null,         "2026-06-14",                 OpportunityStatus.Closed)]
    [InlineData("Closed",       null,         "2026-07-01",                 OpportunityStatus.Closed)]       // whatever the dates say
    [InlineData(null,           "2026-06-16", "2026-07-01",                 OpportunityStatus.Forthcoming)]
    [InlineData("Open",         "2026-06-16", "2026-07-01",                 OpportunityStatus.Forthcoming)]
    [InlineData("Closed",       "2026-06-16", "2026-07-01",                 OpportunityStatus.Closed)]
    [InlineData("Forthcoming",  "2026-06-15", "2026-07-01",                 OpportunityStatus.Open)]         // it has opened since
    [InlineData(null,           "2026-06-15", "",                           OpportunityStatus.Open)]
    [InlineData(null,           "2026-06-16", "",                           OpportunityStatus.Forthcoming)]
    [InlineData(null,           null,         "2026-05-01 2026-07-01",      OpportunityStatus.Open)]         // a cut-off passed
    [InlineData(null,           null,         "2026-05-01 2026-06-01",      OpportunityStatus.Closed)]
    [InlineData(null,           null,         "rolling",                    OpportunityStatus.Open)]
    [InlineData("Closed",       null,         "rolling",                    OpportunityStatus.Closed)]
    [InlineData(null,           "2026-06-16", "rolling",                    OpportunityStatus.Forthcoming)]
    [InlineData(null,           null,         "rolling<2026-06-15",         OpportunityStatus.Open)]
    [InlineData("Open",         null,         "rolling<2026-06-14",         OpportunityStatus.Closed)]
    [InlineData(null,           null,         "2026-05-01 rolling",         OpportunityStatus.Open)]
    [InlineData(null,           null,         "unannounced",                OpportunityStatus.Unknown)]
    [InlineData("Forthcoming",  null,         "unannounced",                OpportunityStatus.Forthcoming)]
    [InlineData(null,           "2026-06-01", "unannounced",                OpportunityStatus.Unknown)]      // it may have closed
    [InlineData("Open",         "2026-06-01", "unannounced",                OpportunityStatus.Open)]
    [InlineData(null,           null,         "2026-05-01 unannounced",     OpportunityStatus.Unknown)]      // the next stage is to come
    [InlineData("Open",         null,         "2026-05-01 unannounced",     OpportunityStatus.Open)]
    [InlineData(null,           null,         "words",                      OpportunityStatus.Unknown)]
    [InlineData("Open",         null,         "2026-05-01 words",           OpportunityStatus.Open)]
    [InlineData(null,           "2026-06-01", "words",                      OpportunityStatus.Unknown)]
#pragma warning restore format
    public void The_status_follows_from_dates_and_words(string? word, string? opens, string deadlines, OpportunityStatus status)
    {
        var call = Call(word, opens, deadlines);

        call.StatusAt(Now).ShouldBe(status);
        (call with { WithdrawnAt = Now }).StatusAt(Now).ShouldBe(OpportunityStatus.Closed);
    }

    [Fact]
    public void The_next_deadline_is_the_first_to_come_or_else_the_last()
    {
        var call = Call(null, null, "2026-05-01 2026-07-01 2026-09-01");

        call.NextDeadline(Now)!.Date.ShouldBe(new LocalDate(2026, 7, 1));
        call.NextDeadline(Now + Duration.FromDays(365))!.Date.ShouldBe(new LocalDate(2026, 9, 1));
        Call(null, null, "rolling").NextDeadline(Now).ShouldBeNull();
    }

    [Fact]
    public void A_day_ends_on_the_funders_clock() =>
        new Deadline.On(new(2026, 6, 15), null, "Europe/London", null).ClosedFrom.ShouldBe(Instant.FromUtc(2026, 6, 15, 23, 0));

    private static Opportunity Call(string? word, string? opens, string deadlines) => new()
    {
        Id = new("made-up", "a"),
        Title = "A call",
        Address = new("https://fund.example/a"),
        Language = "en",
        StatusWord = word is null ? null : new(Enum.Parse<OpportunityStatus>(word), word),
        Opens = opens is null ? null : new(new(LocalDatePattern.Iso.Parse(opens).Value, null, Zones.Amsterdam), opens),
        Deadlines = [.. deadlines.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(d => new Understood<Deadline>(Read(d), d))],
    };

    private static Deadline? Read(string text) => text switch
    {
        "words" => null,
        "rolling" => new Deadline.Rolling(),
        "unannounced" => new Deadline.Unannounced(),
        _ when text.StartsWith("rolling<", StringComparison.Ordinal) => new Deadline.Rolling(LocalDatePattern.Iso.Parse(text[8..]).Value),
        _ => new Deadline.On(
            LocalDatePattern.Iso.Parse(text[..10]).Value,
            text.Length > 10 ? LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text[11..]).Value : null,
            Zones.Amsterdam,
            null),
    };
}
