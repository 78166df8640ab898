namespace FundingAlerts.Matching;

/// <summary>A question to a call: words, "phrases" and prefix* joined by AND, OR and NOT.</summary>
public abstract record Query
{
    private Query()
    {
    }

    /// <summary>
    /// The reasons for which the call meets this query (empty for one that only excludes), or null when it does not.
    /// </summary>
    public abstract IReadOnlyList<MatchReason>? Match(CallText call);

    /// <summary>Words that stand one after the other; one word is a phrase of one.</summary>
    /// <param name="Written">As the person wrote it.</param>
    /// <param name="Folded">The folded words, at least one.</param>
    /// <param name="IsPrefix">The last word may go on.</param>
    public sealed record Phrase(string Written, IReadOnlyList<string> Folded, bool IsPrefix) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallText call)
        {
            foreach (var field in call.Fields)
            {
                var at = field.Find(Folded, IsPrefix);
                if (at < 0)
                    continue;
                var first = field.Words[at];
                var last = field.Words[at + Folded.Count - 1];
                return [new(Written, field.Name, Snippet.Of(field.Text, first.Start, last.Start + last.Length - first.Start))];
            }
            return null;
        }
    }

    public sealed record And(IReadOnlyList<Query> Parts) : Query
    {
        public override IReadOnlyList<MatchReason>? Match(CallText call)
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
        public override IReadOnlyList<MatchReason>? Match(CallText call)
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
        public override IReadOnlyList<MatchReason>? Match(CallText call) => Excluded.Match(call) is null ? [] : null;
    }
}
