using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using NodaTime;

namespace FundingAlerts.Web.Wording;

/// <summary>
/// All that the pages say on which people subscribe and change their mind, both languages side by side; what pages share with
/// mails is in <see cref="Words"/>. Nothing is escaped here.
/// </summary>
public sealed partial class PageBook
{
    private PageBook(Phrasebook words) => Words = words;

    public static PageBook English { get; } = new(Phrasebook.English);

    public static PageBook Dutch { get; } = new(Phrasebook.Dutch);

    public Phrasebook Words { get; }

    /// <summary>BCP 47: en, nl.</summary>
    public string Language => Words.Language;

    /// <summary>The book for a BCP 47 language; English for one we do not speak.</summary>
    public static PageBook For(string language) => Phrasebook.For(language) == Phrasebook.Dutch ? Dutch : English;

    /// <summary>Where somebody who speaks it most probably is.</summary>
    public string UsualZone => Say(Zones.London, Zones.Amsterdam);

    // The frame of all pages
    public string Skip => Say("Skip to the content", "Naar de inhoud");
    public string Site => Say("Site", "Site");
    public string FooterSays => Say("Read from the funders’ own sites. The funder’s page always has the last word.", "Gelezen van de sites van de financiers zelf. Hun pagina heeft altijd het laatste woord.");
    public string PrivacyLink => Say("What we keep of you", "Wat wij van u bewaren");
    public string OtherLanguage => Say("Nederlands", "English");
    public string OtherLanguageCode => Say("nl", "en");
    public string Part(string name) => (name, Language) switch
    {
        ("Sources", "nl") => "Bronnen",
        ("Subscribe", "nl") => "Alerts",
        ("Subscribe", _) => "Alerts",
        _ => name,
    };

    public string Back => Say("Back", "Terug");
    public string AllCalls => Say("See all calls", "Naar alle calls");
    public string Optional => Say("optional", "niet verplicht");
    public string SomethingIsWrong => Say("Please look at this first", "Kijk hier eerst even naar");
    public string MyAlerts => Say("To my alerts and settings", "Naar mijn alerts en instellingen");

    /// <summary>What is wrong with a wish, in this language; of a query the point is explained in English, which its language speaks.</summary>
    public string Problem(WishProblem problem) => Language != "nl" ? End(problem.Message) : problem switch
    {
        { Field: "address" } => "Dit is geen mailadres; dat ziet eruit als naam@example.org.",
        { Field: "zone" } => "Dit is geen tijdzone; kies er een uit de lijst.",
        { Field: "name" } => $"Een naam heeft ten hoogste {Wishes.LongestName} tekens.",
        { Field: "interests", Position: { } at } => $"Deze zoekvraag kunnen wij niet lezen, bij teken {at + 1}: {End(problem.Message)}",
        { Field: "interests", Index: null, Message: var message } when message.StartsWith("At most", StringComparison.Ordinal) => $"Ten hoogste {Wishes.MostInterests} alerts; zet meer wensen in één alert met OR.",
        { Field: "interests", Index: null } => "Zeg waarover u wilt horen: kies een onderwerp, of schrijf een paar woorden.",
        { Field: "interests" } => $"De naam van een alert heeft ten hoogste {Wishes.LongestName} tekens.",
        _ => End(problem.Message),
    };

    public string Frequency(Frequency frequency) => frequency switch
    {
        Interests.Frequency.Instant => Say("at once", "meteen"),
        Interests.Frequency.Daily => Say("once a day", "eens per dag"),
        _ => Say("once a week", "eens per week"),
    };

    public string Day(IsoDayOfWeek day) => Words.Culture.DateTimeFormat.DayNames[(int)day % 7];

    public string LanguageName(string code) => code switch
    {
        "en" => Say("English", "Engels"),
        "nl" => Say("Dutch", "Nederlands"),
        "de" => Say("German", "Duits"),
        "fr" => Say("French", "Frans"),
        _ => code,
    };

    private static string End(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or '?' or '!' ? sentence : sentence + ".";

    private string Say(string english, string dutch) => Language == "nl" ? dutch : english;

    private string Number(int count) => count.ToString("N0", Words.Culture);
}
