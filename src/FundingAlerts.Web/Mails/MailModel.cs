using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>A digest in words: what the HTML and the text part are both written from. Cleaned, not escaped.</summary>
public sealed record MailModel
{
    public required Phrasebook Book { get; init; }

    public required string Subject { get; init; }

    /// <summary>What a mailbox shows beside the subject: the titles.</summary>
    public required string Preheader { get; init; }

    public required string FromName { get; init; }

    /// <summary>Funding calls · 5 October 2026.</summary>
    public required string Kicker { get; init; }

    /// <summary>3 new calls, 1 changed.</summary>
    public required string Heading { get; init; }

    /// <summary>The interests that were met, by name.</summary>
    public required IReadOnlyList<string> Interests { get; init; }

    public required IReadOnlyList<MailGroup> Groups { get; init; }

    /// <summary>And 3 more; they come with the next digest. Null when all fitted.</summary>
    public required string? Waiting { get; init; }

    /// <summary>That a source went down or is back, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Of a mail that says that all is quiet, how the sources fare, a sentence each.</summary>
    public IReadOnlyList<string> Quiet { get; init; } = [];

    /// <summary>Calls told before whose deadline is near.</summary>
    public IReadOnlyList<MailNear> Near { get; init; } = [];

    /// <summary>What members of the team said of calls.</summary>
    public IReadOnlyList<MailTeamNews> TeamNews { get; init; } = [];

    /// <summary>What the network's staff say to all, a paragraph each.</summary>
    public IReadOnlyList<string> DeskWords { get; init; } = [];

    /// <summary>A welcome's first words; null elsewhere.</summary>
    public string? Greeting { get; init; }

    public string? PreferencesLink { get; init; }

    /// <summary>Of a team's mail: its links lead to the team.</summary>
    public bool IsForTeam { get; init; }

    /// <summary>The mail as a page.</summary>
    public string? ViewLink { get; init; }

    /// <summary>Where mailboxes may stop the mails by themselves: https only; null for none.</summary>
    public string? OneClickLink { get; init; }

    public required string WhyYouReceive { get; init; }

    public required string StopAddress { get; init; }

    public required string StopLink { get; init; }

    public required string ComposedAt { get; init; }

    public required SafeLink? Site { get; init; }
}

public sealed record MailGroup(string Title, IReadOnlyList<MailCall> Calls);

/// <summary>One call in a mail.</summary>
/// <param name="Link">The funder's page; null when its address is none that one should follow.</param>
/// <param name="Status">Only where it is not simply open.</param>
/// <param name="Opens">Only where it is still to come.</param>
/// <param name="Together">Whether the Netherlands and the United Kingdom can apply together.</param>
/// <param name="Caution">That only an aggregator has it.</param>
/// <param name="OurPage">Our own page on the call, where the mail can lead to one.</param>
public sealed record MailCall(
    string Title,
    SafeLink? Link,
    string Origin,
    string? Status,
    string? Opens,
    WordedDeadline Deadline,
    IReadOnlyList<WordedDeadline> Later,
    string? MoreDates,
    string? Money,
    string? Eligibility,
    string? Together,
    IReadOnlyList<WordedDisagreement> Disagreements,
    string? Caution,
    IReadOnlyList<WordedChange> Changes,
    IReadOnlyList<MailReason> Why,
    IReadOnlyList<SafeLink> AlsoOn,
    string? OurPage)
{
    /// <summary>What the reader can do with the call, each by a link of its own; empty where there are none.</summary>
    public IReadOnlyList<MailAction> Actions { get; init; } = [];

    /// <summary>What the network's staff say to it; null where they say nothing.</summary>
    public string? DeskNote { get; init; }
}

/// <summary>What a member said of a call.</summary>
/// <param name="Said">Ann: applying, for Bob to look at.</param>
public sealed record MailTeamNews(string Title, string? Link, string Said, string? Note);

/// <summary>Not for me, remind me, add to calendar.</summary>
public sealed record MailAction(string Words, string Address);

/// <summary>A call told before, in one line.</summary>
/// <param name="Link">Our page or the funder's.</param>
/// <param name="Date">Tue 13 October 2026, 16:00 UK time.</param>
/// <param name="Left">in 5 days.</param>
public sealed record MailNear(string Title, string? Link, string Date, string? Left);

/// <summary>Which interest was met, by which terms, and where they stand.</summary>
public sealed record MailReason(string Interest, IReadOnlyList<string> Terms, IReadOnlyList<MailSnippet> Snippets);

public sealed record MailSnippet(string Field, string Before, string Found, string After);
