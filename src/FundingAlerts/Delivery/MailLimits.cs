namespace FundingAlerts.Delivery;

/// <summary>How much a transport is given; where a number is null, as much as there is.</summary>
/// <param name="Transport">Its name, under which the day's mails are counted: "smtp".</param>
public sealed record MailLimits(string Transport)
{
    public int? PerSecond { get; init; }

    public int? PerMinute { get; init; }

    /// <summary>Of a day in UTC, over all machines.</summary>
    public int? PerDay { get; init; }
}
