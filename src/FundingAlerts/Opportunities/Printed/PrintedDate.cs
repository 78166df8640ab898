using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>A date with its time, the words that belong to it, and the role they give it.</summary>
internal sealed class PrintedDate(DateMention mention)
{
    public DateMention Mention { get; set; } = mention;

    public ClockMention? Clock { get; set; }

    /// <summary>A clock named behind the date: "17:00 on 5 May (Brussels time)".</summary>
    public ZoneMention? Zone { get; set; }

    /// <summary>First token of the date and its time.</summary>
    public int First { get; set; } = mention.First;

    public int After { get; set; } = mention.After;

    /// <summary>The tokens before the date that speak of it.</summary>
    public (int First, int After) Leading { get; set; }

    /// <summary>The tokens behind the date that speak of it.</summary>
    public (int First, int After) Trailing { get; set; }

    /// <summary>A note in brackets behind the date: "(outline)".</summary>
    public (int First, int After) Note { get; set; }

    public DateRole Role { get; set; }

    /// <summary>Only list signs stand between this date and the one before: "3 March, 5 May and 7 September".</summary>
    public bool ContinuesList { get; set; }

    /// <summary>This date and the next are the two ends of a window.</summary>
    public bool BeginsWindow { get; set; }

    public LocalDate? Date { get; set; } = mention.Date;

    public bool IsBefore { get; set; }

    public bool OpenAllTheWay { get; set; }
}
