using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>The answer to one question of <c>normalise</c>, as a line of JSON or as a few lines to read.</summary>
internal static class NormaliseAnswer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(string kind, string text, PrintedContext context) => kind switch
    {
        "deadline" => JsonSerializer.Serialize(DeadlineLine.Of(DeadlineText.Read(text, context)), Options),
        "money" => JsonSerializer.Serialize(MoneyLine.Of(MoneyText.Read(text, context)), Options),
        _ => JsonSerializer.Serialize(new StatusLine(Word(StatusText.Read(text, context))), Options),
    };

    public static string Plain(string kind, string text, PrintedContext context) => kind switch
    {
        "deadline" => PlainDeadline(DeadlineText.Read(text, context)),
        "money" => PlainMoney(MoneyText.Read(text, context)),
        _ => Word(StatusText.Read(text, context)),
    };

    private static string PlainDeadline(DeadlineReading reading)
    {
        var lines = new List<string>();
        if (reading.Opens is { } opens)
            lines.Add(string.Join(' ', new[] { "opens", Printed(opens.Date), Printed(opens.Time), opens.Zone }.Where(part => part is not null)));
        foreach (var deadline in reading.Deadlines)
        {
            lines.Add(deadline switch
            {
                Deadline.On on => string.Join(' ', new[] { "closes", Printed(on.Date), Printed(on.Time), on.Zone, on.At is { } at ? $"({Printed(at)})" : null, on.Stage is { } stage ? $"[{stage}]" : null }.Where(part => part is not null)),
                Deadline.Rolling { Until: { } until } => $"open all the time until {Printed(until)}",
                Deadline.Rolling => "open all the time",
                _ => "not announced yet",
            });
            if (deadline is Deadline.On { Doubt: { } doubt })
                lines.Add($"  in doubt: {doubt}");
        }

        if (reading.Deadlines.Count == 0)
            lines.Add("closes: unknown");
        return string.Join(Environment.NewLine, lines);
    }

    private static string PlainMoney(MoneyReading money)
    {
        var amounts = (money.Min, money.Max) switch
        {
            ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{money.Currency} {min:#,0.##} to {max:#,0.##}"),
            ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"at least {money.Currency} {min:#,0.##}"),
            (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"{money.Currency} {max:#,0.##}"),
            _ => "unknown",
        };
        var rate = money.RatePercent is { } percent ? string.Create(CultureInfo.InvariantCulture, $", {percent:0.##} %") : "";
        return amounts + rate + (money.Role switch { MoneyRole.Total => ", in all", MoneyRole.PerAward => ", per award", _ => "" });
    }

    private static string Word(OpportunityStatus status) => status.ToString().ToLowerInvariant();

    private static string Printed(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string? Printed(LocalTime? time) => time is { } at ? LocalTimePattern.GeneralIso.Format(at) : null;

    private static string Printed(Instant instant) => InstantPattern.General.Format(instant);

    private sealed record DeadlineLine(string Kind, string? Opens, IReadOnlyList<OnLine> Deadlines, string? Until = null)
    {
        public static DeadlineLine Of(DeadlineReading reading)
        {
            var opens = reading.Opens is { } opening ? Printed(opening.Date) : null;
            return reading.Deadlines switch
            {
                [] => new("unknown", opens, []),
                [Deadline.Rolling rolling, ..] => new("rolling", opens, [], rolling.Until is { } until ? Printed(until) : null),
                [Deadline.Unannounced, ..] => new("unannounced", opens, []),
                var several => new("on", opens, [.. several.OfType<Deadline.On>().Select(OnLine.Of)]),
            };
        }
    }

    private sealed record OnLine(string LocalDate, string? LocalTime, string? Zone, string? Utc, string? Stage, string? Doubt)
    {
        public static OnLine Of(Deadline.On on) =>
            new(Printed(on.Date), Printed(on.Time), on.Zone, on.At is { } at ? Printed(at) : null, on.Stage, on.Doubt);
    }

    private sealed record MoneyLine(string? Currency, decimal? Min, decimal? Max, decimal? RatePercent, string Role)
    {
        public static MoneyLine Of(MoneyReading money) =>
            new(money.Currency, Plain(money.Min), Plain(money.Max), money.RatePercent, money.Role switch { MoneyRole.Total => "total", MoneyRole.PerAward => "perAward", _ => "unknown" });

        /// <summary>1500000 for 1.5 × 1000000, not 1500000.0.</summary>
        private static decimal? Plain(decimal? amount) => amount is { } value ? value / 1.0000000000000000000000000000m : null;
    }

    private sealed record StatusLine(string Status);
}
