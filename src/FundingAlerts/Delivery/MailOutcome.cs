using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>What a transport made of one letter. Its words are ours and name no address, so they may be stored and logged.</summary>
public abstract record MailOutcome
{
    private MailOutcome()
    {
    }

    /// <summary>It took the letter.</summary>
    public sealed record Sent : MailOutcome;

    /// <summary>It will not take this letter, now or later.</summary>
    public sealed record Refused(string Why) : MailOutcome;

    /// <summary>It will not take this letter now: the mailbox is full or greylisted. Others may go.</summary>
    public sealed record Passing(string Why) : MailOutcome;

    /// <summary>It takes no letters at all now: it cannot be reached, does not let us in, or asks to wait. No letter's fault.</summary>
    /// <param name="After">So long it asks to be left alone; null where it did not say.</param>
    public sealed record Trouble(string Why, Duration? After = null) : MailOutcome;
}
