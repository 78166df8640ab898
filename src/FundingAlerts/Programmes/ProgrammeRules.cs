using FundingAlerts.Opportunities;
using FundingAlerts.Sources;

namespace FundingAlerts.Programmes;

/// <summary>Rules as far as they could be read: either they are there, or the mistakes are.</summary>
public sealed record ProgrammeRulesReading(ProgrammeRules? Rules, IReadOnlyList<DefinitionFault> Faults);

/// <summary>
/// What is known of who may take part in which programme from the Netherlands and the United Kingdom.
/// The first rule that is about a call and valid for it answers, so exceptions stand above what they are exceptions to.
/// Pure; where no rule says, the answer is unknown.
/// </summary>
public sealed class ProgrammeRules
{
    /// <summary>The countries that every rule speaks of.</summary>
    public static readonly IReadOnlyList<string> Countries = ["NL", "GB"];

    private const string Folder = "rules/";

    private static readonly Reason NoRule = new(
        "No rule says who may take part; read the call.",
        "Geen regel zegt wie mag meedoen; lees de oproep.");

    private static readonly Reason NoDate = new(
        "The rules of this programme changed, and the dates of the call do not say which of them holds.",
        "De regels van dit programma zijn veranderd, en uit de data van de oproep blijkt niet welke geldt.");

    private static readonly Reason Contradicted = new(
        "The source lists other countries than the programme's rule; read the call.",
        "De bron noemt andere landen dan de regel van het programma; lees de oproep.");

    private static readonly Lazy<ProgrammeRules> ShippedRules = new(ReadShipped);

    internal ProgrammeRules(IReadOnlyList<ProgrammeRule> rules) => Rules = rules;

    /// <summary>The rules that ship with FundingAlerts, <c>Programmes/Rules/*.yml</c> in the order of their names.</summary>
    /// <exception cref="InvalidDataException">A shipped file has mistakes; the message says which and where.</exception>
    public static ProgrammeRules Shipped => ShippedRules.Value;

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<ProgrammeRule> Rules { get; }

    /// <summary>Reads rules from YAML, or says every mistake with its line.</summary>
    public static ProgrammeRulesReading Read(string yaml) => RuleReader.Read(yaml);

    public EligibilityReading Read(Opportunity call)
    {
        var answer = Answer.Of(Rules, call);
        var countries = Countries.Select(country => Of(call, country, answer)).ToList();
        // Where the source overrules a rule, the two together are not the rule's to say.
        var together = countries.TrueForAll(c => IsNotEligible(c.Participation) == IsNotEligible(answer.For(c.Country)))
            ? answer.Together
            : JointParticipation.Unknown;
        return new(countries, together, together == answer.Together ? ReasonOf(answer) : Contradicted, answer.Rule?.Id);
    }

    /// <summary>The call with what the rules say of both countries; what the source says of these and others is kept. Doing it twice is doing it once.</summary>
    public Opportunity With(Opportunity call)
    {
        var reading = Read(call);
        var others = call.Eligibility.Where(e => !Countries.Contains(e.Country, StringComparer.Ordinal));
        return call with
        {
            Eligibility = [.. others.Concat(reading.Countries).OrderBy(e => e.Country, StringComparer.Ordinal)],
            Together = new(reading.Together, reading.Reason) { RuleId = reading.RuleId },
        };
    }

    private static CountryEligibility Of(Opportunity call, string country, Answer answer)
    {
        var listed = Listed(call, country);
        var evidence = answer.Rule is { Evidence: { } known } ? $"{known.Text} ({known.Source})" : listed?.Evidence ?? NoRule.English;
        return new(country, Stronger(listed?.Participation, answer.For(country)), evidence)
        {
            RuleId = answer.Rule?.Id,
            Reason = ReasonOf(answer),
            Listed = listed,
        };
    }

    private static Reason ReasonOf(Answer answer) => answer switch
    {
        { Rule: null } => NoRule,
        { IsSure: false } => NoDate,
        _ => answer.Rule.Reason,
    };

    private static SourceStatement? Listed(Opportunity call, string country) =>
        call.Eligibility.FirstOrDefault(e => e.Country == country)?.Said;

    // A list of countries says "may take part" and no more; a rule may know that it leads or pays for itself.
    // Where the two contradict each other the source counts: it speaks of this very call.
    private static Participation Stronger(Participation? listed, Participation ruled) => (listed, ruled) switch
    {
        (null or Participation.Unknown, _) => ruled,
        (Participation.MayTakePart, Participation.MayLead or Participation.OwnFundingNeeded) => ruled,
        ({ } said, _) => said,
    };

    private static bool IsNotEligible(Participation participation) => participation == Participation.NotEligible;

    private static ProgrammeRules ReadShipped()
    {
        var assembly = typeof(ProgrammeRules).Assembly;
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return new([.. files.SelectMany(ReadFile)]);

        IReadOnlyList<ProgrammeRule> ReadFile(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var reading = Read(reader.ReadToEnd());
            return reading.Rules?.Rules ?? throw new InvalidDataException($"{name} has mistakes:\n{string.Join('\n', reading.Faults)}");
        }
    }

    /// <summary>The first valid rule, behind those whose validity the call leaves open: only what all agree on is known.</summary>
    private sealed record Answer(IReadOnlyList<ProgrammeRule> Possible, bool IsDecided)
    {
        public ProgrammeRule? Rule => Possible.Count > 0 ? Possible[0] : null;

        public bool IsSure => IsDecided && Possible.Count == 1;

        public JointParticipation Together => Agreed(r => r.Together);

        public static Answer Of(IReadOnlyList<ProgrammeRule> rules, Opportunity call)
        {
            var possible = new List<ProgrammeRule>();
            foreach (var rule in rules.Where(r => r.IsAbout(call)))
            {
                var holds = rule.Valid.Holds(call);
                if (holds != false)
                    possible.Add(rule);
                if (holds == true)
                    return new(possible, true);
            }

            return new(possible, false);
        }

        public Participation For(string country) => Agreed(r => r.Countries[country]);

        // The default of each enum is its "unknown".
        private T Agreed<T>(Func<ProgrammeRule, T> say)
            where T : struct =>
            IsDecided && Possible.Select(say).Distinct().ToList() is [var only] ? only : default;
    }
}
