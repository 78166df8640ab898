namespace FundingAlerts.Opportunities;

/// <summary>
/// Names one call for good: the source that published it and the source's own reference
/// (a number, or the canonical address where it has none; never the title, which sites reword).
/// </summary>
public readonly record struct OpportunityId(string Source, string Reference)
{
    public override string ToString() => $"{Source}:{Reference}";

    /// <exception cref="FormatException">The text is not "source:reference".</exception>
    public static OpportunityId Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new(text[..colon], text[(colon + 1)..])
            : throw new FormatException($"'{text}' is no opportunity id; write it as source:reference, for example ukri:future-computing.");
    }
}
