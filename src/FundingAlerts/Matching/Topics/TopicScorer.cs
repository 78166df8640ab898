using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>
/// Says of a call how much it is about each of several topics. Compiled once; then the terms of all topics are found in one
/// pass over the words of a call. Pure, and may be used by several at once.
/// </summary>
public sealed class TopicScorer
{
    private readonly PhraseTable<Cue> _phrases = new();
    private readonly List<string> _ids = [];

    /// <param name="topics">With different ids.</param>
    public TopicScorer(IEnumerable<Taxonomy> topics)
    {
        foreach (var (phrases, cue) in new (IEnumerable<string>, Cue)[]
        {
            (ListWords.Shipped.Boilerplate, new Cue.Boilerplate()),
            (ListWords.Shipped.Introductions, new Cue.Introduces()),
            (ListWords.Shipped.Fields, new Cue.OtherField()),
        })
            Add(phrases, cue);
        foreach (var topic in topics)
        {
            AddTopic(_ids.Count, topic);
            _ids.Add(topic.Id);
        }
    }

    /// <summary>The topics, in the order in which the answers come.</summary>
    public IReadOnlyList<string> Topics => _ids;

    /// <summary>One answer for each topic.</summary>
    public IReadOnlyList<TopicMatch> Score(CallText call)
    {
        var fields = call.Fields.Select(field => FieldFinds.In(field, _phrases)).Where(finds => finds.Cues.Count > 0).ToList();
        var found = fields.SelectMany(f => f.Cues).Select(c => TopicOf(c.Cue)).Where(topic => topic >= 0).ToHashSet();
        return [.. _ids.Select((id, topic) => found.Contains(topic) ? TopicJudgement.Of(id, topic, fields) : TopicMatch.None(id))];
    }

    /// <summary>The answer for one topic.</summary>
    /// <exception cref="ArgumentException">It is none of the topics.</exception>
    public TopicMatch Score(CallText call, string topic) =>
        _ids.IndexOf(topic) is >= 0 and var at ? Score(call)[at] : throw new ArgumentException($"'{topic}' is not scored here.", nameof(topic));

    private static int TopicOf(Cue cue) => cue switch
    {
        Cue.Says says => says.Topic,
        Cue.Names { IsBy: false } names => names.Topic,
        _ => -1,
    };

    private void AddTopic(int topic, Taxonomy taxonomy)
    {
        foreach (var concept in taxonomy.Concepts)
        {
            foreach (var term in concept.Terms.Values.SelectMany(t => t))
                AddTerm(topic, new(term, TopicReasonKind.Term, concept.Id, concept.Tier, concept.Weight, Rule: null));
            foreach (var acronym in concept.Acronyms)
                AddTerm(topic, new(acronym, TopicReasonKind.Acronym, concept.Id, concept.Tier, concept.Weight, Rule: null));
            foreach (var brand in concept.Brands)
                AddTerm(topic, new(brand, TopicReasonKind.Brand, concept.Id, concept.Tier, concept.Weight, Rule: null));
            foreach (var rule in concept.Ambiguous)
            {
                foreach (var term in rule.Terms)
                    AddTerm(topic, new(term, TopicReasonKind.Term, concept.Id, concept.Tier, concept.Weight, rule));
                Add(rule.Near, new Cue.Decides(topic, rule, IsNear: true));
                Add(rule.NotNear, new Cue.Decides(topic, rule, IsNear: false));
            }
        }
        foreach (var umbrella in taxonomy.Umbrellas.Values.SelectMany(u => u))
            AddTerm(topic, new(umbrella, TopicReasonKind.Umbrella, "umbrella", ConceptTier.Adjacent, TopicPoints.UmbrellaWeight, Rule: null));
        foreach (var scheme in taxonomy.Schemes)
        {
            Add(scheme.Names, new Cue.Names(topic, scheme, IsBy: false));
            Add(scheme.By, new Cue.Names(topic, scheme, IsBy: true));
        }
        Add(taxonomy.NegativeDomains, new Cue.Negates(topic));
    }

    private void AddTerm(int topic, TopicTerm term)
    {
        _phrases.Add(term.Written, new Cue.Says(topic, term));
        if (term.Kind == TopicReasonKind.Acronym)
            _phrases.Add(term.Written + "s", new Cue.Says(topic, term));
    }

    private void Add(IEnumerable<string> phrases, Cue cue)
    {
        foreach (var phrase in phrases)
            _phrases.Add(phrase, cue);
    }
}
