using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>A call of which something is pending, as one or as several sites show it.</summary>
/// <param name="Twins">The call with its twins; a group of one where it has none.</param>
/// <param name="Matches">Of all its pages; of each by version, ascending.</param>
/// <param name="Told">The pages of which the subscriber heard before.</param>
public sealed record PendingCall(TwinGroup Twins, IReadOnlyList<PendingMatch> Matches, IReadOnlyList<OpportunityId> Told)
{
    public bool WasTold => Told.Count > 0;

    /// <summary>
    /// All that the subscriber heard of is over, and a page that is not came since: the next round, or a site where one can
    /// still apply.
    /// </summary>
    public bool IsAnew(Instant now) =>
        Twins.Members.Where(m => Told.Contains(m.Id)).All(m => m.StatusAt(now) == OpportunityStatus.Closed)
        && Twins.Speakers.Any(s => s.StatusAt(now) != OpportunityStatus.Closed && WasPublished(s.Id));

    /// <summary>The page that speaks for all.</summary>
    public Opportunity Opportunity => Twins.Primary;

    /// <summary>The interests that any of its pages met, each once, as last matched.</summary>
    public IReadOnlyList<InterestMatch> Interests =>
        [.. Matches.GroupBy(m => m.Match.Opportunity)
            .OrderByDescending(page => page.Key == Opportunity.Id)
            .SelectMany(page => page.Last().Match.Interests)
            .DistinctBy(i => i.InterestId)];

    /// <summary>What happened that is still news: all that the leading page says, and of the others what it does not say.</summary>
    public IReadOnlyList<OpportunityChange> News(Instant now)
    {
        var all = Matches.GroupBy(m => m.Match.Opportunity)
            .OrderByDescending(page => page.Key == Opportunity.Id)
            .SelectMany(page => NewsOf(page.Key, page.SelectMany(m => m.Match.Changes), now))
            .ToList();
        // The last page that went is what ends a call; that each of them went is said once.
        var end = all.FindIndex(c => c is OpportunityChange.Withdrawn);
        var news = all.Where((c, i) => c is not OpportunityChange.Withdrawn || i == end).ToList();
        return Correction(now) is { } correction && !news.Exists(c => c is OpportunityChange.DeadlineMoved) ? [correction, .. news] : news;
    }

    private IEnumerable<OpportunityChange> NewsOf(OpportunityId page, IEnumerable<OpportunityChange> changes, Instant now) =>
        Twins.Speakers.FirstOrDefault(s => s.Id == page) is { } call
            ? ChangeList.Condense(changes).Where(c => IsNews(c, call, now) && (page == Opportunity.Id || SaysMore(c, now)))
            : [];

    // Who heard of it from an aggregator, and would now go by a date that the funder does not say, is told.
    private OpportunityChange.DeadlineMoved? Correction(Instant now) =>
        Twins.Members.FirstOrDefault(m => Told.Contains(m.Id)) is { } told
        && !Twins.Speakers.Any(s => Told.Contains(s.Id))
        && WasPublished(Opportunity.Id)
        && Opportunity.Deadlines.Count > 0
        && !Days(told.Deadlines).SetEquals(Days(Opportunity.Deadlines))
            ? new(told.Deadlines, Opportunity.Deadlines) { Opportunity = Opportunity.Id, Version = Opportunity.Version, SeenAt = now }
            : null;

    private bool WasPublished(OpportunityId page) =>
        Matches.Any(m => m.Match.Opportunity == page && m.Match.Changes.Any(c => c is OpportunityChange.Published));

    // Of a call that is over, only what ended it is news: that its date came needs no telling.
    private static bool IsNews(OpportunityChange change, Opportunity call, Instant now) =>
        call.StatusAt(now) != OpportunityStatus.Closed
        || change switch
        {
            OpportunityChange.Withdrawn or OpportunityChange.DeadlineMoved => true,
            OpportunityChange.StatusChanged { New: OpportunityStatus.Closed } => (call with { StatusWord = null }).StatusAt(change.SeenAt) != OpportunityStatus.Closed,
            _ => false,
        };

    // Another site that catches up with the leading page, or drops the call while others have it, brings nothing new.
    private bool SaysMore(OpportunityChange change, Instant now) => change switch
    {
        OpportunityChange.DeadlineMoved moved => !Days(moved.New).SetEquals(Days(Opportunity.Deadlines)),
        OpportunityChange.FundingChanged funding => Amounts(funding.New) != Amounts(Opportunity.Funding),
        OpportunityChange.StatusChanged status => status.New != Opportunity.StatusAt(now),
        OpportunityChange.Reopened => Opportunity.StatusAt(now) == OpportunityStatus.Closed,
        OpportunityChange.EligibilityChanged eligibility => !Countries(eligibility.New).SetEquals(Countries(Opportunity.Eligibility)),
        // It leads only when every page is gone.
        OpportunityChange.Withdrawn => Opportunity.WithdrawnAt is not null,
        _ => false,
    };

    private static HashSet<string> Days(IEnumerable<Understood<Deadline>> deadlines) =>
        [.. deadlines.Select(d => d.Value is Deadline.On on ? FormattableString.Invariant($"{on.Date:uuuu-MM-dd}") : d.Value?.ToString() ?? d.Text)];

    private static (Money?, Money?, Money?, Rate?) Amounts(FundingAvailable funding) =>
        (funding.Total?.Value, funding.MinAward?.Value, funding.MaxAward?.Value, funding.Rate?.Value);

    private static HashSet<(string, Participation)> Countries(IEnumerable<CountryEligibility> eligibility) =>
        [.. eligibility.Select(e => (e.Country, e.Participation))];
}
