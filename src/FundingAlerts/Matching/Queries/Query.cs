using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Queries;

/// <summary>A question to a call: words, conditions and topics, joined by AND, OR and NOT. What it says here is the law for the index.</summary>
public abstract record Query
{
    private Query()
    {
    }

    /// <summary>
    /// The reasons for which the call meets this query (empty for one that only excludes), or null when it does not.
    /// </summary>
    public abstract IReadOnlyList<MatchReason>? Match(CallDocument call);

    /// <summary>Whether a call can come to meet it by the mere passing of time: by its status, or the time that is left.</summary>
    public bool DependsOnTime => Any(part => part is Where { Condition: Condition.Within or Condition.On }
        || (part is Where { Condition: Condition.Has has } && (has.Facet.StartsWith(FacetNames.Status, StringComparison.Ordinal) || has.Facet == FacetNames.Unknown(FacetNames.Deadline))));

    /// <summary>Whether it must be known which topics the call is about.</summary>
    public bool AsksForTopic => Any(part => part is About);

    private bool Any(Func<Query, bool> isOne) => isOne(this) || this switch
    {
        And and => and.Parts.Any(p => p.Any(isOne)),
        Or or => or.Parts.Any(p => p.Any(isOne)),
        Not not => not.Excluded.Any(isOne),
        _ => false,
    };

    /// <summary>Against words alone: <see cref="Match(CallDocument)"/>.</summary>
    public IReadOnlyList<MatchReason>? Match(CallText call) => Match(new CallDocument(call));

    /// <summary>Words that stand one after the other, in one of some fields.</summary>
    /// <param name="Written">As the person wrote it.</param>
    /// <param name="Spellings">The phrase, and other ways in which it is written: "brain-inspired", braininspired.</param>
    public sealed record Term(string Written, IReadOnlyList<Phrase> Spellings, CallFields Fields = CallFields.Any) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call)
        {
            foreach (var field in call.Text.Fields.Where(f => (f.Field & Fields) != CallFields.None))
            {
                foreach (var spelling in Spellings)
                {
                    foreach (var range in field.Find(spelling))
                        return [MatchReason.Of(Written, field, range)];
                }
            }
            return null;
        }
    }

    /// <summary>Two terms with so many words between them at most, in either order, in one field. They do not overlap.</summary>
    public sealed record Near(Term Left, Term Right, int Between) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call)
        {
            foreach (var field in call.Text.Fields.Where(f => (f.Field & Left.Fields & Right.Fields) != CallFields.None))
            {
                foreach (var left in Left.Spellings.SelectMany(field.Find))
                {
                    foreach (var right in Right.Spellings.SelectMany(field.Find))
                    {
                        if (IsNear(left, right))
                            return [MatchReason.Of(FormattableString.Invariant($"{Left.Written} NEAR/{Between} {Right.Written}"), field, new(Math.Min(left.First, right.First), Math.Max(left.Last, right.Last)))];
                    }
                }
            }
            return null;
        }

        private bool IsNear(WordRange left, WordRange right) =>
            (right.First - left.Last - 1 is >= 0 and var after && after <= Between)
            || (left.First - right.Last - 1 is >= 0 and var before && before <= Between);
    }

    /// <param name="Written">As the person wrote it: deadline&lt;90d.</param>
    public sealed record Where(string Written, Condition Condition) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call) => Condition.IsMetBy(call.Facts) ? [MatchReason.Of(Written)] : null;
    }

    /// <summary>The call is about a topic, or near to it.</summary>
    /// <param name="OnlyCore">Near to it is not enough.</param>
    public sealed record About(string Topic, bool OnlyCore) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call) =>
            call.Topics.TryGetValue(Topic, out var standing) && (standing.IsCore || !OnlyCore) ? standing.Reasons : null;
    }

    public sealed record And(IReadOnlyList<Query> Parts) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call)
        {
            var reasons = new List<MatchReason>();
            foreach (var part in Parts)
            {
                if (part.Match(call) is not { } found)
                    return null;
                reasons.AddRange(found);
            }
            return reasons;
        }
    }

    public sealed record Or(IReadOnlyList<Query> Parts) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call)
        {
            List<MatchReason>? reasons = null;
            foreach (var part in Parts)
            {
                if (part.Match(call) is { } found)
                    (reasons ??= []).AddRange(found);
            }
            return reasons;
        }
    }

    public sealed record Not(Query Excluded) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallDocument call) => Excluded.Match(call) is null ? [] : null;
    }
}
