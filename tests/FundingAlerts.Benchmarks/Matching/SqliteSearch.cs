using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using Microsoft.Data.Sqlite;

namespace FundingAlerts.Benchmarks.Matching;

/// <summary>SQLite FTS5: the calls are indexed in memory, each interest is run as a query.</summary>
internal sealed class SqliteSearch : IMatchingEngine
{
    private const string Keys = "{title summary} : ";
    private const string Beginnings = "{titlewords summarywords} : ";
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _search;
    private readonly SqliteParameter _asked;
    private readonly IReadOnlyList<string> _queries;
    private IReadOnlyList<MatchingCall>? _indexed;

    public SqliteSearch(IEnumerable<Query> interests)
    {
        _queries = [.. interests.Select(Write)];
        _connection.Open();
        Do("CREATE VIRTUAL TABLE calls USING fts5(title, summary, titlewords, summarywords, facets, tokenize = \"unicode61 remove_diacritics 0\")");
        _search = _connection.CreateCommand();
        _search.CommandText = "SELECT rowid FROM calls WHERE calls MATCH $asked";
        _asked = _search.Parameters.Add("$asked", SqliteType.Text);
        _search.Prepare();
    }

    public string Name => "SQLite FTS5";

    public void Match(IReadOnlyList<MatchingCall> calls, int slice, int slices, Action<int, int> met)
    {
        if (!ReferenceEquals(_indexed, calls))
            Index(calls);
        for (var interest = slice * _queries.Count / slices; interest < (slice + 1) * (long)_queries.Count / slices; interest++)
        {
            _asked.Value = _queries[interest];
            using var found = _search.ExecuteReader();
            while (found.Read())
                met((int)found.GetInt64(0), interest);
        }
    }

    public void Dispose()
    {
        _search.Dispose();
        _connection.Dispose();
    }

    private void Index(IReadOnlyList<MatchingCall> calls)
    {
        Do("DELETE FROM calls");
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO calls (rowid, title, summary, titlewords, summarywords, facets) VALUES ($id, $0, $1, $2, $3, $4)";
        for (var call = 0; call < calls.Count; call++)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$id", call);
            string[] columns = [.. calls[call].Keys, .. calls[call].Folded, calls[call].Facets];
            for (var i = 0; i < columns.Length; i++)
                insert.Parameters.AddWithValue($"${i}", columns[i]);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
        Do("INSERT INTO calls (calls) VALUES ('optimize')");
        _indexed = calls;
    }

    private void Do(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Write(Query query) => query switch
    {
        Query.Term { Spellings: var spellings } => $"({string.Join(" OR ", spellings.Select(Write))})",
        Query.Where { Condition: Condition.Has has } => $"(facets : \"{PeerWords.OfFacet(has.Facet)}\")",
        Query.Or or => $"({string.Join(" OR ", or.Parts.Select(Write))})",
        Query.And and => and.Parts.OfType<Query.Not>().Aggregate(
            $"({string.Join(" AND ", and.Parts.Where(p => p is not Query.Not).Select(Write))})", (all, not) => $"({all} NOT {Write(not.Excluded)})"),
        _ => throw new NotSupportedException($"The comparison has no {query.GetType().Name}."),
    };

    private static string Write(Phrase phrase) => phrase.IsPrefix
        ? $"({Beginnings}\"{phrase.Words.Single().Folded}\" *)"
        : $"({Keys}\"{string.Join(' ', phrase.Words.Select(w => w.Key))}\")";
}
