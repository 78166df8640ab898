using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Topics;

/// <summary>Schemes by their names: where a call says what it is, not in what it tells.</summary>
internal static class SchemeFind
{
    private const CallFields Fields = CallFields.Title | CallFields.Call | CallFields.Programme | CallFields.Type;

    /// <summary>At most one: a call is of one scheme, however many names it has.</summary>
    public static IEnumerable<Weighed> In(int topic, IReadOnlyList<FieldFinds> fields) =>
        fields.Where(f => Fields.HasFlag(f.Field.Field))
            .SelectMany(f => f.Cues.Select(c => (Finds: f, Found: c, Names: c.Cue as Cue.Names)))
            .Where(f => f.Names is { IsBy: false } names && names.Topic == topic && IsBy(topic, names.Scheme, fields))
            .OrderByDescending(f => f.Names!.Scheme.Tier)
            .Take(1)
            .Select(f => Reason(f.Names!.Scheme, f.Finds, f.Found));

    private static bool IsBy(int topic, Scheme scheme, IReadOnlyList<FieldFinds> fields) =>
        scheme.By.Count == 0
        || fields.Any(f => (Fields | CallFields.Funder).HasFlag(f.Field.Field)
            && f.Cues.Any(c => c.Cue is Cue.Names { IsBy: true } names && names.Topic == topic && names.Scheme == scheme));

    private static Weighed Reason(Scheme scheme, FieldFinds finds, FoundCue found)
    {
        var start = finds.Field.Words[found.First].Start;
        var points = scheme.Tier == ConceptTier.Core ? TopicPoints.CoreScheme : TopicPoints.Scheme;
        return new(scheme.Tier, new(TopicReasonKind.Scheme, scheme.Name, "scheme", finds.Field.Name, start, points, Snippet.Of(finds.Field.Text, start, finds.LengthOf(found))));
    }
}
