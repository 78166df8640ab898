using NodaTime;
namespace FundingAlerts.Opportunities.Printed;
public sealed record PrintedContext(string? Language = null, string? Zone = null, LocalTime? DefaultTime = null, LocalDate? Published = null);
public sealed record DeadlineReading(IReadOnlyList<Deadline> Deadlines, Opening? Opens);
public enum MoneyRole { Unknown, Total, PerAward }
public sealed record MoneyReading(string? Currency, decimal? Min, decimal? Max, decimal? RatePercent, MoneyRole Role);
public static class DeadlineText { public static DeadlineReading Read(string text, PrintedContext context) => new([], null); }
public static class DateText { public static LocalDate? Read(string text, PrintedContext context) => null; }
public static class MoneyText { public static MoneyReading Read(string text, PrintedContext context) => new(null,null,null,null,MoneyRole.Unknown); }
public static class StatusText { public static OpportunityStatus Read(string text, PrintedContext context) => OpportunityStatus.Unknown; }
