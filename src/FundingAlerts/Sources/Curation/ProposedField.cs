namespace FundingAlerts.Sources.Curation;

/// <summary>One guess of a proposed definition.</summary>
/// <param name="Found">In how many rows the rule found something.</param>
/// <param name="Because">Why it is thought to be this field, in a few words.</param>
/// <param name="Samples">Values of the first rows.</param>
/// <param name="Alternatives">Other rules, as YAML on one line each.</param>
public sealed record ProposedField(
    string Name, int Found, int Rows, string Because, IReadOnlyList<string> Samples, IReadOnlyList<string> Alternatives)
{
    internal IReadOnlyList<RowRule> Rules { get; init; } = [];

    /// <summary>How sure the guess is: found in most rows, and for a reason.</summary>
    public Sureness Sureness { get; init; }
}

public enum Sureness
{
    Guess,
    Likely,
    Sure,
}
