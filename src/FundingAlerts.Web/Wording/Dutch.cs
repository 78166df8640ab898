using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Wording;

internal sealed partial class Dutch() : Phrasebook("nl", Fixed(
    "nl-NL",
    "zo ma di wo do vr za",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    ",",
    "."))
{
    public override string Deadline => "Deadline";
    public override string Opens => "Opent";
    public override string Rolling => "Doorlopend open, geen sluitingsdatum";
    public override string RollingUntil(string date) => $"Doorlopend open tot en met {date}";
    public override string Unannounced => "Sluitingsdatum nog niet bekend";
    public override string NoDeadline => "Geen sluitingsdatum vermeld";
    public override string AsPrinted => "letterlijk overgenomen";
    public override string CheckTheTime => "controleer de tijd op de pagina van de financier";
    public override string NoTimeGiven => "de financier noemt geen tijd";
    public override string NoZoneGiven => "de financier noemt geen tijdzone";
    public override string MoreDates(int count) => count == 1 ? "en nog 1 datum" : $"en nog {Number(count)} data";
    public override string Then => "Daarna";

    public override string DaysLeft(int days) => days switch
    {
        0 => "vandaag",
        1 => "morgen",
        _ => $"over {Number(days)}\u00A0dagen",
    };

    public override string ClosedAgo(int days) => days switch
    {
        0 => "vandaag gesloten",
        1 => "gisteren gesloten",
        _ => $"{Number(days)}\u00A0dagen geleden gesloten",
    };

    public override string ZoneTime(string zone) => zone switch
    {
        "Europe/London" => "Britse tijd",
        "Europe/Amsterdam" => "Nederlandse tijd",
        "Europe/Brussels" => "Brusselse tijd",
        _ when zone.StartsWith("UTC", StringComparison.Ordinal) => zone,
        _ => $"tijd in {Place(zone)}",
    };

    public override string InPlace(string zone) => zone.StartsWith("UTC", StringComparison.Ordinal) ? zone : $"in {Place(zone)}";

    public override string FunderWrites(string words) => $"de financier schrijft: “{words}”";

    public override string Funding => "Financiering";
    public override string Million => "miljoen";
    public override string AfterSign => "\u00A0";
    public override string InTotal(string amount) => $"{amount} in totaal";
    public override string UpToPerAward(string amount) => $"tot {amount} per toekenning";
    public override string FromPerAward(string amount) => $"vanaf {amount} per toekenning";
    public override string PerAward(string amount) => $"{amount} per toekenning";
    public override string OfCosts(string percent) => $"{percent}% van de kosten";
    public override string NotStated => "niet vermeld";

    public override string Status(OpportunityStatus status) => status switch
    {
        OpportunityStatus.Forthcoming => "Aangekondigd",
        OpportunityStatus.Open => "Open",
        OpportunityStatus.Closed => "Gesloten",
        _ => "Status onbekend",
    };

    public override string Participation(Participation participation) => participation switch
    {
        Opportunities.Participation.MayLead => "mag leiden",
        Opportunities.Participation.MayTakePart => "mag meedoen",
        Opportunities.Participation.OwnFundingNeeded => "mag meedoen met eigen geld",
        Opportunities.Participation.NotEligible => "komt niet in aanmerking",
        _ => "onbekend",
    };

    public override string TogetherLabel => "Nederland en het VK samen";
    public override string Together(JointParticipation participation) => participation switch
    {
        JointParticipation.Can => "kan in één project",
        JointParticipation.Cannot => "kan niet in één project",
        _ => "onbekend",
    };

    public override string Kind(OpportunityKind kind) => kind switch
    {
        OpportunityKind.Research => "onderzoeksproject",
        OpportunityKind.Fellowship => "beurs of mobiliteit",
        OpportunityKind.Network => "netwerk",
        OpportunityKind.Infrastructure => "infrastructuur",
        OpportunityKind.Innovation => "innovatie door bedrijven",
        OpportunityKind.Prize => "prijs",
        _ => "onbekend",
    };

    public override string Applicant(ApplicantType type) => type switch
    {
        ApplicantType.University => "universiteiten",
        ApplicantType.ResearchOrganisation => "onderzoeksinstellingen",
        ApplicantType.Company => "bedrijven",
        ApplicantType.SmallCompany => "mkb",
        ApplicantType.PublicBody => "overheden",
        ApplicantType.Charity => "goede doelen",
        ApplicantType.Person => "personen",
        _ => "anderen",
    };

    public override string Country(string code) => code switch
    {
        "NL" => "Nederland",
        "GB" => "Verenigd Koninkrijk",
        "BE" => "België",
        "DE" => "Duitsland",
        "FR" => "Frankrijk",
        "IE" => "Ierland",
        _ => code,
    };

    public override string Field(string name) => name switch
    {
        "title" => "titel",
        "call" => "titel van de call",
        "topics" => "trefwoorden",
        "summary" => "samenvatting",
        "description" => "beschrijving",
        "programme" => "programma",
        "type" => "soort subsidie",
        "funder" => "financier",
        "reference" => "kenmerk",
        "fact" => "gegevens van de call",
        "deadline" => "deadline",
        "status" => "status",
        "total" => "totaalbedrag",
        "minAward" => "laagste bedrag per toekenning",
        "maxAward" => "hoogste bedrag per toekenning",
        "rate" => "deel van de kosten",
        "kind" => "soort",
        "applicants" => "aanvragers",
        "together" => "Nederland en het VK samen",
        _ => name,
    };

    public override string SourcesDisagree(string field) => $"Bronnen spreken elkaar tegen: {Field(field)}";
    public override string SeenAt(string moment) => $"gezien {moment}";
    public override string AtSite(string words, string site) => $"{words}, op {site}";
    public override string OnlyAggregated(string site) => $"Alleen gevonden op {site}, dat calls van anderen verzamelt: kijk op de pagina van de financier zelf.";

    public override string Was => "was";
    public override string FirstSeen => "Voor het eerst gezien";
    public override string DeadlineMoved => "Deadline verschoven";
    public override string StatusChanged => "Status";
    public override string Reopened => "Weer open";
    public override string FundingChanged => "Financiering";
    public override string DocumentsChanged => "Documenten gewijzigd";
    public override string NotThereAnyMore => "er niet meer";
    public override string Reworded(string field) => $"Andere woorden in: {Field(field)}";
    public override string Withdrawn => "Ingetrokken door de financier";

    public override string NewCalls(int count) => count == 1 ? "1 nieuwe call" : $"{Number(count)} nieuwe calls";
    public override string DeadlinesMoved(int count) => count == 1 ? "1 deadline verschoven" : $"{Number(count)} deadlines verschoven";
    public override string ChangedCalls(int count) => $"{Number(count)} gewijzigd";
    public override string WithdrawnCalls(int count) => $"{Number(count)} ingetrokken";
    public override string NothingNew => "Niets nieuws deze keer";
    public override string AndMore => "en meer";
    public override string New => "Nieuw";
    public override string Changed => "Gewijzigd";
    public override string WithdrawnHeading => "Ingetrokken";
    public override string DigestOf(string date) => $"Subsidie-oproepen · {date}";
    public override string Matches => "Past bij";
    public override string WhatChanged => "Wat er veranderde";
    public override string ReadAt(string host) => $"Lees verder op {host}";
    public override string AlsoOn => "Ook op";
    public override string OurPage => "Details en geschiedenis";
    public override string Waiting(int count) => count == 1
        ? "En nog 1; die komt met de volgende mail."
        : $"En nog {Number(count)}; die komen met de volgende mail.";
    public override string WhyYouReceive(string name) => name.Length == 0
        ? "U ontvangt dit omdat u ons vroeg naar subsidie-oproepen uit te kijken."
        : $"U ontvangt dit, {name}, omdat u ons vroeg naar subsidie-oproepen uit te kijken.";
    public override string YourAlerts => "De alerts achter deze mail:";
    public override string HowToStop => "Geen mails meer? Stuur ons één woord:";
    public override string StopReceiving => "unsubscribe";
    public override string Closes(string when) => $"Sluit {when}";
    public override string AndMoreDeadlines(int count) => $"en nog {Number(count)}";
    public override string DeadlinesAhead(int count) => $"{Number(count)} deadlines op komst";
    public override string ComingUp => "Op komst";
    public override string ReminderOf(string date) => $"Herinnering aan deadlines · {date}";
    public override string WhyReminded(string name) => name.Length == 0
        ? "U ontvangt dit omdat u ons vroeg u te herinneren voordat een call sluit."
        : $"U ontvangt dit, {name}, omdat u ons vroeg u te herinneren voordat een call sluit.";
    public override string ComposedAt(string date, string time, string place) => $"Opgesteld {date}, {time} {place}.";

    private static string Place(string zone) => zone switch
    {
        "Europe/London" => "Londen",
        "Europe/Brussels" => "Brussel",
        "Europe/Paris" => "Parijs",
        "Europe/Berlin" => "Berlijn",
        _ => City(zone),
    };
}
