namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Sources that list other funders' calls. What they say never leads where a funder's own site has the call, and a call
/// that only they have is shown with a word of warning.
/// </summary>
public sealed class Aggregators(params IEnumerable<string> sources)
{
    public static readonly Aggregators None = new();

    private readonly HashSet<string> _sources = new(sources, StringComparer.Ordinal);

    public bool Include(string source) => _sources.Contains(source);
}
