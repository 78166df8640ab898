using System.Runtime.InteropServices;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>All that queries ask for, numbered: words, beginnings of words, phrases, facets and topics.</summary>
internal sealed class Features(TermTable terms, Sequences sequences, List<FeatureRole> roles)
{
    public Features()
        : this(new(), new(), [])
    {
    }

    public TermTable Terms { get; } = terms;

    public Sequences Sequences { get; } = sequences;

    public int Count => roles.Count;

    public ReadOnlySpan<FeatureRole> Roles => CollectionsMarshal.AsSpan(roles);

    public int Intern(FeatureKind kind, string text) => Terms.Intern(kind, text, Next);

    /// <summary>The feature of a phrase: of a word, or of its words one after the other.</summary>
    public int Intern(Phrase phrase)
    {
        var feature = Intern(phrase, 0);
        for (var i = 1; i < phrase.Words.Count; i++)
        {
            var second = Intern(phrase, i);
            roles[feature] |= FeatureRole.Leads;
            roles[second] |= FeatureRole.Follows;
            feature = Sequences.Intern(feature, second, Next);
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
        if (roles.Count == QueryCode.MostFeatures)
            throw new InvalidOperationException("The index is full: it holds 33 million different words and phrases.");
        roles.Add(FeatureRole.None);
        return roles.Count - 1;
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
