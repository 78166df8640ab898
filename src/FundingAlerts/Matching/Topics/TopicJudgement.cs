using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>Weighs all that was found in a call for one topic.</summary>
internal sealed class TopicJudgement
{
    private const int MostReasons = 20;

    // A text that says a word ten thousand times says no more than one that says it two hundred times.
    private const int MostFinds = 200;
    private readonly int _topic;
    private readonly IReadOnlyList<FieldFinds> _fields;
    private readonly bool _isElsewhere;

    private TopicJudgement(int topic, IReadOnlyList<FieldFinds> fields)
    {
        _topic = topic;
        _fields = fields;
        _isElsewhere = fields.Any(f => f.Field.Field == CallFields.Title && f.Cues.Any(c => c.Cue is Cue.Negates negates && negates.Topic == topic));
    }

    public static TopicMatch Of(string id, int topic, IReadOnlyList<FieldFinds> fields)
    {
        var judgement = new TopicJudgement(topic, fields);
        var hits = judgement.Hits();
        hits.RemoveAll(h => h.Term.Kind == TopicReasonKind.Acronym && !hits.Exists(other => Accompanies(other.Term, h.Term)));
        var weighed = Weigh(hits, SchemeFind.In(topic, fields)).ToList();
        return Match(id, weighed);
    }

    private static TopicMatch Match(string id, List<Weighed> weighed)
    {
        // A mention gives no tier, and nothing that gives a tier is less than a mention.
        var counted = weighed.Where(w => w.Reason.Kind != TopicReasonKind.Mention).ToList();
        var core = counted.Where(w => w.Tier == ConceptTier.Core).Sum(w => w.Reason.Weight);
        var all = counted.Sum(w => w.Reason.Weight);
        var tier = core >= TopicPoints.Core ? TopicTier.Core : all >= TopicPoints.Adjacent ? TopicTier.Adjacent : TopicTier.None;
        var score = Math.Min(TopicPoints.Most, (int)Math.Round(weighed.Sum(w => w.Reason.Weight), MidpointRounding.AwayFromZero));
        return new(
            id,
            tier,
            tier == TopicTier.None ? Math.Min(score, (int)TopicPoints.Adjacent - 1) : score,
            [.. weighed.Select(w => w.Reason).Where(r => r.Weight > 0).OrderByDescending(r => r.Weight).Take(MostReasons)]);
    }

    // Each concept's finds give ever less.
    private static IEnumerable<Weighed> Weigh(IEnumerable<Hit> hits, IEnumerable<Weighed> schemes)
    {
        foreach (var concept in hits.GroupBy(h => h.Term.Concept))
        {
            var finds = concept.OrderByDescending(h => h.Points).ToList();
            var points = TopicPoints.Diminished(finds[0].Term.Weight, finds.Select(f => f.Points));
            foreach (var (hit, given) in finds.Zip(points))
                yield return new(hit.Term.Tier, hit.Reason(Math.Round(given, 1)));
        }
        foreach (var scheme in schemes)
            yield return scheme;
    }

    private static bool Accompanies(TopicTerm other, TopicTerm acronym) =>
        other.Kind != TopicReasonKind.Acronym && (other.Concept == acronym.Concept || other.Weight != 1);

    private List<Hit> Hits()
    {
        var hits = new List<Hit>();
        foreach (var finds in _fields)
        {
            var own = finds.Cues.Where(c => c.Cue is Cue.Says says && says.Topic == _topic && Holds(finds, c, says.Term)).Take(MostFinds).ToList();
            // Of "in-memory computing" and "computing" the longer says it all, and a word is one find, whatever languages have it.
            own.RemoveAll(c => own.Exists(o => IsWithin(c, o)));
            own = [.. own.DistinctBy(c => (c.First, c.Last, ((Cue.Says)c.Cue).Term.Concept))];
            hits.AddRange(own.Select(c => Hit.Of(finds, c, own)));
        }
        return hits;
    }

    private static bool IsWithin(FoundCue inner, FoundCue outer) =>
        outer.First <= inner.First && outer.Last >= inner.Last
        && outer.Last - outer.First > inner.Last - inner.First
        && ((Cue.Says)inner.Cue).Term.Concept == ((Cue.Says)outer.Cue).Term.Concept;

    private bool Holds(FieldFinds finds, FoundCue found, TopicTerm term)
    {
        if (!term.IsSpelled(finds.TextOf(found)) || finds.IsBroken(found))
            return false;
        if ((term.Rule is not null || term.Weight <= 1) && (_isElsewhere || Near(finds, found, c => c is Cue.Negates negates && negates.Topic == _topic, int.MaxValue)))
            return false;
        return term.Rule is not { } rule
            || ((rule.Near.Count == 0 || NearRule(finds, found, rule, isNear: true)) && !NearRule(finds, found, rule, isNear: false) && !(term.Weight <= 1 && IsTitled(finds, rule)));
    }

    // A call that is titled "Photonic quantum computers" means these by "photonic platforms", too.
    private bool IsTitled(FieldFinds finds, AmbiguousTerms rule) =>
        finds.Field.Field != CallFields.Title && _fields.Any(f => f.Field.Field == CallFields.Title && f.Cues.Any(c => IsOf(c.Cue, rule, isNear: false)));

    private bool NearRule(FieldFinds finds, FoundCue found, AmbiguousTerms rule, bool isNear) =>
        Near(finds, found, c => IsOf(c, rule, isNear), rule.Within);

    private bool IsOf(Cue cue, AmbiguousTerms rule, bool isNear) =>
        cue is Cue.Decides decides && decides.IsNear == isNear && decides.Topic == _topic && ReferenceEquals(decides.Rule, rule);

    // What lies within the term itself decides nothing.
    private static bool Near(FieldFinds finds, FoundCue found, Func<Cue, bool> isWanted, int within) =>
        finds.Cues.Any(c => isWanted(c.Cue) && c.DistanceTo(found) is > 0 and var distance && distance <= within && finds.IsSameSentence(c, found));
}

/// <summary>A reason, and to which tier it counts.</summary>
internal sealed record Weighed(ConceptTier Tier, TopicReason Reason);
