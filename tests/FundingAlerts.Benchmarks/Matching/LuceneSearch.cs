using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using LuceneQuery = Lucene.Net.Search.Query;
using Query = FundingAlerts.Matching.Queries.Query;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>Lucene.Net: the calls are indexed in memory, each interest is run as a query that was made before.</summary>
internal sealed class LuceneSearch(IEnumerable<Query> interests) : IMatchingEngine
{
    private readonly IReadOnlyList<LuceneQuery> _queries = [.. interests.Select(Make)];
    private RAMDirectory? _directory;
    private DirectoryReader? _reader;
    private IndexSearcher? _searcher;
    private IReadOnlyList<MatchingCall>? _indexed;

    public string Name => "Lucene.Net";

    public void Match(IReadOnlyList<MatchingCall> calls, int slice, int slices, Action<int, int> met)
    {
        if (!ReferenceEquals(_indexed, calls))
            Index(calls);
        var found = new Found(met);
        for (var interest = slice * _queries.Count / slices; interest < (slice + 1) * (long)_queries.Count / slices; interest++)
        {
            found.Interest = interest;
            _searcher!.Search(_queries[interest], found);
        }
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _directory?.Dispose();
    }

    private void Index(IReadOnlyList<MatchingCall> calls)
    {
        Dispose();
        _directory = new();
        using (var analyzer = new WhitespaceAnalyzer(LuceneVersion.LUCENE_48))
        using (var writer = new IndexWriter(_directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)))
        {
            foreach (var call in calls)
            {
                writer.AddDocument(
                [
                    new TextField("title", call.Keys[0], Field.Store.NO), new TextField("summary", call.Keys[1], Field.Store.NO),
                    new TextField("titlewords", call.Folded[0], Field.Store.NO), new TextField("summarywords", call.Folded[1], Field.Store.NO),
                    new TextField("facets", call.Facets, Field.Store.NO),
                ]);
            }
            // One segment, in the order of the calls: a document's number is the call's.
            writer.ForceMerge(1);
        }
        _reader = DirectoryReader.Open(_directory);
        _searcher = new(_reader);
        _indexed = calls;
    }

    private static LuceneQuery Make(Query query) => query switch
    {
        Query.Term { Spellings: var spellings } => Any(spellings.SelectMany(Make)),
        Query.Where { Condition: Condition.Has has } => new TermQuery(new("facets", PeerWords.OfFacet(has.Facet))),
        Query.Or or => Any(or.Parts.Select(Make)),
        Query.And and => All(and),
        _ => throw new NotSupportedException($"The comparison has no {query.GetType().Name}."),
    };

    private static BooleanQuery Any(IEnumerable<LuceneQuery> parts)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var part in parts)
            any.Add(part, Occur.SHOULD);
        return any;
    }

    private static BooleanQuery All(Query.And and)
    {
        var all = new BooleanQuery(disableCoord: true);
        foreach (var part in and.Parts)
            all.Add(Make(part is Query.Not not ? not.Excluded : part), part is Query.Not ? Occur.MUST_NOT : Occur.MUST);
        return all;
    }

    private static IEnumerable<LuceneQuery> Make(Phrase phrase)
    {
        foreach (var field in new[] { "title", "summary" })
        {
            if (phrase.IsPrefix)
            {
                yield return new PrefixQuery(new(field + "words", phrase.Words.Single().Folded));
            }
            else if (phrase.Words is [var only])
            {
                yield return new TermQuery(new(field, only.Key));
            }
            else
            {
                var made = new PhraseQuery();
                foreach (var word in phrase.Words)
                    made.Add(new(field, word.Key));
                yield return made;
            }
        }
    }

    /// <summary>Takes what is found without asking for its score.</summary>
    private sealed class Found(Action<int, int> met) : ICollector
    {
        private int _base;

        public int Interest { get; set; }

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer)
        {
        }

        public void Collect(int doc) => met(_base + doc, Interest);

        public void SetNextReader(AtomicReaderContext context) => _base = context.DocBase;
    }
}
