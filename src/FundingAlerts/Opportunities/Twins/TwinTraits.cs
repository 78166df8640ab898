using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>All that two calls are compared by, read once per call.</summary>
internal sealed record TwinTraits(
    OpportunityId Id,
    TwinTitle Title,
    CallReferences References,
    string? Address,
    IReadOnlySet<string> Funders,
    IReadOnlySet<string> FunderWords,
    IReadOnlyList<LocalDate> Dates,
    bool Rolling,
    Instant? FirstSeen,
    Instant? ClosedFrom,
    TwinText Text)
{
    // Two titles are held to be near only when they share two thirds of the longer one's words.
    public const int SharedOf = 3;
    public const int Shared = 2;

    private const string Numbered = "ref ";
    private const string Addressed = "at ";

    public static TwinTraits Of(Opportunity call)
    {
        var deadlines = call.Deadlines.Select(deadline => deadline.Value).ToList();
        var title = TwinTitle.Of(call.Title);
        return new(
            call.Id,
            title,
            CallReferences.Of(call, title),
            CanonicalAddress.Of(call.Address),
            FunderFamilies.Of(call.Funders),
            call.Funders.SelectMany(funder => TwinTitle.Of(funder.Name).Words).ToHashSet(StringComparer.Ordinal),
            [.. deadlines.OfType<Deadline.On>().Select(on => on.Date).Distinct().Order()],
            deadlines.Exists(deadline => deadline is Deadline.Rolling),
            call.FirstSeen,
            ClosingOf(call),
            TwinText.Of(call));
    }

    /// <summary>
    /// Keys of which any two calls that are not plainly different share one: their numbers, their address, and pairs of
    /// the first words in a fixed order. Of n words of which t = ⌈2n/3⌉ must be shared, two of the shared ones are among
    /// the first n - t + 2 (prefix filtering); long words come first, being rarer. Two whose texts are near copies
    /// most likely share one: <see cref="TwinText"/>.
    /// </summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var reference in References.Own.Concat(References.Mentioned))
                yield return Numbered + reference;
            if (Address is not null)
                yield return Addressed + Address;
            if (Title.Words.Count == 1)
                yield return "word " + Title.Words[0];
            var first = Title.Words
                .OrderByDescending(word => word.Length)
                .ThenBy(word => word, StringComparer.Ordinal)
                .Take(Title.Words.Count - Required(Title.Words.Count) + 2)
                .ToList();
            for (var i = 0; i < first.Count; i++)
            {
                for (var j = i + 1; j < first.Count; j++)
                    yield return $"words {first[i]} {first[j]}";
            }
            foreach (var key in Text.Keys)
                yield return key;
        }
    }

    /// <summary>A key of a number or an address: who shares it may be the same whatever the titles say.</summary>
    public static bool IsName(string key) => key.StartsWith(Numbered, StringComparison.Ordinal) || key.StartsWith(Addressed, StringComparison.Ordinal);

    /// <summary>Of the two one was over when the later one was first seen, and the other was not.</summary>
    public bool OneWasOver(TwinTraits other)
    {
        if (FirstSeen is not { } mine || other.FirstSeen is not { } theirs)
            return false;
        var both = Instant.Max(mine, theirs);
        return ClosedFrom <= both != other.ClosedFrom <= both;
    }

    /// <summary>How many of so many words must be shared.</summary>
    public static int Required(int words) => ((words * Shared) + SharedOf - 1) / SharedOf;

    // The word "closed" does not say since when: then it may have been always.
    private static Instant? ClosingOf(Opportunity call) =>
        call.StatusWord?.Value == OpportunityStatus.Closed ? Instant.MinValue
        : call.WithdrawnAt is { } gone ? gone
        : call.Deadlines.Count > 0 && call.Deadlines.All(deadline => deadline.Value?.EndsAt is not null) ? call.Deadlines.Max(deadline => deadline.Value!.EndsAt)
        : null;
}
