using System.Diagnostics;
using System.Globalization;
using CsCheck;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Tests.Opportunities.Printed;

public class PrintedLaws
{
    private static readonly string[] Parts =
        ["5", "31", "2026", "May", "maart", ".", ":", "-", "/", " ", "\n", "(", ")", "€", "£", "$", "k", "million", "Mio.", "17:00", "CET", "GMT", "+", "local time", "van", "tot", "bis", "from", "to", "no", "deadline", "T00:00", "Z", "999999999999", "AoE", "UTC-14", "the", "twenty", "first", "'", "%", "\u200F", "\uD83D", "ß", "½", "１"];

    private static readonly string[] Languages = ["en-GB", "nl-NL", "de-DE", "fr-FR"];

    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 30_000].Select(days => new LocalDate(2000, 1, 1).PlusDays(days));

    private static readonly Gen<string> Noise = Gen.OneOf(Gen.String, Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 60].Select(parts => string.Concat(parts)), Gen.Char.Array[0, 200].Select(signs => new string(signs)));

    [Fact]
    public void Any_text_is_read_without_a_fault()
    {
        var context = new PrintedContext("en", Zones.London, new LocalTime(17, 0), new LocalDate(2026, 1, 1));
        Noise.Sample(text =>
        {
            foreach (var known in new[] { new PrintedContext(), context })
            {
                foreach (var on in DeadlineText.Read(text, known).Deadlines.OfType<Deadline.On>())
                    _ = on.ClosedFrom;
                _ = DateText.Read(text, known);
                _ = MoneyText.Read(text, known);
                _ = StatusText.Read(text, known);
            }
        });
    }

    [Fact]
    public void Long_texts_are_read_in_no_time()
    {
        foreach (var part in Parts)
        {
            var text = string.Concat(Enumerable.Repeat(part + " ", 4_000));
            var watch = Stopwatch.StartNew();
            DeadlineText.Read(text, new("en"));
            MoneyText.Read(text, new());
            StatusText.Read(text, new());
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3), part);
        }
    }

    [Theory]
    [Table("""
        en-GB ¦ d MMMM yyyy
        en-GB ¦ dddd d MMMM yyyy
        en-GB ¦ dd/MM/yyyy
        en-GB ¦ yyyy-MM-dd
        en-US ¦ MMMM d, yyyy
        en-US ¦ MMM d yyyy
        en-US ¦ MM/dd/yyyy
        nl-NL ¦ d MMMM yyyy
        nl-NL ¦ dddd d MMMM yyyy
        nl-NL ¦ dd-MM-yyyy
        de-DE ¦ d. MMMM yyyy
        de-DE ¦ dddd, d. MMMM yyyy
        de-DE ¦ dd.MM.yyyy
        fr-FR ¦ d MMMM yyyy
        fr-FR ¦ dddd d MMMM yyyy
        fr-FR ¦ dd/MM/yyyy
        """)]
    public void A_printed_date_reads_as_itself(string language, string format) => Dates.Sample(date =>
    {
        var text = date.ToDateOnly().ToString(format, CultureInfo.GetCultureInfo(language));
        var context = new PrintedContext(language);
        DateText.Read(text, context).ShouldBe(date, text);
        DeadlineText.Read(text, context).Deadlines.ShouldBe([new Deadline.On(date, null, null, null)], text);
    });

    [Fact]
    public void Reading_what_was_understood_understands_the_same() => Gen.Select(Dates, Gen.Int[1, 23 * 60]).Sample((date, minute) =>
    {
        var time = LocalTime.FromMinutesSinceMidnight(minute);
        var text = $"{LocalDatePattern.Iso.Format(date)} {time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
        var first = DeadlineText.Read(text, new("en", Zones.Amsterdam)).Deadlines.ShouldHaveSingleItem().ShouldBeOfType<Deadline.On>();
        (first.Date, first.Time).ShouldBe((date, time));
        var again = $"{LocalDatePattern.Iso.Format(first.Date)} {first.Time?.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}";
        DeadlineText.Read(again, new("en", Zones.Amsterdam)).Deadlines.ShouldBe([first]);
    });

    [Fact]
    public void A_printed_amount_reads_as_itself() => Gen.Select(Gen.Int[1_000, 900_000_000], Gen.Int[0, 3].Select(i => Languages[i])).Sample((amount, language) =>
        MoneyText.Read("€ " + amount.ToString("#,0", CultureInfo.GetCultureInfo(language)), new(language)).ShouldBe(new("EUR", null, amount, null, MoneyRole.Unknown)));
}
