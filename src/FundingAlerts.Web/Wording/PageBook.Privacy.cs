namespace FundingAlerts.Web.Wording;

/// <summary>What is kept of people, and for how long: as the works of forgetting do it.</summary>
public sealed partial class PageBook
{
    public string PrivacyTitle => Say("What we keep of you", "Wat wij van u bewaren");

    /// <summary>Headings, each with its paragraphs.</summary>
    /// <param name="lettersKept">Days for which the text of a mail is kept.</param>
    public IReadOnlyList<(string Heading, IReadOnlyList<string> Says)> Privacy(int lettersKept, string contact) =>
    [
        (Say("If you only read", "Als u alleen leest"), [
            Say("Nothing. No cookies, no scripts, no counting of visitors, no content from other sites.", "Niets. Geen cookies, geen scripts, geen bezoekerstellingen, niets van andere sites."),
        ]),
        (Say("If you subscribe", "Als u zich aanmeldt"), [
            Say("Your mail address, your name if you give one, your alerts and settings, that you agreed (the words, the time, where), which calls met your alerts and why, which calls you hid or saved, and which mails we sent you and what became of them.",
                "Uw mailadres, uw naam als u die geeft, uw alerts en instellingen, dat u instemde (de woorden, de tijd, waar), welke calls bij uw alerts pasten en waarom, welke calls u verborg of bewaarde, en welke mails wij u stuurden en wat ervan werd."),
            Say("It serves to write your mails and for nothing else. The mails carry no tracking: no pixel, no counted links. Whoever transports our mails learns your address and the mail.",
                "Het dient om uw mails te schrijven en nergens anders voor. De mails volgen u niet: geen pixel, geen getelde links. Wie onze mails vervoert kent uw adres en de mail."),
            Say("Against misuse we count sign-ups by network and mailbox, as hashes, for three to five days.", "Tegen misbruik tellen wij aanmeldingen per netwerk en mailbox, als hashes, drie tot vijf dagen lang."),
        ]),
        (Say("How long", "Hoe lang"), [
            Say("A sign-up that is not confirmed is deleted after seven days, like every sign-up’s own record.", "Een aanmelding die niet bevestigd wordt is na zeven dagen gewist, zoals de gegevens van elke aanmelding zelf."),
            Say($"The text of a mail is kept for {lettersKept} days, that it was sent for 400. Which calls you were told is deleted two years after they closed, so that none comes twice.",
                $"De tekst van een mail blijft {lettersKept} dagen bewaard, dat hij verstuurd is 400. Welke calls u kreeg wordt twee jaar na hun sluiting gewist, zodat er geen twee keer komt."),
            Say("After you stop, your address, name, alerts, mails and matches are deleted within about thirty days. What stays is a random number, with language, time zone and rhythm, that says that somebody left.",
                "Nadat u stopt worden uw adres, naam, alerts, mails en matches binnen ongeveer dertig dagen gewist. Wat blijft is een toevallig nummer, met taal, tijdzone en ritme, dat zegt dat er iemand vertrok."),
        ]),
        (Say("What you can do yourself", "Wat u zelf kunt doen"), [
            Say("The link in each mail leads to your settings: there you see and change all of it, take it along as a file, stop, or erase it at once.",
                "De link in elke mail brengt u naar uw instellingen: daar ziet en wijzigt u alles, neemt u het als bestand mee, stopt u, of wist u het meteen."),
            Say("Erasing removes all at once and for good. Backups that were made before still hold it until whoever runs this service deletes them; when one is restored, ask for erasure again.",
                "Wissen haalt alles meteen en voorgoed weg. Reservekopieën van eerder bevatten het nog tot wie deze dienst beheert ze wist; wordt er een teruggezet, vraag dan opnieuw om wissen."),
        ]),
        (Say("Whom to ask", "Wie u kunt vragen"), [Say($"A person reads {contact}.", $"Een mens leest {contact}.")]),
    ];
}
