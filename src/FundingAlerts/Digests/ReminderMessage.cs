using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Asks to remind one subscriber of all that their agenda holds for one moment. Carries ids only.</summary>
/// <param name="At">Where the entries were put off to; gone from there when the reminder is promised.</param>
public sealed record ReminderMessage(int Version, string Correlation, string SubscriberId, Instant At)
{
    public const string Queue = "reminders";
}
