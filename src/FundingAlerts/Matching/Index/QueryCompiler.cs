using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// Turns a query into numbers, and finds under which features it is to be filed: a few of which every call that meets it has at
/// least one, the rarest there are, each with another that the call must have too.
/// </summary>
internal sealed class QueryCompiler(Features features, FacetBits facets, FacetMasks masks, List<Condition> conditions)
{
    private readonly Dictionary<Condition, int> _known = conditions.Index().ToDictionary(c => c.Item, c => c.Index);
    private readonly List<int> _code = [];
    private bool _needsCheck;

    /// <remarks>The code is that of the last query: it is overwritten by the next.</remarks>
    public CompiledQuery Compile(Query query)
    {
        _code.Clear();
        _needsCheck = false;
        var (needed, other) = TakeFacets(query);
        if (needed == 0)
            return Done(Write(query, isWanted: true));
        var at = Begin();
        _code.Add(QueryCode.Node(Operation.Facets, masks.NumberOf(needed)));
        var plan = other is null ? Plan.Nothing : Write(other, isWanted: true);
        End(at, Operation.And);
        return Done(plan.Unproved());
    }

    private CompiledQuery Done(Plan plan) => new(_code, plan.Anchors, plan.IsProof && !_needsCheck, _needsCheck);

    // Facets that a call must have in any case are compared all at once, before the code is read.
    private (ulong Needed, Query? Other) TakeFacets(Query query)
    {
        var parts = query is Query.And and ? and.Parts : [query];
        var needed = 0UL;
        var rest = new List<Query>();
        foreach (var part in parts)
        {
            if (part is Query.Where { Condition: Condition.Has has } && facets.BitOf(has.Facet) is not 0 and var bit)
                needed |= bit;
            else
                rest.Add(part);
        }
        return (needed, rest.Count switch { 0 => null, 1 => rest[0], _ => new Query.And(rest) });
    }

    private Plan Write(Query query, bool isWanted) => query switch
    {
        Query.Term term => WriteTerm(term),
        Query.And and => WriteAnd(and.Parts, isWanted),
        Query.Or or => WriteOr(or.Parts, isWanted),
        Query.Near near => WriteNear(near, isWanted),
        Query.Not not => WriteNot(not, isWanted),
        Query.Where { Condition: Condition.Has has } => WriteFeature(features.Intern(FeatureKind.Facet, has.Facet), WordRarity.OfFacet),
        Query.Where where => WriteCondition(where.Condition),
        Query.About about => WriteFeature(features.Intern(about.OnlyCore ? FeatureKind.CoreTopic : FeatureKind.Topic, about.Topic), WordRarity.OfTopic),
        _ => throw new ArgumentOutOfRangeException(nameof(query), query.GetType().Name, "The index does not know this part of a query."),
    };

    private Plan WriteTerm(Query.Term term)
    {
        if (term.Spellings is [var only])
            return WriteSpelling(only, term.Fields);
        var at = Begin();
        var plan = WriteSpelling(term.Spellings[0], term.Fields);
        for (var i = 1; i < term.Spellings.Count; i++)
            plan = plan.Or(WriteSpelling(term.Spellings[i], term.Fields));
        End(at, Operation.Or);
        return plan;
    }

    private Plan WriteSpelling(Phrase phrase, CallFields fields) => WriteFeature(features.Intern(phrase), WordRarity.Of(phrase), fields);

    private Plan WriteFeature(int feature, double cost, CallFields fields = CallFields.Any)
    {
        _code.Add(QueryCode.Feature(feature, fields));
        return Plan.Of(feature, cost, isProof: fields == CallFields.Any);
    }

    private Plan WriteCondition(Condition condition)
    {
        if (!_known.TryGetValue(condition, out var number))
        {
            _known[condition] = number = conditions.Count;
            conditions.Add(condition);
        }
        _code.Add(QueryCode.Node(Operation.Condition, number));
        return Plan.Nothing;
    }

    // The index knows what a call has, not how far apart: it finds too much, and what it finds is checked.
    private Plan WriteNear(Query.Near near, bool isWanted)
    {
        _needsCheck = true;
        if (isWanted)
            return WriteAnd([near.Left, near.Right], isWanted);
        _code.Add(QueryCode.Node(Operation.Constant, 0));
        return Plan.Nothing;
    }

    private Plan WriteNot(Query.Not not, bool isWanted)
    {
        var at = Begin();
        Write(not.Excluded, !isWanted);
        End(at, Operation.Not);
        return Plan.Nothing;
    }

    private Plan WriteAnd(IReadOnlyList<Query> parts, bool isWanted)
    {
        var at = Begin();
        var plan = Write(parts[0], isWanted);
        for (var i = 1; i < parts.Count; i++)
            plan = plan.And(Write(parts[i], isWanted));
        End(at, Operation.And);
        return plan;
    }

    private Plan WriteOr(IReadOnlyList<Query> parts, bool isWanted)
    {
        var at = Begin();
        var plan = Write(parts[0], isWanted);
        for (var i = 1; i < parts.Count; i++)
            plan = plan.Or(Write(parts[i], isWanted));
        End(at, Operation.Or);
        return plan;
    }

    private int Begin()
    {
        _code.Add(0);
        return _code.Count - 1;
    }

    private void End(int at, Operation operation) => _code[at] = QueryCode.Node(operation, _code.Count - at - 1);
}

/// <param name="Code"><see cref="QueryCode"/>.</param>
/// <param name="Anchors">Empty when it is to be looked at for every call.</param>
/// <param name="IsProof">Whatever has one of the anchors meets the query.</param>
/// <param name="NeedsCheck">What the code finds may be too much: the query itself must say.</param>
internal readonly record struct CompiledQuery(List<int> Code, IReadOnlyList<Anchor> Anchors, bool IsProof, bool NeedsCheck);
