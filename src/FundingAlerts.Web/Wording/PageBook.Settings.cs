using FundingAlerts.Delivery;
using FundingAlerts.Interests;

namespace FundingAlerts.Web.Wording;

/// <summary>Settings, stopping, single calls, and what is kept.</summary>
public sealed partial class PageBook
{
    public string SettingsTitle => Say("Your alerts and settings", "Uw alerts en instellingen");
    public string State(SubscriberState state, string? until) => state switch
    {
        SubscriberState.Paused when until is not null => Say($"Paused until {until}. What appears meanwhile comes after it.", $"Gepauzeerd tot {until}. Wat intussen verschijnt komt daarna."),
        SubscriberState.Paused => Say("Paused until you go on.", "Gepauzeerd tot u verder gaat."),
        SubscriberState.Unsubscribed => Say("You get no mails any more.", "U krijgt geen mails meer."),
        SubscriberState.Suppressed => Say("Mails to your address came back, so we send none. Subscribe once more when it works again.", "Mails aan uw adres kwamen terug, dus sturen wij niets. Meld u opnieuw aan als het weer werkt."),
        _ => "",
    };

    public string Alerts => Say("Alerts", "Alerts");
    public string AlertName => Say("Name", "Naam");
    public string AlertQuery => Say("Search", "Zoekvraag");
    public string AlertOften => Say("How often", "Hoe vaak");
    public string AsTheDigest => Say("as my digest", "zoals mijn overzicht");
    public string AlertLeads => Say("Reminders, days before a deadline", "Herinneringen, dagen voor een deadline");
    public string AlertLeadsHelp => Say("Empty: as below. 0: none.", "Leeg: zoals hieronder. 0: geen.");
    public string Remove => Say("Remove this alert", "Verwijder deze alert");
    public string EditAlert => Say("See what it finds", "Bekijk wat hij vindt");
    public string AddAlert => Say("Add an alert", "Alert toevoegen");
    public string NewAlert => Say("A new alert", "Een nieuwe alert");
    public string KeepAlert => Say("Keep this alert", "Bewaar deze alert");
    public string Save => Say("Save", "Bewaren");
    public string DigestTitle => Say("Your digest", "Uw overzicht");
    public string OpeningLead => Say("Remind me before a call opens, days", "Herinner mij voordat een call opengaat, dagen");
    public string ChangesTitle => Say("Changes to hear of", "Wijzigingen waarvan u wilt horen");
    public string ChangesHelp => Say("Of calls that you were told. New calls and withdrawals are always told.", "Van calls die u al kent. Nieuwe calls en intrekkingen hoort u altijd.");
    public string Change(ChangeKinds kind) => kind switch
    {
        ChangeKinds.Deadline => Say("deadline", "deadline"),
        ChangeKinds.Status => Say("status", "status"),
        ChangeKinds.Amount => Say("amounts", "bedragen"),
        ChangeKinds.Eligibility => Say("who can take part", "wie kan meedoen"),
        _ => Say("documents", "documenten"),
    };

    public string HeartbeatTitle => Say("When all is quiet, tell me so", "Als er niets is, zeg het mij");
    public string Heartbeat(HeartbeatRhythm rhythm) => rhythm switch
    {
        HeartbeatRhythm.Weekly => Say("every week", "elke week"),
        HeartbeatRhythm.Monthly => Say("every four weeks", "elke vier weken"),
        _ => Say("never", "nooit"),
    };

    public string PauseTitle => Say("Pause", "Pauze");
    public string PauseUntil => Say("Until", "Tot en met");
    public string PauseHelp => Say("Empty: until you go on. At most a year.", "Leeg: tot u verder gaat. Ten hoogste een jaar.");
    public string PauseButton => Say("Pause my mails", "Pauzeer mijn mails");
    public string ResumeButton => Say("Go on now", "Ga nu verder");
    public string PauseWrong => Say("This is no day in the future", "Dit is geen dag in de toekomst");
    public string CallsTitle => Say("Single calls", "Losse calls");
    public string NoMarks => Say("None hidden, none saved.", "Niets verborgen, niets bewaard.");
    public string IsHidden => Say("not for me", "niets voor mij");
    public string IsSaved(string days) => Say($"reminder, days before: {days}", $"herinnering, dagen ervoor: {days}");
    public string Undo => Say("Undo", "Terugdraaien");
    public string MailsTitle => Say("Mails to you", "Mails aan u");
    public string NoMails => Say("None yet.", "Nog geen.");
    public string OlderMails(int count) => Say($"And {Number(count)} older ones; the export holds them all.", $"En {Number(count)} oudere; de export bevat ze alle.");
    public string Delivery(DeliveryState state) => state switch
    {
        DeliveryState.Queued => Say("on its way", "onderweg"),
        DeliveryState.Sent => Say("sent", "verstuurd"),
        DeliveryState.Delivered => Say("arrived", "aangekomen"),
        DeliveryState.Bounced => Say("came back", "kwam terug"),
        DeliveryState.Complained => Say("called spam", "als spam gemeld"),
        _ => Say("not sent", "niet verstuurd"),
    };

    public string DataTitle => Say("What is yours", "Wat van u is");
    public string ExportButton => Say("Take all along (ZIP)", "Alles meenemen (ZIP)");
    public string LinksButton => Say("New links", "Nieuwe links");
    public string LinksHelp => Say("Makes the links of all earlier mails void, should one have come into other hands.", "Maakt de links in alle eerdere mails ongeldig, als er een in andere handen kwam.");
    public string StopLink => Say("Stop all mails", "Geen mails meer");
    public string EraseLink => Say("Erase all about me", "Wis alles over mij");
    public string EraseTitle => Say("Erase all about you?", "Alles over u wissen?");
    public string EraseSays => Say("Your address, alerts, mails and all else that we hold of you go at once and for good. Backups made before hold them until they are deleted.", "Uw adres, alerts, mails en al het andere dat wij van u hebben gaan meteen en voorgoed weg. Reservekopieën van eerder bevatten ze tot die gewist worden.");
    public string EraseButton => Say("Erase all for good", "Wis alles voorgoed");
    public string ErasedTitle => Say("All is erased", "Alles is gewist");
    public string ErasedSays => Say("We know nothing of you any more. You can subscribe again whenever you like.", "Wij weten niets meer van u. U kunt zich altijd opnieuw aanmelden.");

    /// <summary>What was just done; empty for what we do not know.</summary>
    public string Done(string what) => what switch
    {
        "save" => Say("Saved.", "Bewaard."),
        "alert" => Say("The alert is kept. A mail with what is open now for it is on its way.", "De alert is bewaard. Een mail met wat daarvoor nu open staat is onderweg."),
        "pause" => Say("Your mails are paused.", "Uw mails zijn gepauzeerd."),
        "resume" => Say("Your mails go on.", "Uw mails gaan verder."),
        "links" => Say("The links of earlier mails are void. Keep this page’s address: it is your new one.", "De links in eerdere mails zijn ongeldig. Bewaar het adres van deze pagina: het is uw nieuwe."),
        "undo" => Say("Taken back.", "Teruggedraaid."),
        _ => "",
    };

    // Stopping
    public string StopTitle => Say("Stop all mails?", "Geen mails meer?");
    public string StopSays => Say("One click, and no mail comes any more. What we know of you is deleted after thirty days.", "Eén klik, en er komt geen mail meer. Wat wij van u weten wordt na dertig dagen gewist.");
    public string StopButton => Say("Stop all mails", "Stop alle mails");
    public string StopOther => Say("Or would one of these do?", "Of is een van deze genoeg?");
    public string PauseFourWeeks => Say("Pause for four weeks", "Vier weken pauze");
    public string OnceAWeek => Say("Only once a week", "Nog maar eens per week");
    public string StoppedTitle => Say("No more mails", "Geen mails meer");
    public string StoppedSays => Say("It is done. What we know of you is deleted after thirty days; until then you can come back with one click.", "Het is gebeurd. Wat wij van u weten wordt na dertig dagen gewist; tot dan kunt u met één klik terugkomen.");
    public string ComeBack => Say("Come back", "Kom terug");
    public string BackTitle => Say("You are back", "U bent er weer");
    public string BackSays => Say("Mails come again, as you had set them.", "Er komen weer mails, zoals u had ingesteld.");
    public string PausedTitle => Say("Paused", "Pauze");
    public string SlowedTitle => Say("Once a week from now on", "Vanaf nu eens per week");

    // Single calls
    public string HideTitle => Say("Not for you?", "Niets voor u?");
    public string HideSays => Say("You hear no more of this call: no changes, no reminders.", "U hoort niets meer van deze call: geen wijzigingen, geen herinneringen.");
    public string HideButton => Say("Hide this call", "Verberg deze call");
    public string HiddenTitle => Say("Hidden", "Verborgen");
    public string LessonsTitle => Say("Shall your alert learn from it?", "Mag uw alert ervan leren?");
    public string LessonsSays => Say("Calls like it stay away too, if you change the alert. It would be:", "Ook zulke calls blijven weg, als u de alert wijzigt. Die wordt dan:");
    public string LessonWords(string words, string alert) => Say($"{alert}: no calls with {words}", $"{alert}: geen calls met {words}");
    public string LessonFunder(string funder, string alert) => Say($"{alert}: no calls of {funder}", $"{alert}: geen calls van {funder}");
    public string LearnButton => Say("Change the alert so", "Wijzig de alert zo");
    public string LearntTitle => Say("Your alert has learnt", "Uw alert heeft geleerd");
    public string LearntSays => Say("From now on it asks for:", "Vanaf nu vraagt hij om:");
    public string RemindTitle => Say("Remind you of this call?", "U aan deze call herinneren?");
    public string RemindSays => Say("We write before each of its deadlines, also when a deadline moves.", "Wij schrijven voor elk van de deadlines, ook als een deadline verschuift.");
    public string RemindButton => Say("Remind me", "Herinner mij");
    public string RemindedTitle => Say("We remind you", "Wij herinneren u");
    public string RemindedSays(string days) => Say($"Days before: {days}.", $"Dagen ervoor: {days}.");
    public string TakenBackTitle => Say("Taken back", "Teruggedraaid");
    public string TakenBackSays => Say("All is as before.", "Alles is als tevoren.");
    public string ViewGone => Say("The text of this mail is not kept any more.", "De tekst van deze mail wordt niet meer bewaard.");
    public string SentOn(string moment) => Say($"to you, {moment}", $"aan u, {moment}");
    public string AsDesigned => Say("As designed", "Opgemaakt");
    public string AsText => Say("As plain text", "Als platte tekst");
    public string PartsOfMail => Say("Parts of the mail", "Delen van de mail");
    public string TheMail => Say("The mail", "De mail");
}
