using System.Globalization;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Text;
using FundingAlerts.Opportunities;
using FundingAlerts.Teams;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Web.Wording;

/// <summary>All that we say to people, in one language. Values come in, words go out; nothing is escaped here.</summary>
public abstract class Phrasebook
{
    private protected Phrasebook(string language, CultureInfo culture)
    {
        Language = language;
        Culture = culture;
        LongDate = LocalDatePattern.Create("ddd d MMMM uuuu", culture);
        ShortDate = LocalDatePattern.Create("d MMM uuuu", culture);
        Time = LocalTimePattern.Create("HH:mm", culture);
    }

    public static Phrasebook English { get; } = new English();

    public static Phrasebook Dutch { get; } = new Dutch();

    /// <summary>BCP 47: en, nl.</summary>
    public string Language { get; }

    public CultureInfo Culture { get; }

    /// <summary>Tue 13 October 2026.</summary>
    public LocalDatePattern LongDate { get; }

    /// <summary>13 Oct 2026.</summary>
    public LocalDatePattern ShortDate { get; }

    /// <summary>16:00.</summary>
    public LocalTimePattern Time { get; }

    // Deadlines
    public abstract string Deadline { get; }
    public abstract string Opens { get; }
    public abstract string Rolling { get; }
    public abstract string RollingUntil(string date);
    public abstract string Unannounced { get; }
    public abstract string NoDeadline { get; }
    public abstract string AsPrinted { get; }
    public abstract string CheckTheTime { get; }
    public abstract string NoTimeGiven { get; }
    public abstract string NoZoneGiven { get; }
    public abstract string MoreDates(int count);
    public abstract string Then { get; }

    /// <summary>Days from today to the day named; below zero when it has gone by.</summary>
    public abstract string DaysLeft(int days);
    public abstract string ClosedAgo(int days);

    /// <summary>"UK time" after a time.</summary>
    public abstract string ZoneTime(string zone);

    /// <summary>"in Amsterdam" after a time.</summary>
    public abstract string InPlace(string zone);

    /// <summary>The funder's own words, quoted and said to be so.</summary>
    public abstract string FunderWrites(string words);

    // Money
    public abstract string Funding { get; }
    public abstract string Million { get; }

    /// <summary>What stands between a currency's sign and the number.</summary>
    public abstract string AfterSign { get; }
    public abstract string InTotal(string amount);
    public abstract string UpToPerAward(string amount);
    public abstract string FromPerAward(string amount);
    public abstract string PerAward(string amount);
    public abstract string OfCosts(string percent);
    public abstract string NotStated { get; }

    // Calls
    public abstract string Status(OpportunityStatus status);
    public abstract string Participation(Participation participation);

    /// <summary>The Netherlands and the United Kingdom in one project.</summary>
    public abstract string TogetherLabel { get; }
    public abstract string Together(JointParticipation participation);
    public abstract string Kind(OpportunityKind kind);
    public abstract string Applicant(ApplicantType type);
    public abstract string Country(string code);
    public abstract string Field(string name);

    // One call on several sites
    public abstract string SourcesDisagree(string field);
    public abstract string SeenAt(string moment);
    public abstract string AtSite(string words, string site);
    public abstract string OnlyAggregated(string site);

    // Changes
    public abstract string Was { get; }
    public abstract string FirstSeen { get; }
    public abstract string DeadlineMoved { get; }
    public abstract string StatusChanged { get; }
    public abstract string Reopened { get; }
    public abstract string FundingChanged { get; }
    public abstract string DocumentsChanged { get; }
    public abstract string NotThereAnyMore { get; }
    public abstract string Reworded(string field);
    public abstract string Withdrawn { get; }

    // The digest
    public abstract string NewCalls(int count);
    public abstract string DeadlinesMoved(int count);
    public abstract string ChangedCalls(int count);
    public abstract string WithdrawnCalls(int count);
    public abstract string NothingNew { get; }
    public abstract string AndMore { get; }
    public abstract string New { get; }
    public abstract string Changed { get; }
    public abstract string WithdrawnHeading { get; }
    public abstract string DigestOf(string date);
    public abstract string Matches { get; }
    public abstract string WhatChanged { get; }
    public abstract string ReadAt(string host);
    public abstract string AlsoOn { get; }
    public abstract string OurPage { get; }
    public abstract string Waiting(int count);
    public abstract string WhyYouReceive(string name);
    public abstract string YourAlerts { get; }
    public abstract string HowToStop { get; }
    public abstract string StopReceiving { get; }
    public abstract string ComposedAt(string date, string time, string place);

    // The welcome, what is near, and silence
    public abstract string Welcome { get; }
    public abstract string WelcomeHeading { get; }
    public abstract string WelcomeToNothing { get; }
    public abstract string CallsOpenNow(int count);
    public abstract string CallsOpened(int count);
    public abstract string OpenNow { get; }
    public abstract string NowOpen { get; }
    public abstract string DeadlinesNear { get; }
    public abstract string SignOfLifeOf(string date);
    public abstract string SourcesChecked(int count);
    public abstract string LastChecked(string date, string time);
    public abstract string AllSourcesWork { get; }
    public abstract string SourcesDown(string names);
    public abstract string SourceIsDown(string name, string since);
    public abstract string SourceIsDownInShort(string name);
    public abstract string SourceIsBack(string name);
    public abstract string SourceIsBackInShort(string name);
    public abstract string NewsOfSources { get; }

    // What the reader can do
    public abstract string FromTheDesk { get; }
    public abstract string NotForMe { get; }
    public abstract string RemindMe { get; }
    public abstract string AddToCalendar { get; }
    public abstract string YourCalls { get; }
    public abstract string ChangeAlerts { get; }
    public abstract string ViewInBrowser { get; }
    public abstract string Stop { get; }

    // Mails that people ask for
    public abstract string ConfirmSubject { get; }
    public abstract string ConfirmHeading { get; }
    public abstract string ConfirmSaid { get; }
    public abstract string ConfirmMoreSaid { get; }
    public abstract string ConfirmButton { get; }
    public abstract string LinkWorksUntil(string date, string time);
    public abstract string InvitationSubject(string team);
    public abstract string InvitationSaid(string team, string inviter);
    public abstract string InvitationButton { get; }
    public abstract string TeamSaid { get; }
    public abstract string Mark(TeamMark mark);
    public abstract string AssignedTo(string name);
    public abstract string ForTheTeam { get; }
    public abstract string LeaveTeam { get; }
    public abstract string TeamPage { get; }
    public abstract string YourLinkSubject { get; }
    public abstract string YourLinkSaid { get; }
    public abstract string YourLinkButton { get; }
    public abstract string NotYou { get; }

    // The reminder

    /// <param name="when">As <see cref="DaysLeft"/> says it.</param>
    public abstract string OpensIn(string when);
    public abstract string OpeningSoon { get; }

    /// <param name="when">As <see cref="DaysLeft"/> says it.</param>
    public abstract string Closes(string when);
    public abstract string AndMoreDeadlines(int count);
    public abstract string DeadlinesAhead(int count);
    public abstract string ComingUp { get; }
    public abstract string ReminderOf(string date);
    public abstract string WhyReminded(string name);

    /// <summary>The book for a BCP 47 language; English for one we do not speak.</summary>
    public static Phrasebook For(string language) =>
        language.Split('-')[0].Equals("nl", StringComparison.OrdinalIgnoreCase) ? Dutch : English;

    /// <summary>The field of a match reason, as <see cref="CallText.Of"/> names it, in the middle of a sentence.</summary>
    public string InField(MatchReason reason) => PlainText.Line(Field(reason.Field), 40);

    /// <summary>With a capital, as at the beginning of a sentence.</summary>
    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    // What the machine's ICU thinks of "Sept" or of a thin space must not alter a mail, so the names are our own.
    private protected static CultureInfo Fixed(string name, string days, string months, string monthsInShort, string decimalPoint, string thousands)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        var dates = culture.DateTimeFormat;
        dates.AbbreviatedDayNames = days.Split(' ');
        dates.MonthNames = [.. months.Split(' '), ""];
        dates.MonthGenitiveNames = dates.MonthNames;
        dates.AbbreviatedMonthNames = [.. monthsInShort.Split(' '), ""];
        dates.AbbreviatedMonthGenitiveNames = dates.AbbreviatedMonthNames;
        dates.TimeSeparator = ":";
        culture.NumberFormat.NumberDecimalSeparator = decimalPoint;
        culture.NumberFormat.NumberGroupSeparator = thousands;
        culture.NumberFormat.NumberGroupSizes = [3];
        return CultureInfo.ReadOnly(culture);
    }

    /// <summary>The city of an IANA zone: "Europe/Isle_of_Man" gives "Isle of Man"; a fixed offset stays as it is.</summary>
    private protected static string City(string zone) =>
        zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private protected string Number(int count) => count.ToString("N0", Culture);
}
