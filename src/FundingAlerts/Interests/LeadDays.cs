namespace FundingAlerts.Interests;

/// <summary>So many days before a day a reminder comes.</summary>
public static class LeadDays
{
    public const int Most = 10;

    /// <returns>Each once, ascending.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One is not 1 to 365, or there are more than <see cref="Most"/>.</exception>
    public static IReadOnlyList<int> Checked(IReadOnlyList<int> days) => days switch
    {
        { Count: 0 } => [],
        _ when days.Any(d => d is < 1 or > 365) => throw new ArgumentOutOfRangeException(nameof(days), string.Join(", ", days), "A reminder comes 1 to 365 days before a deadline."),
        _ when days.Distinct().Count() > Most => throw new ArgumentOutOfRangeException(nameof(days), days.Count, $"At most {Most} reminders come before a deadline."),
        _ => [.. days.Distinct().Order()],
    };
}
