using System.Collections.Frozen;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching.Queries;

/// <summary>What is known of a call at an instant, beside its words.</summary>
/// <param name="Facets">Its values as a query names them: "status:open", "type:fellowship", "eligible:nl", "lang:en".</param>
/// <param name="Award">What one award is worth, in euros by <see cref="RoughRates"/>; null when nothing is said.</param>
/// <param name="Deadline">The next one; null when there is none on a date, or all have passed.</param>
public sealed record CallFacts(FrozenSet<string> Facets, AwardRange? Award, Instant? Deadline, Instant Now)
{
    public static readonly CallFacts Nothing = new(FrozenSet<string>.Empty, null, null, default);

    public static CallFacts Of(Opportunity call, Instant now)
    {
        var next = call.NextDeadline(now)?.ClosedFrom;
        return new(
            FacetsOf(call, now).ToFrozenSet(StringComparer.Ordinal),
            AwardRange.Of(call.Funding),
            next > now ? next : null,
            now);
    }

    private static IEnumerable<string> FacetsOf(Opportunity call, Instant now)
    {
        yield return FacetNames.Value(FacetNames.Status, call.StatusAt(now).ToString());
        yield return FacetNames.Value(FacetNames.Type, (call.Kind?.Value ?? OpportunityKind.Unknown).ToString());
        if (call.Language.Length > 0)
            yield return FacetNames.Value(FacetNames.Language, call.Language.Split('-')[0]);
        foreach (var facet in EligibilityOf(call))
            yield return facet;
        if (call.Deadlines.Any(d => d.Value is Deadline.Rolling))
            yield return FacetNames.Value(FacetNames.Deadline, "rolling");
        if (call.NextDeadline(now) is null && !call.Deadlines.Any(d => d.Value is Deadline.Rolling))
            yield return FacetNames.Unknown(FacetNames.Deadline);
        if (AwardRange.Of(call.Funding) is null)
            yield return FacetNames.Unknown(FacetNames.Amount);
    }

    private static IEnumerable<string> EligibilityOf(Opportunity call)
    {
        var known = call.Eligibility.Where(e => e.Participation != Participation.Unknown).ToList();
        if (known.Count == 0)
        {
            yield return FacetNames.Unknown(FacetNames.Eligible);
            yield return FacetNames.Unknown(FacetNames.Country);
        }
        foreach (var (country, participation) in known.Select(e => (e.Country, e.Participation)).Distinct())
        {
            if (participation == Participation.NotEligible)
                continue;
            yield return FacetNames.Value(FacetNames.Country, country);
            if (participation != Participation.OwnFundingNeeded)
                yield return FacetNames.Value(FacetNames.Eligible, country);
        }
        if (call.Together is { Participation: JointParticipation.Can } or null)
            yield return FacetNames.Together;
    }
}

/// <summary>From the least to the most that one award can be, in euros.</summary>
public sealed record AwardRange(decimal Least, decimal Most)
{
    /// <summary>Where only the total is said, an award may be as much as that.</summary>
    public static AwardRange? Of(FundingAvailable funding)
    {
        var most = Euros(funding.MaxAward) ?? Euros(funding.Total);
        var least = Euros(funding.MinAward) ?? most;
        return least is { } from ? new(from, Math.Max(from, most ?? from)) : null;
    }

    private static decimal? Euros(Understood<Money>? money) => money?.Value is { } value ? RoughRates.ToEuros(value.Amount, value.Currency) : null;
}
