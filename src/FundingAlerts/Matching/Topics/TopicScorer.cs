using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Matching.Topics;

/// <summary>
/// Says of a call how much it is about each of several topics. Compiled once; then the terms of all topics are found in one
/// pass over the words of a call. Pure, and may be used by several at once.
/// </summary>
public sealed class TopicScorer
{
    private const int MostReasons = 5;
    private readonly PhraseTable<Cue> _phrases = new();
    private readonly List<string> _ids = [];

    private static readonly Lazy<TopicScorer> OfShipped = new(() => new(TaxonomyCatalogue.Shipped));

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

    /// <summary>Scores by the topics as they ship.</summary>
    public static TopicScorer Shipped => OfShipped.Value;

    /// <summary>The topics, in the order in which the answers come.</summary>
    public IReadOnlyList<string> Topics => _ids;

    /// <summary>One answer for each topic.</summary>
    public IReadOnlyList<TopicMatch> Score(CallText call)
    {
        var fields = call.Fields.Select(field => FieldFinds.In(field, _phrases)).Where(finds => finds.Cues.Count > 0).ToList();
        var found = fields.SelectMany(f => f.Cues).Select(c => TopicOf(c.Cue)).Where(topic => topic >= 0).ToHashSet();
        return [.. _ids.Select((id, topic) => found.Contains(topic) ? TopicJudgement.Of(id, topic, fields) : TopicMatch.None(id))];
    }

    /// <summary>A call as queries are held against it, with the topics that it is about.</summary>
    public CallDocument Read(Opportunity call, Instant now)
    {
        var text = CallText.Of(call);
        return new(text, CallFacts.Of(call, now), Standings(text));
    }

    /// <summary>The topics that a call is about or near to.</summary>
    public IReadOnlyDictionary<string, TopicStanding> Standings(CallText call) =>
        Score(call).Where(m => m.Tier != TopicTier.None).ToDictionary(m => m.Topic, Standing, StringComparer.Ordinal);

    // Of its finds those that a digest would show; a mention speaks for nothing.
    private static TopicStanding Standing(TopicMatch match) => new(
        match.Tier == TopicTier.Core,
        match.Score,
        [.. match.Reasons.Where(r => r.Kind != TopicReasonKind.Mention).Select(r => new MatchReason(r.Term, r.Field, r.Snippet)).Distinct().Take(MostReasons)]);

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
