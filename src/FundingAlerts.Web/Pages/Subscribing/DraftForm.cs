using System.Globalization;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>The fields of which a query is made, and the query itself, which may be written by hand.</summary>
/// <param name="Written">What stands in the query's box.</param>
/// <param name="Composed">What stood there when the page was shown: whoever changed it wrote by hand.</param>
public sealed record DraftForm(QueryDraft Draft, string Written, string Composed)
{
    private const int LongestDays = 3_650;
    public static readonly IReadOnlyList<string> Currencies = ["EUR", "GBP", "USD"];
    public static readonly IReadOnlyList<string> Languages = ["en", "nl", "de", "fr"];

    /// <summary>As typed; the draft has the number.</summary>
    public string Amount { get; init; } = "";

    /// <summary>As typed; the draft has the number.</summary>
    public string Days { get; init; } = "";

    public bool IsByHand => Written.Length > 0 && Written != Composed;

    /// <summary>What is asked for: a query by hand wins.</summary>
    public string Query => IsByHand ? Written : Draft.Text;

    /// <summary>What an alert is called that nobody names: its topics and words. Empty for a query by hand and for filters alone.</summary>
    public string NameFrom(IReadOnlyList<TopicChoice> topics) => IsByHand
        ? ""
        : PlainText.Line(string.Join(" · ", topics.Where(t => Draft.Topics.Contains(t.Id)).Select(t => t.Name).Append(Draft.Words).Where(n => n.Length > 0)), Wishes.LongestName);

    internal static DraftForm Read(Asked asked, IReadOnlyCollection<string> topics)
    {
        var (amount, days) = (asked["amount"], asked["days"]);
        var draft = new QueryDraft
        {
            Topics = [.. asked.All("topic").Where(topics.Contains)],
            Words = asked["words"] is { Length: > 0 } words ? words : asked["q"],
            NeedsBoth = asked.Has("both"),
            Eligible = asked["eligible"] is "NL" or "UK" or "NL+UK" ? asked["eligible"] : "",
            Funders = Listed(asked["funders"]),
            Kinds = Named<OpportunityKind>(asked.All("kind")),
            Types = Listed(asked["types"]),
            LeastAmount = AmountOf(amount),
            Currency = Currencies.Contains(asked["currency"]) ? asked["currency"] : Currencies[0],
            LeastDays = DaysOf(days),
            Languages = [.. Languages.Intersect(asked.All("callLanguage"))],
            Statuses = Named<OpportunityStatus>(asked.All("status")),
            Exclusions = Listed(asked["exclude"]),
            KeepsUnknown = !asked.IsForm || asked.Has("unknown"),
        };
        return new(draft, asked["query"], asked["composed"]) { Amount = amount, Days = days };
    }

    public IEnumerable<WishProblem> Problems(PageBook book, IReadOnlyCollection<string> topics)
    {
        if (IsByHand)
            yield break;
        if (Draft.FaultIn(topics) is { } fault)
            yield return new("words", book.WordsWrong(fault.Message));
        if (Amount.Length > 0 && Draft.LeastAmount is null)
            yield return new("amount", book.AmountWrong);
        if (Days.Length > 0 && Draft.LeastDays is null)
            yield return new("days", book.DaysWrong);
    }

    // 500000, 500.000, 500 000: marks part thousands here, nobody asks for cents.
    private static decimal? AmountOf(string typed)
    {
        var digits = string.Concat(typed.Where(c => c is not ('.' or ',' or ' ' or '\u00A0' or '€' or '£')));
        return digits.Length is > 0 and <= 12 && digits.All(char.IsAsciiDigit) ? decimal.Parse(digits, CultureInfo.InvariantCulture) : null;
    }

    private static int? DaysOf(string typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= LongestDays ? days : null;

    private static IReadOnlyList<string> Listed(string typed) => [.. typed.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(20)];

    private static IReadOnlyList<T> Named<T>(IEnumerable<string> names)
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(v => names.Contains(v.ToString().ToLowerInvariant()))];
}
