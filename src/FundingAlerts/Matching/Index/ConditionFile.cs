using FundingAlerts.Matching.Queries;
using NodaTime;

namespace FundingAlerts.Matching.Index;

/// <summary>Conditions as they are stored beside the code of queries.</summary>
internal static class ConditionFile
{
    private const int Amount = 1;
    private const int Within = 2;
    private const int On = 3;

    public static void Write(IndexWriter writer, Condition condition)
    {
        switch (condition)
        {
            case Condition.Amount amount:
                writer.Write(Amount);
                writer.Write((int)amount.Comparison);
                writer.Write(amount.Euros);
                break;
            case Condition.Within within:
                writer.Write(Within);
                writer.Write((int)within.Comparison);
                writer.Write((decimal)within.Ahead.TotalDays);
                break;
            case Condition.On on:
                writer.Write(On);
                writer.Write((int)on.Comparison);
                writer.Write((decimal)Period.DaysBetween(EpochDay, on.Day));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "Such a condition is never stored: it is a facet.");
        }
    }

    public static Condition Read(IndexReader reader)
    {
        var (kind, comparison, value) = (reader.ReadNumber(), (Comparison)reader.ReadNumber(), reader.ReadDecimal());
        return kind switch
        {
            Amount => new Condition.Amount(comparison, value),
            Within => new Condition.Within(comparison, Duration.FromDays((int)value)),
            On => new Condition.On(comparison, EpochDay.PlusDays((int)value)),
            _ => throw new InvalidDataException("The index holds a condition of an unknown kind."),
        };
    }

    private static LocalDate EpochDay => new(1970, 1, 1);
}
