using FundingAlerts.Teams;

namespace FundingAlerts.Web.Wording;

/// <summary>The pages of teams.</summary>
public sealed partial class PageBook
{
    // On one's own settings page
    public string TeamTitle => Say("A team", "Een team");
    public string TeamSays => Say("Decide together: one weekly digest for several people, with a list of what each thinks of a call.", "Samen beslissen: één wekelijks overzicht voor meer mensen, met een lijst van wat ieder van een call vindt.");
    public string TeamName => Say("The team’s name", "Naam van het team");
    public string StartTeam => Say("Start a team", "Begin een team");
    public string GiveTeamName => Say("Give the team a name, of at most 80 characters", "Geef het team een naam, van ten hoogste 80 tekens");
    public string CannotStartTeam => Say("No team could be started: your own mails are paused or stopped, or you started several today", "Er kon geen team beginnen: uw eigen mails zijn gepauzeerd of gestopt, of u begon er vandaag al meer");

    // The team's page
    public string NamelessTeam => Say("Your team", "Uw team");
    public string ListTitle => Say("Calls on our list", "Calls op onze lijst");
    public string ListEmpty => Say("None yet. Choose “Mark for the team” under a call in the digest.", "Nog geen. Kies “Aangeven voor het team” onder een call in het overzicht.");
    public string SayYours => Say("Say what you think", "Zeg wat u vindt");
    public string MembersTitle => Say("Who is in it", "Wie erin zitten");
    public string Role(TeamRole role) => role == TeamRole.Owner ? Say("owner", "eigenaar") : Say("member", "lid");
    public string You => Say("you", "u");
    public string NoName => Say("a member without a name", "een lid zonder naam");
    public string FormerMember => Say("somebody who left", "iemand die weg is");
    public string SomebodyInvited => Say("Somebody", "Iemand");
    public string InvitedTill(string day) => Say($"invited, until {day}", $"uitgenodigd, tot {day}");
    public string InvitationLapsed => Say("the invitation has expired", "de uitnodiging is verlopen");
    public string MailsBounced => Say("mails came back, so none are sent", "mails kwamen terug, dus er gaan er geen meer");
    public string RemoveMember => Say("Remove", "Verwijderen");
    public string WithdrawInvitation => Say("Withdraw", "Intrekken");
    public string MyTeamName => Say("Your name in the team", "Uw naam in het team");
    public string MemberNameHelp => Say("The others see it beside what you say.", "De anderen zien hem bij wat u zegt.");
    public string GiveName => Say("Give a name, of at most 80 characters", "Geef een naam, van ten hoogste 80 tekens");
    public string InviteLabel => Say("Invite an address", "Nodig een adres uit");
    public string InviteHelp => Say("They get one mail, and nothing more unless they join. The invitation holds for fourteen days.", "Zij krijgen één mail, en verder niets tenzij zij meedoen. De uitnodiging geldt veertien dagen.");
    public string InviteButton => Say("Invite", "Uitnodigen");
    public string CannotInvite(int most) => Say($"This address cannot be invited: it is in the team already, got enough mails of this kind today, or the team has its {most} members", $"Dit adres kan niet worden uitgenodigd: het zit al in het team, kreeg vandaag genoeg van zulke mails, of het team heeft zijn {most} leden");
    public string NoTeamAlerts => Say("The team hears of nothing yet.", "Het team hoort nog nergens van.");
    public string DestinationTitle => Say("Where the digest goes", "Waar het overzicht heen gaat");
    public string DestinationLabel => Say("It goes", "Het gaat");
    public string Destination(TeamDestination destination) => destination switch
    {
        TeamDestination.Members => Say("To each member", "Naar ieder lid"),
        TeamDestination.Address => Say("To one address that the team reads", "Naar één adres dat het team leest"),
        _ => Say("To a channel of Slack or Microsoft Teams", "Naar een kanaal van Slack of Microsoft Teams"),
    };

    public string DestinationTo => Say("The address, or the channel’s webhook", "Het adres, of de webhook van het kanaal");
    public string WebhookHelp => Say(
        "In Slack: create an app, switch on Incoming Webhooks, add one to the channel, and copy its address. In Microsoft Teams: choose Workflows beside the channel, “Post to a channel when a webhook request is received”, and copy the address it gives.",
        "In Slack: maak een app, zet Incoming Webhooks aan, voeg er een toe aan het kanaal en kopieer het adres. In Microsoft Teams: kies Werkstromen bij het kanaal, “Posten in een kanaal wanneer een webhookaanvraag wordt ontvangen”, en kopieer het adres dat u krijgt.");

    public string DestinationWrong(TeamDestination destination) => destination == TeamDestination.Address
        ? Say("This is no mail address; it looks like name@example.org", "Dit is geen mailadres; dat ziet eruit als naam@example.org")
        : Say("This is no webhook; its address begins with https:// and was given by Slack or Teams", "Dit is geen webhook; het adres begint met https:// en komt van Slack of Teams");

    public string OwnersDecide => Say("Alerts, members and where it goes are for an owner to change.", "Alerts, leden en waar het heen gaat wijzigt een eigenaar.");
    public string TeamIsSilent => Say("The team gets no digest at present.", "Het team krijgt op dit moment geen overzicht.");
    public string OwnersOnlyTitle => Say("Only an owner can do that", "Dat kan alleen een eigenaar");
    public string OwnersOnlySays => Say("Nothing was changed. Ask an owner of the team; their names are on its page.", "Er is niets gewijzigd. Vraag het een eigenaar van het team; hun namen staan op de pagina.");

    /// <summary>What was just done for a team; empty for what we do not know.</summary>
    public string TeamDone(string what) => what switch
    {
        "founded" => Say("The team is there. Add an alert, and invite the others. Keep this page’s address: every digest has it, too.", "Het team is er. Voeg een alert toe, en nodig de anderen uit. Bewaar het adres van deze pagina: het staat ook in elk overzicht."),
        "joined" => Say("You are in. The next digest comes to you, too; each has a link to this page.", "U doet mee. Het volgende overzicht krijgt u ook; in elk staat een link naar deze pagina."),
        "invited" => Say("The invitation is on its way.", "De uitnodiging is onderweg."),
        "removed" => Say("They are in the team no more.", "Zij zitten niet meer in het team."),
        _ => Done(what),
    };

    // Joining and leaving
    public string JoinTitle(string team) => Say($"Join {team}?", $"Meedoen met {team}?");
    public string JoinSays(string owners) => owners.Length == 0
        ? Say("You are invited: one weekly digest of funding calls for all, and a list of what each of you thinks of them.", "U bent uitgenodigd: één wekelijks overzicht van calls voor allen, en een lijst van wat ieder ervan vindt.")
        : Say($"{owners} invites you: one weekly digest of funding calls for all, and a list of what each of you thinks of them.", $"{owners} nodigt u uit: één wekelijks overzicht van calls voor allen, en een lijst van wat ieder ervan vindt.");

    public string TeamHearsOf => Say("The team hears of:", "Het team hoort van:");
    public string JoinConsent => Say("By joining you agree that we mail you the team’s digest, and that the others see your name and what you say of calls; an owner sees your address, too. Leaving is one click.", "Door mee te doen vindt u goed dat wij u het overzicht van het team mailen, en dat de anderen uw naam zien en wat u van calls zegt; een eigenaar ziet ook uw adres. Weggaan is één klik.");
    public string JoinedAlreadyTitle => Say("You are in already", "U doet al mee");
    public string JoinedAlreadySays(string team) => Say($"This invitation to {team} was taken up. The way to the team’s page is in each of its digests.", $"Deze uitnodiging voor {team} is al gebruikt. De weg naar de pagina van het team staat in elk overzicht.");
    public string InvitationGoneTitle => Say("This invitation holds no more", "Deze uitnodiging geldt niet meer");
    public string InvitationGoneSays(string team) => Say($"The invitation to {team} has expired or was withdrawn. Ask for a new one.", $"De uitnodiging voor {team} is verlopen of ingetrokken. Vraag om een nieuwe.");
    public string LeaveTitle(string team) => Say($"Leave {team}?", $"{team} verlaten?");
    public string LeaveSays => Say("No mail of the team comes to you any more; the others stay as they are. What you said of calls stays on the list, without your name.", "U krijgt geen mail van het team meer; voor de anderen blijft alles zoals het is. Wat u van calls zei blijft op de lijst, zonder uw naam.");
    public string LeftTitle => Say("You have left", "U bent eruit");
    public string LeftSays(string team) => Say($"No mail of {team} comes to you any more.", $"U krijgt geen mail van {team} meer.");
    public string SharedStopTitle => Say("An owner decides", "Een eigenaar beslist");
    public string SharedStopSays(string team) => Say($"This digest goes to all of {team} together, so a link in it stops it for nobody. An owner of the team can send it elsewhere; nothing was changed.", $"Dit overzicht gaat naar heel {team} samen, dus een link erin stopt het voor niemand. Een eigenaar van het team kan het elders heen sturen; er is niets gewijzigd.");

    // A call
    public string SeeCall => Say("See the call", "Bekijk de call");
    public string MarkLabel => Say("For us it is", "Voor ons is het");
    public string NoMark => Say("not decided", "niet besloten");
    public string MarkHelp => Say("What is not for us is told no more, unless somebody wants it.", "Van wat niets voor ons is hoort het team niets meer, tenzij iemand het wil.");
    public string MarkWrong => Say("Choose one of these", "Kies een van deze");
    public string Note => Say("A note to the others", "Een woord aan de anderen");
    public string NoteTooLong(int most) => Say($"A note has at most {Number(most)} characters", $"Een notitie heeft ten hoogste {Number(most)} tekens");
    public string ForWhom => Say("For whom to look at", "Wie er naar kijkt");
    public string ForNobody => Say("nobody in particular", "niemand in het bijzonder");
    public string ForWrong => Say("They are in the team no more; choose somebody else", "Die zit niet meer in het team; kies iemand anders");
    public string MarkSaved => Say("Saved. The others see it in the next digest, and on the list at once.", "Bewaard. De anderen zien het in het volgende overzicht, en meteen op de lijst.");
    public string SharedMark => Say("You came by a mail that all read together, so we do not know who you are. Mark calls by the links in a mail of your own; an owner can have each member mailed.", "U kwam via een mail die allen samen lezen, dus wij weten niet wie u bent. Geef calls aan via de links in uw eigen mail; een eigenaar kan het overzicht naar ieder lid laten sturen.");
    public string NothingSaid => Say("Nothing yet.", "Nog niets.");
}
