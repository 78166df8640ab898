using FundingAlerts.Teams;

namespace FundingAlerts.Web.Wording;

// Welcomes, silence, what the reader can do, teams, and mails that people ask for.
internal sealed partial class English
{
    public override string Welcome => "This is what is open now for your alerts. From here on you hear only of what is new, and of what changes.";
    public override string WelcomeHeading => "Your alerts are set";
    public override string WelcomeToNothing => "Nothing that is open now meets your alerts. We watch on, and write as soon as something does.";
    public override string CallsOpenNow(int count) => count == 1 ? "1 call open now" : $"{Number(count)} calls open now";
    public override string CallsOpened(int count) => count == 1 ? "1 now open" : $"{Number(count)} now open";
    public override string OpenNow => "Open now";
    public override string NowOpen => "Now open";
    public override string DeadlinesNear => "Deadlines near";
    public override string SignOfLifeOf(string date) => $"All quiet · {date}";
    public override string SourcesChecked(int count) => count == 1 ? "1 source is being watched for you." : $"{Number(count)} sources are being watched for you.";
    public override string LastChecked(string date, string time) => $"The last reading was on {date} at {time}.";
    public override string AllSourcesWork => "All of them can be read.";
    public override string SourcesDown(string names) => $"Cannot be read for more than three days: {names}.";
    public override string SourceIsDown(string name, string since) => $"{name} cannot be read since {since}. We go on trying; until then, look there yourself.";
    public override string SourceIsDownInShort(string name) => $"A source you rely on is down: {name}";
    public override string SourceIsBack(string name) => $"{name} can be read again. What appeared there meanwhile is in this mail, or comes with the next.";
    public override string SourceIsBackInShort(string name) => $"A source you rely on is back: {name}";
    public override string NewsOfSources => "News of sources you rely on";
    public override string FromTheDesk => "From the network:";
    public override string NotForMe => "Not for me";
    public override string RemindMe => "Remind me";
    public override string AddToCalendar => "Add to calendar";
    public override string YourCalls => "Your funding calls";
    public override string ChangeAlerts => "Change your alerts";
    public override string ViewInBrowser => "Read this in the browser";
    public override string Stop => "Stop these mails";
    public override string ConfirmSubject => "Confirm your funding alerts";
    public override string ConfirmHeading => "One click, and we watch for you";
    public override string ConfirmSaid => "Somebody, we hope you, asked us to mail this address when funding calls appear that meet:";
    public override string ConfirmMoreSaid => "You get our mails already. Somebody, we hope you, asked to add this to your alerts:";
    public override string ConfirmButton => "Yes, mail me";
    public override string LinkWorksUntil(string date, string time) => $"The link works once, until {date}, {time}.";
    public override string InvitationSubject(string team) => $"Join {team} on funding alerts";
    public override string InvitationSaid(string team, string inviter) => inviter.Length == 0
        ? $"You are invited to {team}: one weekly digest of funding calls for the whole team, with what each of you thinks of them."
        : $"{inviter} invites you to {team}: one weekly digest of funding calls for the whole team, with what each of you thinks of them.";
    public override string InvitationButton => "Join the team";
    public override string TeamSaid => "Said in your team";
    public override string Mark(TeamMark mark) => mark switch
    {
        TeamMark.Interested => "interested",
        TeamMark.Applying => "applying",
        TeamMark.NotForUs => "not for us",
        _ => "",
    };
    public override string AssignedTo(string name) => $"for {name} to look at";
    public override string ForTheTeam => "Mark for the team";
    public override string LeaveTeam => "Leave the team";
    public override string TeamPage => "Your team’s list";
    public override string YourLinkSubject => "The link to your funding alerts";
    public override string YourLinkSaid => "You asked for the link to your alerts and settings. Keep it to yourself: whoever has it can change them.";
    public override string YourLinkButton => "To my alerts";
    public override string NotYou => "It was not you? Then do nothing: without the link nothing happens, and this address is forgotten within days.";
    public override string OpensIn(string when) => $"Opens {when}";
    public override string OpeningSoon => "Opening soon";
}
