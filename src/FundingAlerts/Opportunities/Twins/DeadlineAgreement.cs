using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>How the closing dates of two calls stand to each other.</summary>
/// <param name="Days">Between the two nearest dates; null when they have no dates on both sides.</param>
internal sealed record DeadlineAgreement(Agreement Agreement, int? Days)
{
    public static DeadlineAgreement Between(TwinTraits a, TwinTraits b)
    {
        if (a.Dates.Count > 0 && b.Dates.Count > 0)
        {
            var nearest = a.Dates.Min(mine => b.Dates.Min(theirs => Math.Abs(Period.DaysBetween(mine, theirs))));
            return new(nearest == 0 ? Agreement.Agree : Agreement.Differ, nearest);
        }
        if (a.Rolling && b.Rolling)
            return new(Agreement.Agree, null);
        return a.Dates.Count > 0 && b.Rolling || b.Dates.Count > 0 && a.Rolling ? new(Agreement.Differ, null) : new(Agreement.Unknown, null);
    }
}
