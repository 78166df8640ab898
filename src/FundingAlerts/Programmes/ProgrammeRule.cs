using System.Text.RegularExpressions;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;

namespace FundingAlerts.Programmes;

/// <summary>How sure we are of a rule.</summary>
public enum Confidence
{
    Low,
    Medium,
    High,
}

/// <summary>Why we hold a rule for true.</summary>
/// <param name="Source">Where it was read: a page, a file.</param>
/// <param name="Date">The day on which it was last looked up.</param>
public sealed record RuleEvidence(string Text, string Source, Confidence Confidence, LocalDate Date);

/// <summary>Who may take part from each country in the calls that a rule is about.</summary>
public sealed record ProgrammeRule
{
    public required string Id { get; init; }

    /// <summary>The programme's name, for staff.</summary>
    public required string Name { get; init; }

    /// <summary>The rule is about a call that fits one of these.</summary>
    public required IReadOnlyList<RuleScope> Applies { get; init; }

    public RuleValidity Valid { get; init; } = RuleValidity.Always;

    /// <summary>By country code; just the <see cref="ProgrammeRules.Countries"/>.</summary>
    public required IReadOnlyDictionary<string, Participation> Countries { get; init; }

    public JointParticipation Together { get; init; }

    public required RuleEvidence Evidence { get; init; }

    public required Reason Reason { get; init; }

    public bool IsAbout(Opportunity call) => Applies.Any(scope => scope.Fits(call));
}

/// <summary>Calls by what they say of themselves. Of each kind that is named, one must fit.</summary>
public sealed record RuleScope
{
    /// <summary>Ids of sources: ukri.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Sites of the call's page, with their subdomains: ukri.org.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Patterns for the reference, the topic and the call's identifier.</summary>
    public IReadOnlyList<Regex> References { get; init; } = [];

    /// <summary>Words in the programme's or a funder's name.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>Words in the printed type.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Words in the title.</summary>
    public IReadOnlyList<string> Titles { get; init; } = [];

    /// <summary>Patterns for the title, summary and description.</summary>
    public IReadOnlyList<Regex> Texts { get; init; } = [];

    public bool Fits(Opportunity call) =>
        (Sources.Count == 0 || Sources.Contains(call.Id.Source, StringComparer.Ordinal))
        && (Hosts.Count == 0 || Hosts.Any(host => IsHost(call.Address.Host, host)))
        && (References.Count == 0 || References.Any(pattern => Named(call).Any(pattern.IsMatch)))
        && Says(Programmes, [call.Programme, .. call.Funders.Select(f => f.Name)])
        && Says(Types, [call.Type])
        && Says(Titles, [call.Title])
        && (Texts.Count == 0 || Texts.Any(pattern => pattern.IsMatch($"{call.Title}\n{call.Summary}\n{call.Description}")));

    private static IEnumerable<string> Named(Opportunity call) =>
        new[] { call.Reference, call.Topic, call.Call?.Identifier }.OfType<string>();

    private static bool IsHost(string host, string wanted) =>
        host.Equals(wanted, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + wanted, StringComparison.OrdinalIgnoreCase);

    private static bool Says(IReadOnlyList<string> wanted, IReadOnlyList<string?> texts)
    {
        if (wanted.Count == 0)
            return true;
        var lines = texts.Select(text => WordLine.Of(text)).ToList();
        return wanted.Any(words => WordLine.Of(words) is var phrase && lines.Exists(line => line.Contains(phrase, StringComparison.Ordinal)));
    }
}
