using FundingAlerts.Teams;

namespace FundingAlerts.Web.Wording;

// Welcomes, silence, what the reader can do, teams, and mails that people ask for.
internal sealed partial class Dutch
{
    public override string Welcome => "Dit staat nu open voor uw alerts. Vanaf nu hoort u alleen wat nieuw is, en wat verandert.";
    public override string WelcomeHeading => "Uw alerts zijn ingesteld";
    public override string WelcomeToNothing => "Er staat nu niets open dat bij uw alerts past. Wij kijken verder, en schrijven zodra er iets is.";
    public override string CallsOpenNow(int count) => count == 1 ? "1 call nu open" : $"{Number(count)} calls nu open";
    public override string CallsOpened(int count) => $"{Number(count)} nu open";
    public override string OpenNow => "Nu open";
    public override string NowOpen => "Nu geopend";
    public override string DeadlinesNear => "Sluit binnenkort";
    public override string SignOfLifeOf(string date) => $"Alles rustig · {date}";
    public override string SourcesChecked(int count) => count == 1 ? "Wij houden 1 bron voor u in de gaten." : $"Wij houden {Number(count)} bronnen voor u in de gaten.";
    public override string LastChecked(string date, string time) => $"De laatste keer dat wij keken was op {date} om {time}.";
    public override string AllSourcesWork => "Ze zijn alle te lezen.";
    public override string SourcesDown(string names) => $"Al meer dan drie dagen niet te lezen: {names}.";
    public override string SourceIsDown(string name, string since) => $"{name} is sinds {since} niet te lezen. Wij blijven het proberen; kijk er zolang zelf.";
    public override string SourceIsDownInShort(string name) => $"Een bron waarop u rekent is onbereikbaar: {name}";
    public override string SourceIsBack(string name) => $"{name} is weer te lezen. Wat er intussen verscheen staat in deze mail, of komt met de volgende.";
    public override string SourceIsBackInShort(string name) => $"Een bron waarop u rekent is er weer: {name}";
    public override string NewsOfSources => "Nieuws over bronnen waarop u rekent";
    public override string FromTheDesk => "Van het netwerk:";
    public override string NotForMe => "Niets voor mij";
    public override string RemindMe => "Herinner mij";
    public override string AddToCalendar => "In de agenda";
    public override string YourCalls => "Uw subsidie-oproepen";
    public override string ChangeAlerts => "Uw alerts wijzigen";
    public override string ViewInBrowser => "Lees dit in de browser";
    public override string Stop => "Geen mails meer";
    public override string ConfirmSubject => "Bevestig uw subsidie-alerts";
    public override string ConfirmHeading => "Eén klik, en wij kijken voor u uit";
    public override string ConfirmSaid => "Iemand, hopelijk u, vroeg ons dit adres te mailen zodra er calls verschijnen over:";
    public override string ConfirmMoreSaid => "U ontvangt onze mails al. Iemand, hopelijk u, vroeg dit aan uw alerts toe te voegen:";
    public override string ConfirmButton => "Ja, mail mij";
    public override string LinkWorksUntil(string date, string time) => $"De link werkt één keer, tot {date}, {time}.";
    public override string InvitationSubject(string team) => $"Doe mee met {team}: subsidie-alerts";
    public override string InvitationSaid(string team, string inviter) => inviter.Length == 0
        ? $"U bent uitgenodigd voor {team}: één wekelijks overzicht van calls voor het hele team, met wat ieder ervan vindt."
        : $"{inviter} nodigt u uit voor {team}: één wekelijks overzicht van calls voor het hele team, met wat ieder ervan vindt.";
    public override string InvitationButton => "Meedoen";
    public override string TeamSaid => "Gezegd in uw team";
    public override string Mark(TeamMark mark) => mark switch
    {
        TeamMark.Interested => "interessant",
        TeamMark.Applying => "wij dienen in",
        TeamMark.NotForUs => "niets voor ons",
        _ => "",
    };
    public override string AssignedTo(string name) => $"{name} kijkt ernaar";
    public override string ForTheTeam => "Aangeven voor het team";
    public override string LeaveTeam => "Het team verlaten";
    public override string TeamPage => "De lijst van uw team";
    public override string YourLinkSubject => "De link naar uw subsidie-alerts";
    public override string YourLinkSaid => "U vroeg om de link naar uw alerts en instellingen. Houd hem voor uzelf: wie hem heeft kan ze wijzigen.";
    public override string YourLinkButton => "Naar mijn alerts";
    public override string NotYou => "Was u het niet? Doe dan niets: zonder de link gebeurt er niets, en dit adres is binnen enkele dagen vergeten.";
    public override string OpensIn(string when) => $"Gaat {when} open";
    public override string OpeningSoon => "Gaat binnenkort open";
}
