using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Wording;

internal sealed partial class English() : Phrasebook("en", Fixed(
    "en-GB",
    "Sun Mon Tue Wed Thu Fri Sat",
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ".",
    ","))
{
    public override string Deadline => "Deadline";
    public override string Opens => "Opens";
    public override string Rolling => "Open all the time, no closing date";
    public override string RollingUntil(string date) => $"Open all the time until {date}";
    public override string Unannounced => "Closing date not announced yet";
    public override string NoDeadline => "No closing date given";
    public override string AsPrinted => "as printed";
    public override string CheckTheTime => "check the time on the funder’s page";
    public override string NoTimeGiven => "the funder gives no time";
    public override string NoZoneGiven => "the funder names no time zone";
    public override string MoreDates(int count) => count == 1 ? "and 1 more date" : $"and {Number(count)} more dates";
    public override string Then => "Then";

    public override string DaysLeft(int days) => days switch
    {
        0 => "today",
        1 => "tomorrow",
        _ => $"in {Number(days)}\u00A0days",
    };

    public override string ClosedAgo(int days) => days switch
    {
        0 => "closed today",
        1 => "closed yesterday",
        _ => $"closed {Number(days)}\u00A0days ago",
    };

    public override string ZoneTime(string zone) => zone switch
    {
        "Europe/London" => "UK time",
        _ when zone.StartsWith("UTC", StringComparison.Ordinal) => zone,
        _ => $"{City(zone)} time",
    };

    public override string InPlace(string zone) => zone.StartsWith("UTC", StringComparison.Ordinal) ? zone : $"in {City(zone)}";

    public override string FunderWrites(string words) => $"the funder writes: “{words}”";

    public override string Funding => "Funding";
    public override string Million => "million";
    public override string AfterSign => "";
    public override string InTotal(string amount) => $"{amount} in total";
    public override string UpToPerAward(string amount) => $"up to {amount} per award";
    public override string FromPerAward(string amount) => $"from {amount} per award";
    public override string PerAward(string amount) => $"{amount} per award";
    public override string OfCosts(string percent) => $"{percent}% of costs";
    public override string NotStated => "not stated";

    public override string Status(OpportunityStatus status) => status switch
    {
        OpportunityStatus.Forthcoming => "Forthcoming",
        OpportunityStatus.Open => "Open",
        OpportunityStatus.Closed => "Closed",
        _ => "Status unknown",
    };

    public override string Participation(Participation participation) => participation switch
    {
        Opportunities.Participation.MayLead => "may lead",
        Opportunities.Participation.MayTakePart => "may take part",
        Opportunities.Participation.OwnFundingNeeded => "may take part with own funding",
        Opportunities.Participation.NotEligible => "not eligible",
        _ => "not known",
    };

    public override string TogetherLabel => "Netherlands and UK together";
    public override string Together(JointParticipation participation) => participation switch
    {
        JointParticipation.Can => "can be in one project",
        JointParticipation.Cannot => "cannot be in one project",
        _ => "not known",
    };

    public override string Kind(OpportunityKind kind) => kind switch
    {
        OpportunityKind.Research => "research project",
        OpportunityKind.Fellowship => "fellowship or mobility",
        OpportunityKind.Network => "network",
        OpportunityKind.Infrastructure => "infrastructure",
        OpportunityKind.Innovation => "innovation by companies",
        OpportunityKind.Prize => "prize",
        _ => "not known",
    };

    public override string Applicant(ApplicantType type) => type switch
    {
        ApplicantType.University => "universities",
        ApplicantType.ResearchOrganisation => "research organisations",
        ApplicantType.Company => "companies",
        ApplicantType.SmallCompany => "small and medium-sized companies",
        ApplicantType.PublicBody => "public bodies",
        ApplicantType.Charity => "charities",
        ApplicantType.Person => "persons",
        _ => "others",
    };

    public override string Country(string code) => code switch
    {
        "NL" => "Netherlands",
        "GB" => "United Kingdom",
        "BE" => "Belgium",
        "DE" => "Germany",
        "FR" => "France",
        "IE" => "Ireland",
        _ => code,
    };

    public override string Field(string name) => name switch
    {
        "title" => "title",
        "call" => "call title",
        "topics" => "keywords",
        "summary" => "summary",
        "description" => "description",
        "programme" => "programme",
        "type" => "type of grant",
        "funder" => "funder",
        "reference" => "reference",
        "fact" => "facts of the call",
        "deadline" => "deadline",
        "status" => "status",
        "total" => "total amount",
        "minAward" => "least amount per award",
        "maxAward" => "largest amount per award",
        "rate" => "share of costs",
        "kind" => "kind",
        "applicants" => "applicants",
        "together" => "Netherlands and UK together",
        _ => name,
    };

    public override string SourcesDisagree(string field) => $"Sources disagree: {Field(field)}";
    public override string SeenAt(string moment) => $"seen {moment}";
    public override string AtSite(string words, string site) => $"{words}, at {site}";
    public override string OnlyAggregated(string site) => $"Found only at {site}, which lists other funders’ calls: check the funder’s own page.";

    public override string Was => "was";
    public override string FirstSeen => "First seen";
    public override string DeadlineMoved => "Deadline moved";
    public override string StatusChanged => "Status";
    public override string Reopened => "Open again";
    public override string FundingChanged => "Funding";
    public override string DocumentsChanged => "Documents changed";
    public override string NotThereAnyMore => "not there any more";
    public override string Reworded(string field) => $"{Sentence(Field(field))} reworded";
    public override string Withdrawn => "Withdrawn by the funder";

    public override string NewCalls(int count) => count == 1 ? "1 new call" : $"{Number(count)} new calls";
    public override string DeadlinesMoved(int count) => count == 1 ? "1 deadline moved" : $"{Number(count)} deadlines moved";
    public override string ChangedCalls(int count) => $"{Number(count)} changed";
    public override string WithdrawnCalls(int count) => $"{Number(count)} withdrawn";
    public override string NothingNew => "Nothing new this time";
    public override string AndMore => "and more";
    public override string New => "New";
    public override string Changed => "Changed";
    public override string WithdrawnHeading => "Withdrawn";
    public override string DigestOf(string date) => $"Funding calls · {date}";
    public override string Matches => "Matches";
    public override string WhatChanged => "What changed";
    public override string ReadAt(string host) => $"Read it at {host}";
    public override string AlsoOn => "Also on";
    public override string OurPage => "Details and history";
    public override string Waiting(int count) => count == 1
        ? "And 1 more; it comes with the next digest."
        : $"And {Number(count)} more; they come with the next digest.";
    public override string WhyYouReceive(string name) => name.Length == 0
        ? "You receive this because you asked us to watch for funding calls."
        : $"You receive this, {name}, because you asked us to watch for funding calls.";
    public override string YourAlerts => "The alerts behind this mail:";
    public override string HowToStop => "To stop these mails, send us one word:";
    public override string StopReceiving => "unsubscribe";
    public override string Closes(string when) => $"Closes {when}";
    public override string AndMoreDeadlines(int count) => $"and {Number(count)} more";
    public override string DeadlinesAhead(int count) => $"{Number(count)} deadlines ahead";
    public override string ComingUp => "Coming up";
    public override string ReminderOf(string date) => $"Deadline reminder · {date}";
    public override string WhyReminded(string name) => name.Length == 0
        ? "You receive this because you asked us to remind you before a call closes."
        : $"You receive this, {name}, because you asked us to remind you before a call closes.";
    public override string ComposedAt(string date, string time, string place) => $"Composed {date}, {time} {place}.";
}
