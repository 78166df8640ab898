using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Wording;

/// <summary>A change in words; without old and new where the label says it all.</summary>
public sealed record WordedChange(string Label, string? Old = null, string? New = null)
{
    /// <summary>Deadline moved: 13 Oct 2026 → 27 Oct 2026.</summary>
    public string InFull => New is null ? Label : Old is null ? $"{Label}: {New}" : $"{Label}: {Old} → {New}";
}

/// <summary>Words what happened to a call. One change may take several lines, one for each thing that differs.</summary>
public sealed class ChangeWording(Phrasebook book, DeadlineWording deadlines, MoneyWording money)
{
    private const int MaxLength = 160;

    public IReadOnlyList<WordedChange> Of(OpportunityChange change) => change switch
    {
        OpportunityChange.Published => [new(book.FirstSeen)],
        OpportunityChange.DeadlineMoved moved => [Of(moved)],
        OpportunityChange.StatusChanged status => [new(book.StatusChanged, Lower(book.Status(status.Old)), Lower(book.Status(status.New)))],
        OpportunityChange.Reopened => [new(book.Reopened)],
        OpportunityChange.FundingChanged funding => [Of(funding)],
        OpportunityChange.EligibilityChanged eligibility => Of(eligibility),
        OpportunityChange.DocumentsChanged documents => [Of(documents)],
        OpportunityChange.Amended amended => [new(book.Reworded(amended.Field), Empty(amended.Old), Empty(amended.New))],
        OpportunityChange.Withdrawn => [new(book.Withdrawn)],
        _ => [],
    };

    private WordedChange Of(OpportunityChange.DeadlineMoved moved)
    {
        var (old, @new) = (moved.Old.Except(moved.New).ToList(), moved.New.Except(moved.Old).ToList());
        // Two equal days would look like no change at all: then the time is what moved.
        var withTime = Joined(old, false) == Joined(@new, false);
        return new(book.DeadlineMoved, Joined(old, withTime), Joined(@new, withTime));
    }

    private string Joined(List<Understood<Deadline>> list, bool withTime) =>
        list.Count == 0 ? Lower(book.NoDeadline) : string.Join("; ", list.Select(d => deadlines.InShort(d, withTime)));

    private WordedChange Of(OpportunityChange.FundingChanged funding)
    {
        var (old, @new) = (money.Of(funding.Old), money.Of(funding.New));
        return new(book.FundingChanged, Joined(old.Except(@new, StringComparer.Ordinal)), Joined(@new.Except(old, StringComparer.Ordinal)));
    }

    private WordedChange Of(OpportunityChange.DocumentsChanged documents) => new(
        book.DocumentsChanged,
        Names(documents.Old.Except(documents.New)),
        Names(documents.New.Except(documents.Old)) ?? book.NotThereAnyMore);

    // guide-for-applicants.pdf; the whole address would fill the line.
    private static string? Names(IEnumerable<Uri> documents) =>
        string.Join("; ", documents.Select(d => PlainText.Line(Uri.UnescapeDataString(d.Segments[^1]), 60))) is { Length: > 0 } names ? PlainText.Line(names, MaxLength) : null;

    private string Joined(IEnumerable<string> parts) => string.Join("; ", parts) is { Length: > 0 } words ? words : book.NotStated;

    private List<WordedChange> Of(OpportunityChange.EligibilityChanged eligibility)
    {
        var (old, @new) = (ByCountry(eligibility.Old), ByCountry(eligibility.New));
        return [.. old.Keys.Union(@new.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(c => (Country: c, Old: old.GetValueOrDefault(c), New: @new.GetValueOrDefault(c)))
            .Where(c => c.Old != c.New)
            .Select(c => new WordedChange(book.Country(PlainText.Line(c.Country, 10)), book.Participation(c.Old), book.Participation(c.New)))];
    }

    private static Dictionary<string, Participation> ByCountry(IReadOnlyList<CountryEligibility> list) =>
        list.GroupBy(e => e.Country).ToDictionary(g => g.Key, g => g.First().Participation);

    private string Empty(string words) => PlainText.Line(words, MaxLength) is { Length: > 0 } line ? line : book.NotStated;

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
