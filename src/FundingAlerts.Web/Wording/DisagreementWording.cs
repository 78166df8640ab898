using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;

namespace FundingAlerts.Web.Wording;

/// <summary>What the sites of one call say differently, in words.</summary>
/// <param name="Title">Sources disagree: deadline.</param>
public sealed record WordedDisagreement(string Title, IReadOnlyList<WordedStatement> Says);

/// <summary>What one site says.</summary>
/// <param name="Site">ukri.org; the source's id where its address is none to follow.</param>
/// <param name="Value">30 Aug 2026, 11:00 UK time.</param>
/// <param name="Seen">seen 21 Aug 2026, 08:00; null when the call has no sighting.</param>
/// <param name="Printed">The site's own words.</param>
public sealed record WordedStatement(string Site, SafeLink? Link, string Value, string? Seen, string Printed)
{
    /// <summary>ukri.org: 30 Aug 2026, 11:00 UK time (seen 21 Aug 2026, 08:00).</summary>
    public string InFull => $"{Site}: {Value}" + (Seen is null ? "" : $" ({Seen})");
}

/// <summary>Words where the sites of a call contradict each other: dates, amounts and status; that titles differ misleads nobody.</summary>
public sealed class DisagreementWording(CallWording words)
{
    private const int MaxPrinted = 160;

    /// <param name="most">So many different statements of each; where there are more, sites that say the same are left out first.</param>
    public IReadOnlyList<WordedDisagreement> Of(TwinGroup group, int most = TwinStore.MostMembers) =>
        [.. group.Disagreements
            .Where(d => d.Field != "title")
            .Select(d => new WordedDisagreement(
                words.Book.SourcesDisagree(d.Field),
                [.. (d.Values.Count > most ? d.Values.DistinctBy(v => v.Meaning).Take(most) : d.Values).Select(v => Of(group, d.Field, v))]))];

    /// <summary>The host of the page; with the source's id where two sources of a group show one host.</summary>
    public static string SiteOf(TwinGroup group, Opportunity call)
    {
        var source = PlainText.Line(call.Id.Source, 40);
        return SafeLink.Of(call.Address) is not { } link ? source
            : group.Members.Any(m => m.Id != call.Id && SafeLink.Of(m.Address)?.Host == link.Host) ? $"{link.Host} ({source})"
            : link.Host;
    }

    private WordedStatement Of(TwinGroup group, string field, StatedValue value)
    {
        var call = group.Members.First(m => m.Id == value.Call);
        return new(
            SiteOf(group, call),
            SafeLink.Of(call.Address),
            Value(call, field) ?? PlainText.Line(value.Text, MaxPrinted),
            value.SeenAt is { } at ? words.Book.SeenAt($"{words.Day(at)}, {words.Book.Time.Format(at.InZone(words.Zone).TimeOfDay)}") : null,
            PlainText.Line(value.Text, MaxPrinted));
    }

    private string? Value(Opportunity call, string field) => field switch
    {
        "deadline" => string.Join("; ", call.Deadlines.Select(d => words.Deadlines.InShort(d, withTime: true)).Distinct(StringComparer.Ordinal)),
        "status" => words.Book.Status(call.StatusWord!.Value),
        "total" => Amount(call.Funding.Total),
        "minAward" => Amount(call.Funding.MinAward),
        "maxAward" => Amount(call.Funding.MaxAward),
        "rate" => call.Funding.Rate?.Value is { } rate ? $"{rate.Percent.ToString("0.##", words.Book.Culture)}%" : null,
        _ => null,
    };

    private string? Amount(Understood<Money>? money) => money?.Value is { } value ? words.Money.Of(value) : null;
}
