using System.Runtime.InteropServices;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>All that queries ask for, numbered: words, beginnings of words, phrases, facets and topics.</summary>
internal sealed class Features
{
    private readonly List<FeatureRole> _roles;
    private readonly Func<int> _next;

    public Features()
        : this(new(), new(), [])
    {
    }

    /// <summary>As they were stored.</summary>
    public Features(TermTable terms, Sequences sequences, List<FeatureRole> roles)
    {
        (Terms, Sequences, _roles) = (terms, sequences, roles);
        _next = Next;
    }

    public TermTable Terms { get; }

    public Sequences Sequences { get; }

    public int Count => _roles.Count;

    public ReadOnlySpan<FeatureRole> Roles => CollectionsMarshal.AsSpan(_roles);

    public int Intern(FeatureKind kind, string text) => Terms.Intern(kind, text, _next);

    /// <summary>The feature of a phrase: of a word, or of its words one after the other.</summary>
    public int Intern(Phrase phrase)
    {
        var feature = Intern(phrase, 0);
        for (var i = 1; i < phrase.Words.Count; i++)
        {
            var second = Intern(phrase, i);
            _roles[feature] |= FeatureRole.Leads;
            _roles[second] |= FeatureRole.Follows;
            feature = Sequences.Intern(feature, second, _next);
        }
        return feature;
    }

    private int Intern(Phrase phrase, int at)
    {
        var word = phrase.Words[at];
        return phrase.IsPrefix && at == phrase.Words.Count - 1
            ? Intern(word.IsCapital ? FeatureKind.AcronymPrefix : FeatureKind.Prefix, word.Folded)
            : Intern(word.IsCapital ? FeatureKind.Acronym : FeatureKind.Word, word.Key);
    }

    private int Next()
    {
        if (_roles.Count == QueryCode.MostFeatures)
            throw new InvalidOperationException("The index is full: it holds 33 million different words and phrases.");
        _roles.Add(FeatureRole.None);
        return _roles.Count - 1;
    }
}

/// <summary>Where a feature stands in phrases.</summary>
[Flags]
internal enum FeatureRole : byte
{
    None = 0,

    /// <summary>Something may follow it.</summary>
    Leads = 1,

    /// <summary>It may follow something.</summary>
    Follows = 2,
}
