using System.Text.Json;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>What happened to a call between two readings: the next version to keep and the changes that made it.</summary>
/// <param name="Next">The new version; the old one, untouched, when nothing changed.</param>
public sealed record OpportunityDifference(Opportunity Next, IReadOnlyList<OpportunityChange> Changes)
{
    /// <param name="known">The stored version; null for a call never seen before.</param>
    /// <param name="read">What the source says now; its version and sightings are not looked at.</param>
    public static OpportunityDifference Between(Opportunity? known, Opportunity read, Instant now)
    {
        var sighting = new Sighting(read.Id.Source, read.Address, now, now);
        if (known is null)
        {
            var first = read with { Version = 1, Sightings = [sighting], WithdrawnAt = null };
            return new(first, [new OpportunityChange.Published { Opportunity = read.Id, Version = 1, SeenAt = now }]);
        }
        var version = known.Version + 1;
        var changes = Compare(known, read, version, now).ToList();
        return changes.Count == 0
            ? new(known, [])
            : new(read with { Version = version, Sightings = Seen(known.Sightings, sighting), WithdrawnAt = null }, changes);
    }

    /// <summary>The call is gone from its source although it had not closed.</summary>
    public static OpportunityDifference Withdraw(Opportunity known, Instant now)
    {
        var gone = known with { Version = known.Version + 1, WithdrawnAt = now };
        return new(gone, [new OpportunityChange.Withdrawn { Opportunity = known.Id, Version = gone.Version, SeenAt = now }]);
    }

    private static IEnumerable<OpportunityChange> Compare(Opportunity known, Opportunity read, int version, Instant now)
    {
        var id = known.Id;
        if (Reopens(known, read, now))
            yield return new OpportunityChange.Reopened { Opportunity = id, Version = version, SeenAt = now };
        else if (WordOf(known) != WordOf(read) && WordOf(read) != OpportunityStatus.Unknown)
            yield return new OpportunityChange.StatusChanged(WordOf(known), WordOf(read)) { Opportunity = id, Version = version, SeenAt = now };
        if (!SameDeadlines(known.Deadlines, read.Deadlines))
            yield return new OpportunityChange.DeadlineMoved(known.Deadlines, read.Deadlines) { Opportunity = id, Version = version, SeenAt = now };
        if (!SameFunding(known.Funding, read.Funding))
            yield return new OpportunityChange.FundingChanged(known.Funding, read.Funding) { Opportunity = id, Version = version, SeenAt = now };
        if (!Same(known.Eligibility, read.Eligibility))
            yield return new OpportunityChange.EligibilityChanged(known.Eligibility, read.Eligibility) { Opportunity = id, Version = version, SeenAt = now };
        foreach (var (field, old, current) in Wordings(known, read))
        {
            if (old != current)
                yield return new OpportunityChange.Amended(field, old, current) { Opportunity = id, Version = version, SeenAt = now };
        }
    }

    private static OpportunityStatus WordOf(Opportunity call) => call.StatusWord?.Value ?? OpportunityStatus.Unknown;

    private static bool Reopens(Opportunity known, Opportunity read, Instant now) =>
        known.StatusAt(now) == OpportunityStatus.Closed
        && read.StatusAt(now) is OpportunityStatus.Open or OpportunityStatus.Forthcoming;

    private static IReadOnlyList<Sighting> Seen(IReadOnlyList<Sighting> known, Sighting now) =>
        known.Any(s => s.Source == now.Source)
            ? [.. known.Select(s => s.Source == now.Source ? now with { FirstSeen = s.FirstSeen } : s)]
            : [.. known, now];

    private static bool SameDeadlines(IReadOnlyList<Understood<Deadline>> old, IReadOnlyList<Understood<Deadline>> current) =>
        old.Select(Meaning).SequenceEqual(current.Select(Meaning), StringComparer.Ordinal);

    // EuropeAid's seconds jitter from day to day; what cannot be read is compared by its words.
    private static string Meaning(Understood<Deadline> deadline) => deadline.Value switch
    {
        Deadline.On on => FormattableString.Invariant($"on {on.Date:uuuu-MM-dd} {on.Time:HH:mm} {on.Zone} {on.Stage}"),
        Deadline.Rolling rolling => FormattableString.Invariant($"rolling {rolling.Until:uuuu-MM-dd}"),
        Deadline.Unannounced => "unannounced",
        _ => $"words {deadline.Text}",
    };

    private static bool SameFunding(FundingAvailable old, FundingAvailable current) =>
        old.Total?.Value == current.Total?.Value
        && old.MinAward?.Value == current.MinAward?.Value
        && old.MaxAward?.Value == current.MaxAward?.Value
        && old.Rate?.Value == current.Rate?.Value;

    private static bool Same<T>(T old, T current) =>
        JsonSerializer.Serialize(old, StoredJson.Options) == JsonSerializer.Serialize(current, StoredJson.Options);

    private static IEnumerable<(string Field, string Old, string Current)> Wordings(Opportunity known, Opportunity read)
    {
        yield return ("title", known.Title, read.Title);
        yield return ("summary", known.Summary, read.Summary);
        yield return ("description", known.Description, read.Description);
        yield return ("address", known.Address.AbsoluteUri, read.Address.AbsoluteUri);
        yield return ("type", known.Type ?? "", read.Type ?? "");
        yield return ("programme", known.Programme ?? "", read.Programme ?? "");
        yield return ("opens", known.Opens?.Text ?? "", read.Opens?.Text ?? "");
        yield return ("applicants", string.Join("; ", known.ApplicantTypes), string.Join("; ", read.ApplicantTypes));
        yield return ("topics", string.Join("; ", known.Topics), string.Join("; ", read.Topics));
        yield return ("funders", string.Join("; ", known.Funders.Select(f => f.Name)), string.Join("; ", read.Funders.Select(f => f.Name)));
    }
}
