using System.Text.Json.Nodes;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Programmes;

/// <summary>Makes rules of a rule file; every mistake becomes a fault with its line, not an exception.</summary>
internal sealed class RuleReader
{
    private readonly RuleFile _file;

    private RuleReader(DefinitionYaml document) => _file = new(document);

    public static ProgrammeRulesReading Read(string yaml)
    {
        var document = Document(yaml);
        if (document is null)
            return new(null, [new(1, "", "This is no valid YAML. Check that every bracket is closed and every key is a word.")]);
        if (document.Fault is { } broken)
            return new(null, [broken]);
        var reader = new RuleReader(document);
        var rules = reader.Rules(document.Root!);
        return reader._file.Faults is { Count: > 0 } faults
            ? new(null, [.. faults.OrderBy(f => f.Line)])
            : new(new(rules), []);
    }

    // The YAML parser throws these, without a line, for an open bracket before the end and for lists as keys.
    private static DefinitionYaml? Document(string yaml)
    {
        try
        {
            return DefinitionYaml.Read(yaml);
        }
        catch (Exception broken) when (broken is InvalidOperationException or InvalidCastException)
        {
            return null;
        }
    }

    private List<ProgrammeRule> Rules(JsonNode root)
    {
        var top = _file.Keys(root, "", ["version", "rules"]);
        if (top is null)
            return [];
        if (top["version"]?.ToString() is not (null or "1"))
            _file.Fault("version", "This program reads version 1.");
        var rules = _file.List(top["rules"], "rules").Select(entry => Rule(entry.Node, entry.Key)).OfType<ProgrammeRule>().ToList();
        foreach (var (rule, i) in rules.Select((rule, i) => (rule, i)))
        {
            if (rules.FindIndex(r => r.Id == rule.Id) < i)
                _file.Fault(FormattableString.Invariant($"rules[{i}].id"), $"There is a rule '{rule.Id}' already; ids name one rule for good.");
        }

        return rules;
    }

    private ProgrammeRule? Rule(JsonNode? node, string at)
    {
        if (_file.Keys(node, at, ["id", "name", "applies", "countries", "together", "evidence", "reason"], ["valid"]) is not { } rule)
            return null;
        var applies = _file.List(rule["applies"], $"{at}.applies").Select(entry => Scope(entry.Node, entry.Key)).OfType<RuleScope>().ToList();
        var id = _file.Text(rule, "id", at);
        if (id.Length > 0 && !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            _file.Fault($"{at}.id", "Write small letters, digits and hyphens: horizon-europe.");
        return new()
        {
            Id = id,
            Name = _file.Text(rule, "name", at),
            Applies = applies,
            Valid = rule["valid"] is { } valid ? Validity(valid, $"{at}.valid") : RuleValidity.Always,
            Countries = Countries(rule["countries"], $"{at}.countries"),
            Together = _file.Word<JointParticipation>(rule, "together", at),
            Evidence = Evidence(rule["evidence"], $"{at}.evidence"),
            Reason = ReasonOf(rule["reason"], $"{at}.reason"),
        };
    }

    private RuleScope? Scope(JsonNode? node, string at)
    {
        if (_file.Keys(node, at, [], ["sources", "hosts", "references", "programmes", "types", "titles", "texts"]) is not { } scope)
            return null;
        if (scope.Count == 0)
            _file.Fault(at, "Name at least one of sources, hosts, references, programmes, types, titles, texts; or the rule would be about every call.");
        return new()
        {
            Sources = _file.Texts(scope, "sources", at),
            Hosts = _file.Texts(scope, "hosts", at),
            References = _file.Patterns(scope, "references", at),
            Programmes = _file.Phrases(scope, "programmes", at),
            Types = _file.Phrases(scope, "types", at),
            Titles = _file.Phrases(scope, "titles", at),
            Texts = _file.Patterns(scope, "texts", at),
        };
    }

    private RuleValidity Validity(JsonNode node, string at)
    {
        if (_file.Keys(node, at, ["by"], ["from", "until"]) is not { } valid)
            return RuleValidity.Always;
        LocalDate? from = valid.ContainsKey("from") ? _file.Date(valid, "from", at) : null;
        LocalDate? until = valid.ContainsKey("until") ? _file.Date(valid, "until", at) : null;
        if (from is null && until is null)
            _file.Fault(at, "Write from, until or both; or leave 'valid' out for a rule that always holds.");
        if (from > until)
            _file.Fault($"{at}.until", "The rule would end before it begins.");
        return new(from, until, _file.Word<ValidityMeasure>(valid, "by", at));
    }

    private Dictionary<string, Participation> Countries(JsonNode? node, string at) =>
        _file.Keys(node, at, [.. ProgrammeRules.Countries]) is { } countries
            ? ProgrammeRules.Countries.ToDictionary(country => country, country => _file.Word<Participation>(countries, country, at))
            : ProgrammeRules.Countries.ToDictionary(country => country, _ => Participation.Unknown);

    private RuleEvidence Evidence(JsonNode? node, string at) =>
        _file.Keys(node, at, ["text", "source", "confidence", "date"]) is { } evidence
            ? new(_file.Text(evidence, "text", at), _file.Text(evidence, "source", at), _file.Word<Confidence>(evidence, "confidence", at), _file.Date(evidence, "date", at))
            : new("", "", Confidence.Low, default);

    private Reason ReasonOf(JsonNode? node, string at) =>
        _file.Keys(node, at, ["en", "nl"]) is { } reason ? new(_file.Text(reason, "en", at), _file.Text(reason, "nl", at)) : new("", "");
}
