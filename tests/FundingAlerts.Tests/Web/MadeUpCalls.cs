using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Tests.Web;

/// <summary>A small made-up world; titles, dates and amounts resemble real ones, the texts are ours.</summary>
internal static class MadeUpCalls
{
    public static readonly Instant Now = Instant.FromUtc(2026, 8, 25, 5, 0);

    public static readonly Subscriber Reader = new("s1", "reader@example.org", "Robin Vermeer", "en", Zones.Amsterdam, Cadence.WeeklyOn(IsoDayOfWeek.Tuesday, 7));

    public static readonly Opportunity Paradigms = new()
    {
        Id = new("ukri", "OPP-1042"),
        Title = "Future computing paradigms Network Plus",
        Address = new("https://www.ukri.org/opportunity/future-computing-paradigms-network-plus/"),
        Language = "en",
        Summary = "A network that brings people together around neuromorphic, analogue and other unconventional ways of computing.",
        Description = "A network that brings people together around neuromorphic, analogue and other unconventional ways of computing.\n\nThe network runs for four years. It pays for meetings, short visits and small pilot studies.\n\nTeams from other countries may take part when they bring their own funding.",
        Funders = [new("EPSRC"), new("Innovate UK")],
        Programme = "Network Plus",
        StatusWord = new(OpportunityStatus.Open, "Open"),
        Opens = new(new Opening(new(2026, 7, 14), new(9, 0), Zones.London), "14 July 2026 9:00am UK time"),
        Deadlines = [On(2026, 10, 13, "16:00", Zones.London, "13 October 2026 4:00pm UK time")],
        Funding = new(
            Total: new(new(4_480_000, "GBP"), "£4,480,000"),
            Rate: new(new(80), "80% of the full economic cost")),
        Eligibility = [new("GB", Participation.MayLead, "UK organisations"), new("NL", Participation.OwnFundingNeeded, "own funding")],
        Together = new(JointParticipation.Can, new("UK organisations lead; others join with their own money.", "Britse organisaties leiden; anderen doen mee met eigen geld.")) { RuleId = "made-up" },
        Kind = new(OpportunityKind.Network, "Network Plus"),
        ApplicantTypes = ["Universities and other research organisations"],
        Applicants = [ApplicantType.University, ApplicantType.ResearchOrganisation],
        Topics = ["neuromorphic computing", "unconventional computing"],
        Sightings =
        [
            new("ukri", new("https://www.ukri.org/opportunity/future-computing-paradigms-network-plus/"), Now - Duration.FromDays(1), Now),
            new("nwo", new("https://www.nwo.nl/en/calls/future-computing"), Now - Duration.FromDays(1), Now),
        ],
    };

    public static readonly Opportunity Chips = new()
    {
        Id = new("sedia", "HORIZON-JU-CHIPS-2026-3-RIA"),
        Title = "Call with Digital Partnership and TTC countries",
        Address = new("https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/HORIZON-JU-CHIPS-2026-3-RIA"),
        Language = "en",
        Funders = [new("Chips Joint Undertaking")],
        Programme = "Horizon Europe",
        Type = "HORIZON JU Research and Innovation Actions",
        Kind = new(OpportunityKind.Research, "HORIZON JU Research and Innovation Actions"),
        Together = new(JointParticipation.Unknown, new("No rule says who may take part; read the call.", "Geen regel zegt wie mag meedoen; lees de oproep.")),
        StatusWord = new(OpportunityStatus.Open, "Open for submission"),
        Deadlines = [On(2026, 9, 1, null, Zones.Brussels, "2026-09-01"), On(2027, 1, 12, "17:00", Zones.Brussels, "12 January 2027 17:00:00 Brussels time", "full proposal")],
        Funding = new(
            Total: new(new(5_000_000, "EUR"), "5000000"),
            MinAward: new(new(1_000_000, "EUR"), "1000000"),
            MaxAward: new(new(5_000_000, "EUR"), "5000000")),
    };

    public static readonly Opportunity Spikes = new()
    {
        Id = new("nwo", "https://www.nwo.nl/en/calls/open-competition-m?round=2#apply"),
        Title = "Open Competition: hardware that learns from sparse events",
        Address = new("https://www.nwo.nl/en/calls/open-competition-m"),
        Language = "en",
        Funders = [new("NWO")],
        Programme = "Open Competition",
        Deadlines = [new(new Deadline.Rolling(), "Continuous")],
        Funding = new(MaxAward: new(new(400_000, "EUR"), "€ 400,000")),
        Sightings = [new("nwo", new("https://www.nwo.nl/en/calls/open-competition-m"), Now, Now)],
    };

    public static readonly Opportunity Moved = new()
    {
        Id = new("innovate", "2291"),
        Title = "Semiconductor design for low-power sensing",
        Address = new("https://apply-for-innovation-funding.service.gov.uk/competition/2291/overview"),
        Language = "en",
        Funders = [new("Innovate UK")],
        StatusWord = new(OpportunityStatus.Open, "Open"),
        Deadlines = [new(new Deadline.On(new(2026, 10, 27), new(11, 0), Zones.London, null) { Doubt = "11:00 beside 4pm" }, "Tuesday 27 October 2026 11:00am")],
        Funding = new(MinAward: new(new(100_000, "GBP"), "£100,000"), MaxAward: new(new(500_000, "GBP"), "£500,000")),
        Version = 3,
    };

    /// <summary>The same competition on another site, which has not moved its date.</summary>
    public static readonly Opportunity MovedAtUkri = Moved with
    {
        Id = new("ukri", "semiconductor-design"),
        Address = new("https://www.ukri.org/opportunity/semiconductor-design/"),
        Deadlines = [On(2026, 10, 13, "11:00", Zones.London, "13 October 2026 11:00am UK time")],
        Funding = new(MaxAward: new(new(350_000, "GBP"), "£350,000")),
        Sightings = [new("ukri", new("https://www.ukri.org/opportunity/semiconductor-design/"), Now - Duration.FromDays(2), Now - Duration.FromDays(2))],
    };

    public static readonly TwinGroup MovedTwins = TwinGroup.Of(
        [Moved with { Sightings = [new("innovate", Moved.Address, Now - Duration.FromDays(3), Now)] }, MovedAtUkri],
        _ => false,
        Now);

    public static readonly Opportunity Autumn = new()
    {
        Id = new("rvo", "spike-2027"),
        Title = "Spiking hardware for the edge",
        Address = new("https://www.rvo.nl/subsidies/spiking"),
        Language = "nl",
        Funders = [new("RVO")],
        StatusWord = new(OpportunityStatus.Forthcoming, "Verwacht"),
        Opens = new(new Opening(new(2027, 2, 1), null, Zones.Amsterdam), "1 februari 2027"),
        Deadlines = [new(null, "voorjaar 2027, nader te bepalen")],
        Funding = new(Total: new(null, "nog niet bekend")),
    };

    public static readonly Opportunity Gone = new()
    {
        Id = new("ukri", "OPP-0977"),
        Title = "Photonic neural networks: feasibility studies",
        Address = new("https://www.ukri.org/opportunity/photonic-neural-networks/"),
        Language = "en",
        Funders = [new("EPSRC")],
        StatusWord = new(OpportunityStatus.Open, "Open"),
        Deadlines = [On(2026, 11, 3, "16:00", Zones.London, "3 November 2026 4:00pm UK time")],
        WithdrawnAt = Now,
        Version = 2,
    };

    public static readonly Digest Digest = new(
        new("s1", new(2026, 8, 25)),
        Reader,
        Now,
        [
            Entry(DigestGroup.New, Chips, ("Neuromorphic computing", "chips", "title", "Horizon calls of the ", "Chips", " Joint Undertaking")),
            Entry(
                DigestGroup.New,
                Paradigms,
                ("Neuromorphic computing", "neuromorph*", "summary", "A network that brings people together around ", "neuromorphic", ", analogue and other unconventional ways of …"),
                ("Neuromorphic computing", "\"unconventional computing\"", "topics", "neuromorphic computing · ", "unconventional computing", ""),
                ("Networks in the UK", "network", "title", "Future computing paradigms ", "Network", " Plus")),
            Entry(DigestGroup.New, Spikes, ("Neuromorphic computing", "\"learns from\"", "title", "Open Competition: hardware that ", "learns from", " sparse events")),
            Entry(DigestGroup.New, Autumn, ("Neuromorphic computing", "spiking", "title", "", "Spiking", " hardware for the edge")) with { Twins = TwinGroup.Of([Autumn], _ => true, Now) },
            Entry(DigestGroup.Changed, Moved, ("Low-power chips", "low-power", "title", "Semiconductor design for ", "low-power", " sensing")) with
            {
                Twins = MovedTwins,
                Changes =
                [
                    new OpportunityChange.DeadlineMoved([On(2026, 10, 13, "11:00", Zones.London, "13 October")], Moved.Deadlines)
                    {
                        Opportunity = Moved.Id, Version = 3, SeenAt = Now,
                    },
                    new OpportunityChange.FundingChanged(
                        new(MinAward: Moved.Funding.MinAward, MaxAward: new(new(350_000, "GBP"), "£350,000")),
                        Moved.Funding)
                    {
                        Opportunity = Moved.Id, Version = 3, SeenAt = Now,
                    },
                ],
            },
            Entry(DigestGroup.Withdrawn, Gone, ("Neuromorphic computing", "\"neural networks\"", "title", "Photonic ", "neural networks", ": feasibility studies")) with
            {
                Changes = [new OpportunityChange.Withdrawn { Opportunity = Gone.Id, Version = 2, SeenAt = Now }],
            },
        ],
        12);

    public static Understood<Deadline> On(int year, int month, int day, string? time, string? zone, string text, string? stage = null) =>
        new(new Deadline.On(new(year, month, day), time is null ? null : new LocalTime(int.Parse(time[..2], null), int.Parse(time[3..], null)), zone, stage), text);

    public static DigestEntry Entry(
        DigestGroup group,
        Opportunity call,
        params (string Interest, string Term, string Field, string Before, string Found, string After)[] why) =>
        new(
            group,
            call,
            [.. why.GroupBy(w => w.Interest).Select(g => new InterestMatch(
                "i-" + g.Key,
                g.Key,
                [.. g.Select(w => new MatchReason(w.Term, w.Field, new(w.Before, w.Found, w.After)))]))],
            []);
}
