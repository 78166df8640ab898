using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>Reads a call once and marks all features that it has. Keeps what it needs for the next call; for one thread.</summary>
internal sealed class CallReader
{
    private readonly char[] _buffer = new char[WordScanner.BufferLength];
    private readonly char[] _joined = new char[WordScanner.BufferLength];
    private readonly char[] _part = new char[Compounds.Longest];
    private readonly List<int> _here = [];
    private List<int> _open = [];
    private List<int> _next = [];

    public FeatureMarks Marks { get; } = new();

    public MetQueries Met { get; } = new();

    public void Read(CallDocument call, Features features)
    {
        Marks.Begin(features.Count);
        foreach (var facet in call.Facts.Facets)
            Mark(features, FeatureKind.Facet, facet, CallFields.Any);
        foreach (var (topic, standing) in call.Topics)
        {
            Mark(features, FeatureKind.Topic, topic, CallFields.Any);
            if (standing.IsCore)
                Mark(features, FeatureKind.CoreTopic, topic, CallFields.Any);
        }
        var hasCompounds = Compounds.IsIn(call.Text.Language);
        foreach (var (name, text) in call.Text.Texts)
            ReadField(text, CallFieldNames.Of(name), hasCompounds, features);
    }

    private void ReadField(string text, CallFields field, bool hasCompounds, Features features)
    {
        var scanner = new WordScanner(text, _buffer);
        _open.Clear();
        var joined = 0;
        while (scanner.Next())
        {
            _here.Clear();
            ReadWord(ref scanner, field, features);
            if (_here.Count + _open.Count > 0)
                Follow(field, features);
            if (joined > 0 && joined + scanner.Folded.Length <= _joined.Length)
                Mark(features, FeatureKind.Word, Words.Join(_joined.AsSpan(0, joined), scanner.Folded, _joined), field);
            joined = 0;
            if (scanner.JoinsNext && scanner.Folded.Length <= _joined.Length)
            {
                scanner.Folded.CopyTo(_joined);
                joined = scanner.Folded.Length;
            }
            if (hasCompounds && Compounds.IsOne(scanner.Folded))
                ReadParts(ref scanner, field, features);
        }
    }

    // A word, and the beginnings that queries ask for.
    private void ReadWord(ref WordScanner scanner, CallFields field, Features features)
    {
        var terms = features.Terms;
        var isCapital = scanner.IsCapital;
        var folded = scanner.Folded;
        var lengths = terms.PrefixLengths(folded);
        var (hash, hashed) = (TextHash.Empty, 0);
        for (var length = TermTable.NextLength(lengths, 0); length <= folded.Length; length = TermTable.NextLength(lengths, length))
        {
            for (; hashed < length; hashed++)
                hash = TextHash.With(hash, folded[hashed]);
            Note(terms.Find(FeatureKind.Prefix, folded[..length], hash), field);
            if (isCapital)
                Note(terms.Find(FeatureKind.AcronymPrefix, folded[..length], hash), field);
        }
        var key = scanner.Key;
        Note(terms.Find(FeatureKind.Word, key), field);
        if (isCapital)
            Note(terms.Find(FeatureKind.Acronym, key), field);
    }

    private void Note(int feature, CallFields field)
    {
        if (feature < 0)
            return;
        Marks.Mark(feature, field);
        _here.Add(feature);
    }

    // What stands here may go on what ended just before.
    private void Follow(CallFields field, Features features)
    {
        var roles = features.Roles;
        _next.Clear();
        foreach (var feature in _here)
        {
            if ((roles[feature] & FeatureRole.Leads) != FeatureRole.None)
                _next.Add(feature);
            if ((roles[feature] & FeatureRole.Follows) == FeatureRole.None)
                continue;
            foreach (var first in _open)
            {
                if (features.Sequences.Find(first, feature) is not (>= 0 and var sequence))
                    continue;
                Marks.Mark(sequence, field);
                if ((roles[sequence] & FeatureRole.Leads) != FeatureRole.None)
                    _next.Add(sequence);
            }
        }
        (_open, _next) = (_next, _open);
    }

    private void ReadParts(ref WordScanner scanner, CallFields field, Features features)
    {
        var compound = scanner.Folded;
        for (var length = Compounds.ShortestPart; length < compound.Length; length++)
        {
            if (!Compounds.MayBeginWith(compound, length))
                continue;
            compound[..length].CopyTo(_part);
            var key = _part.AsSpan(0, WordForms.Reduce(_part.AsSpan(0, length)));
            if (key.Length >= Compounds.ShortestPart)
                Mark(features, FeatureKind.Word, key, field);
        }
        for (var length = Compounds.ShortestPart; Compounds.MayEndWith(scanner.Key, length); length++)
            Mark(features, FeatureKind.Word, scanner.Key[^length..], field);
    }

    private void Mark(Features features, FeatureKind kind, ReadOnlySpan<char> text, CallFields field)
    {
        if (features.Terms.Find(kind, text) is >= 0 and var feature)
            Marks.Mark(feature, field);
    }
}
