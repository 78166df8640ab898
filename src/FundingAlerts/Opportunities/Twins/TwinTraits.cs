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
    bool Rolling)
{
    // Two titles are held to be near only when they share two thirds of the longer one's words.
    public const int SharedOf = 3;
    public const int Shared = 2;

    public static TwinTraits Of(Opportunity call)
    {
        var deadlines = call.Deadlines.Select(deadline => deadline.Value).ToList();
        return new(
            call.Id,
            TwinTitle.Of(call.Title),
            CallReferences.Of(call),
            CanonicalAddress.Of(call.Address),
            FunderFamilies.Of(call.Funders),
            call.Funders.SelectMany(funder => TwinTitle.Of(funder.Name).Words).ToHashSet(StringComparer.Ordinal),
            [.. deadlines.OfType<Deadline.On>().Select(on => on.Date).Distinct().Order()],
            deadlines.Exists(deadline => deadline is Deadline.Rolling));
    }

    /// <summary>
    /// Keys of which any two calls that are not plainly different share one: their numbers, their address, and the first
    /// words in a fixed order. Of n words of which two thirds must be shared, the first n - ⌈2n/3⌉ + 1 are enough
    /// (prefix filtering); long words come first, being rarer.
    /// </summary>
    public IEnumerable<string> Keys
    {
        get
        {
            foreach (var reference in References.Own.Concat(References.Mentioned))
                yield return "ref " + reference;
            if (Address is not null)
                yield return "at " + Address;
            var words = Title.Words.OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal);
            foreach (var word in words.Take(Title.Words.Count - Required(Title.Words.Count) + 1))
                yield return "word " + word;
        }
    }

    /// <summary>How many of so many words must be shared.</summary>
    public static int Required(int words) => ((words * Shared) + SharedOf - 1) / SharedOf;
}
