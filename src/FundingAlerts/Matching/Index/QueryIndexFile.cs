using FundingAlerts.Matching.Queries;

namespace FundingAlerts.Matching.Index;

/// <content>The index as it is stored: its rows, one after the other.</content>
internal sealed partial class QueryIndex
{
    public void Write(IndexWriter writer)
    {
        writer.WriteRow(_features.Terms.Entries);
        writer.WriteRow(_features.Terms.Texts);
        writer.WriteRow(_features.Terms.Slots);
        writer.WriteRow(_features.Sequences.Pairs);
        writer.WriteRow(_features.Sequences.Features);
        writer.WriteRow(_features.Roles);
        writer.Write(_facets.Facets.Count);
        foreach (var facet in _facets.Facets)
            writer.Write(facet);
        writer.WriteRow(_masks.All);
        writer.Write(_conditions.Count);
        foreach (var condition in _conditions)
            ConditionFile.Write(writer, condition);
        writer.WriteRow(_queries.Code);
        writer.WriteRow(_queries.Starts);
        writer.WriteRow(_queries.Users);
        writer.WriteRow(_postings.Shapes.All);
        writer.WriteRow(_postings.Starts);
        writer.WriteRow(_postings.Rows);
        writer.WriteRow(_postings.LaterFirsts);
        writer.WriteRow(_postings.Later);
        writer.WriteRow(_postings.Always);
        writer.Write(_checked.Count);
        foreach (var (query, check) in _checked)
        {
            writer.Write(query);
            writer.Write(check.Text);
        }
    }

    public static QueryIndex Read(IndexReader reader)
    {
        var terms = new TermTable(reader.ReadList<TermTable.Entry>(), reader.ReadList<char>(), reader.ReadRow<int>());
        var sequences = new Sequences(reader.ReadRow<ulong>(), reader.ReadRow<int>());
        var index = new QueryIndex(
            new(terms, sequences, reader.ReadList<FeatureRole>()),
            new([.. Enumerable.Range(0, reader.ReadNumber()).Select(_ => reader.ReadText())]),
            new(reader.ReadList<ulong>()),
            [.. Enumerable.Range(0, reader.ReadNumber()).Select(_ => ConditionFile.Read(reader))],
            new(reader.ReadList<int>(), reader.ReadList<int>(), reader.ReadList<int>()),
            new(new(reader.ReadList<Shape>()), reader.ReadList<int>(), reader.ReadList<int>(), reader.ReadList<int>(), reader.ReadList<int>(), reader.ReadList<int>()));
        for (var left = reader.ReadNumber(); left > 0; left--)
        {
            var (query, text) = (reader.ReadNumber(), reader.ReadText());
            index._checked[query] = new(text, QueryParser.Parse(text));
        }
        index.Removed = index._queries.Users.Count(0);
        return index;
    }
}
