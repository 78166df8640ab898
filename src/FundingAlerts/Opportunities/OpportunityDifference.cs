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
        if (HasMoved(known.Deadlines, read.Deadlines))
            yield return new OpportunityChange.DeadlineMoved(known.Deadlines, read.Deadlines) { Opportunity = id, Version = version, SeenAt = now };
        if (HasChanged(known.Funding, read.Funding))
            yield return new OpportunityChange.FundingChanged(known.Funding, read.Funding) { Opportunity = id, Version = version, SeenAt = now };
        if (HasChanged(known.Eligibility, read.Eligibility))
            yield return new OpportunityChange.EligibilityChanged(known.Eligibility, read.Eligibility) { Opportunity = id, Version = version, SeenAt = now };
        if (HasChanged(known.Documents, read.Documents))
            yield return new OpportunityChange.DocumentsChanged(known.Documents, read.Documents) { Opportunity = id, Version = version, SeenAt = now };
        foreach (var (field, old, current) in Differing(Wordings(known, read)) is { Count: > 0 } reworded ? reworded : Differing(Conclusions(known, read)))
            yield return new OpportunityChange.Amended(field, old, current) { Opportunity = id, Version = version, SeenAt = now };
    }

    private static OpportunityStatus WordOf(Opportunity call) => call.StatusWord?.Value ?? OpportunityStatus.Unknown;

    // A withdrawn call is listed again: unless it says that it is closed, it is back, also where nothing says its status.
    private static bool Reopens(Opportunity known, Opportunity read, Instant now) =>
        known.StatusAt(now) == OpportunityStatus.Closed
        && (read.StatusAt(now) is OpportunityStatus.Open or OpportunityStatus.Forthcoming
            || (known.WithdrawnAt is not null && read.StatusAt(now) == OpportunityStatus.Unknown));

    private static IReadOnlyList<Sighting> Seen(IReadOnlyList<Sighting> known, Sighting now) =>
        known.Any(s => s.Source == now.Source)
            ? [.. known.Select(s => s.Source == now.Source ? now with { FirstSeen = s.FirstSeen } : s)]
            : [.. known, now];

    // When the source says the same words and we understand them otherwise, we have learnt something; nothing has moved.
    private static bool HasMoved(IReadOnlyList<Understood<Deadline>> old, IReadOnlyList<Understood<Deadline>> current) =>
        !old.Select(Meaning).SequenceEqual(current.Select(Meaning), StringComparer.Ordinal)
        && !old.Select(d => d.Text).SequenceEqual(current.Select(d => d.Text), StringComparer.Ordinal);

    private static bool HasChanged(FundingAvailable old, FundingAvailable current) =>
        Values(old) != Values(current) && Words(old) != Words(current);

    // The first that we hear of are no news: a definition has learnt to read them. Nor is another order.
    private static bool HasChanged(IReadOnlyList<Uri> old, IReadOnlyList<Uri> current) =>
        old.Count > 0 && !old.ToHashSet().SetEquals(current);

    // Our rules may come to another answer while the source says what it said: that is no news of the call.
    private static bool HasChanged(IReadOnlyList<CountryEligibility> old, IReadOnlyList<CountryEligibility> current) =>
        Differs(old, current, e => e.Participation) && Differs(old, current, e => e.Said?.Participation);

    private static bool Differs(IReadOnlyList<CountryEligibility> old, IReadOnlyList<CountryEligibility> current, Func<CountryEligibility, Participation?> answer) =>
        !old.Where(e => answer(e) is not null).Select(e => (e.Country, answer(e)))
            .SequenceEqual(current.Where(e => answer(e) is not null).Select(e => (e.Country, answer(e))));

    // EuropeAid's seconds jitter from day to day; what cannot be read is compared by its words.
    private static string Meaning(Understood<Deadline> deadline) => deadline.Value switch
    {
        Deadline.On on => FormattableString.Invariant($"on {on.Date:uuuu-MM-dd} {on.Time:HH:mm} {on.Zone} {on.Stage}"),
        Deadline.Rolling rolling => FormattableString.Invariant($"rolling {rolling.Until:uuuu-MM-dd}"),
        Deadline.Unannounced => "unannounced",
        _ => $"words {deadline.Text}",
    };

    private static string Meaning(Opening? opening) =>
        opening is null ? "" : FormattableString.Invariant($"{opening.Date:uuuu-MM-dd} {opening.Time:HH:mm} {opening.Zone}");

    private static (Money?, Money?, Money?, Rate?) Values(FundingAvailable funding) =>
        (funding.Total?.Value, funding.MinAward?.Value, funding.MaxAward?.Value, funding.Rate?.Value);

    private static string Words(FundingAvailable funding) =>
        List([funding.Total?.Text, funding.MinAward?.Text, funding.MaxAward?.Text, funding.Rate?.Text]);

    // Everything that is kept and brought no change of its own above, or a correction of it would never be stored.
    private static IEnumerable<(string Field, string Old, string Current)> Wordings(Opportunity known, Opportunity read)
    {
        (string, string, string) Of(string field, Func<Opportunity, string?> text) => (field, text(known) ?? "", text(read) ?? "");

        yield return Of("title", o => o.Title);
        yield return Of("summary", o => o.Summary);
        yield return Of("description", o => o.Description);
        yield return Of("address", o => o.Address.AbsoluteUri);
        yield return Of("language", o => o.Language);
        yield return Of("type", o => o.Type);
        yield return Of("programme", o => o.Programme);
        yield return Of("call", o => List([o.Call?.Identifier, o.Call?.Title]));
        yield return Of("topic", o => o.Topic);
        if (WordOf(known) == WordOf(read) || WordOf(read) == OpportunityStatus.Unknown)
            yield return Of("status", o => o.StatusWord?.Text);
        yield return Of("opens", o => o.Opens is { } opens ? List([opens.Text, Meaning(opens.Value)]) : null);
        if (!HasMoved(known.Deadlines, read.Deadlines))
            yield return Of("closes", o => List(o.Deadlines.SelectMany(d => new[] { d.Text, Meaning(d) })));
        if (!HasChanged(known.Funding, read.Funding))
            yield return Of("funding", o => List([Words(o.Funding), Values(o.Funding).ToString()]));
        if (!HasChanged(known.Eligibility, read.Eligibility))
            yield return Of("eligibility", o => List(o.Eligibility.SelectMany(e => new[] { $"{e.Country} {e.Participation}", e.Evidence, e.Said?.Evidence }.Distinct())));
        yield return Of("applicants", o => List(o.ApplicantTypes));
        yield return Of("topics", o => List(o.Topics));
        yield return Of("funders", o => List(o.Funders.Select(f => f.Name)));
        if (!HasChanged(known.Documents, read.Documents))
            yield return Of("documents", o => List(o.Documents.Select(d => d.AbsoluteUri)));
        yield return Of("published", o => o.Published?.Text);
        yield return Of("checked", o => o.Checked?.Text);
    }

    // What we conclude from the rest: that a rewording leads to another conclusion needs no entry of its own.
    private static IEnumerable<(string Field, string Old, string Current)> Conclusions(Opportunity known, Opportunity read)
    {
        (string, string, string) Of(string field, Func<Opportunity, string?> text) => (field, text(known) ?? "", text(read) ?? "");

        yield return Of("applicants", o => List(o.Applicants.Select(a => a.ToString())));
        yield return Of("kind", o => o.Kind?.Value.ToString());
        yield return Of("together", o => o.Together is { } together ? List([together.Participation.ToString(), together.Reason.English]) : null);
    }

    private static List<(string Field, string Old, string Current)> Differing(IEnumerable<(string Field, string Old, string Current)> wordings) =>
        [.. wordings.Where(w => w.Old != w.Current)];

    private static string List(IEnumerable<string?> parts) => string.Join("; ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
