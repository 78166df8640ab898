using System.Globalization;
using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// One call as several sites show it: a view over the calls, which stay as they are.
/// </summary>
/// <param name="Primary">The member that speaks for all: from a funder's own page before an aggregator's, one that is there before one that was withdrawn, one that can be applied for before one that is closed, else the one seen first.</param>
/// <param name="Members">All, the primary first, then as they were seen.</param>
/// <param name="Sightings">Of all members, each once, as they were first seen.</param>
/// <param name="Disagreements">What the sources say differently.</param>
public sealed record TwinGroup(Opportunity Primary, IReadOnlyList<Opportunity> Members, IReadOnlyList<Sighting> Sightings, IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>Only sites that list other funders' calls have it.</summary>
    public bool IsOnlyAggregated { get; private init; }

    /// <summary>Those whose word counts: the funders' own pages, or all where only aggregators have the call.</summary>
    public IReadOnlyList<Opportunity> Speakers { get; private init; } = Members;

    /// <summary>Closed on every page whose word counts. Where sites contradict each other it is not over.</summary>
    public bool IsOver(Instant now) => Speakers.All(call => call.StatusAt(now) == OpportunityStatus.Closed);

    /// <param name="members">At least one; the order does not matter.</param>
    /// <param name="isAggregator">Whether a source lists other people's calls.</param>
    /// <param name="now">At which it is asked what is closed.</param>
    public static TwinGroup Of(IEnumerable<Opportunity> members, Func<string, bool> isAggregator, Instant now)
    {
        var ordered = members
            .OrderBy(call => isAggregator(call.Id.Source))
            .ThenBy(call => call.WithdrawnAt is not null)
            .ThenBy(call => call.StatusAt(now) == OpportunityStatus.Closed)
            .ThenBy(FirstSeen)
            .ThenBy(call => call.Id.ToString(), StringComparer.Ordinal)
            .ToList();
        if (ordered.Count == 0)
            throw new ArgumentException("A group has at least one call.", nameof(members));
        var rest = ordered.Skip(1).OrderBy(FirstSeen).ThenBy(call => call.Id.ToString(), StringComparer.Ordinal);
        Opportunity[] all = [ordered[0], .. rest];
        return new(
            all[0],
            all,
            [.. all.SelectMany(call => call.Sightings).GroupBy(sighting => (sighting.Source, sighting.Address)).Select(Widest).OrderBy(sighting => sighting.FirstSeen).ThenBy(sighting => sighting.Source, StringComparer.Ordinal)],
            [.. Disagree(all)])
        {
            IsOnlyAggregated = isAggregator(all[0].Id.Source),
            Speakers = isAggregator(all[0].Id.Source) ? all : [.. all.Where(call => !isAggregator(call.Id.Source))],
        };
    }

    private static Sighting Widest(IEnumerable<Sighting> sightings)
    {
        var seen = sightings.ToList();
        return seen[0] with { FirstSeen = seen.Min(sighting => sighting.FirstSeen), LastSeen = seen.Max(sighting => sighting.LastSeen) };
    }

    private static Instant FirstSeen(Opportunity call) => call.FirstSeen ?? Instant.MaxValue;

    private static IEnumerable<Disagreement> Disagree(IReadOnlyList<Opportunity> members)
    {
        (string Field, Func<Opportunity, string> Meaning, Func<Opportunity, string> Text)[] fields =
        [
            ("title", call => TwinTitle.Of(call.Title).NormalForm, call => call.Title),
            ("deadline", OfDays(members) ? Days : Moments, call => string.Join("; ", call.Deadlines.Select(deadline => deadline.Text))),
            ("status", call => call.StatusWord is { Value: not OpportunityStatus.Unknown } word ? word.Value.ToString() : "", call => call.StatusWord!.Text),
            ("total", call => Amount(call.Funding.Total), call => call.Funding.Total!.Text),
            ("minAward", call => Amount(call.Funding.MinAward), call => call.Funding.MinAward!.Text),
            ("maxAward", call => Amount(call.Funding.MaxAward), call => call.Funding.MaxAward!.Text),
            ("rate", call => call.Funding.Rate?.Value is { } rate ? rate.Percent.ToString(CultureInfo.InvariantCulture) : "", call => call.Funding.Rate!.Text),
        ];
        foreach (var (field, meaning, text) in fields)
        {
            // A source that says nothing does not disagree.
            var said = members.Where(call => meaning(call).Length > 0).ToList();
            if (said.Select(meaning).Distinct(StringComparer.Ordinal).Count() > 1)
                yield return new(field, [.. said.Select(call => new StatedValue(call.Id, text(call), meaning(call), LastSeen(call)))]);
        }
    }

    private static Instant? LastSeen(Opportunity call) => call.Sightings.Count == 0 ? null : call.Sightings.Max(sighting => sighting.LastSeen);

    // A time on one side alone is more said, not something else; two times on one day are (RVO closes at 14:00, others at 17:00).
    private static bool OfDays(IEnumerable<Opportunity> members) =>
        members.Select(Days).Where(days => days.Length > 0).Distinct(StringComparer.Ordinal).Count() > 1;

    private static string Days(Opportunity call) => Meaning(call, on => on.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture));

    private static string Moments(Opportunity call) =>
        call.Deadlines.Any(deadline => deadline.Value is Deadline.On { At: null })
            ? ""
            : Meaning(call, on => on.At!.Value.ToString("uuuu-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture));

    private static string Meaning(Opportunity call, Func<Deadline.On, string> dated) => string.Join("; ", call.Deadlines
        .Select(deadline => deadline.Value switch
        {
            Deadline.On on => dated(on),
            Deadline.Rolling => "rolling",
            _ => "",
        })
        .Where(meaning => meaning.Length > 0)
        .Distinct(StringComparer.Ordinal));

    private static string Amount(Understood<Money>? money) =>
        money?.Value is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value.Amount:0.##} {value.Currency}") : "";
}

/// <summary>A field about which the sources disagree: title, deadline, status, total, minAward, maxAward or rate.</summary>
public sealed record Disagreement(string Field, IReadOnlyList<StatedValue> Values);

/// <summary>What one source says.</summary>
/// <param name="Text">As printed.</param>
/// <param name="Meaning">As understood: ISO dates, "500000 EUR", percent.</param>
/// <param name="SeenAt">When we last saw it said; null when the call has no sighting.</param>
public sealed record StatedValue(OpportunityId Call, string Text, string Meaning, Instant? SeenAt);
