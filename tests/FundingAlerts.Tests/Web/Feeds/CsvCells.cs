using System.Text;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>Reads RFC 4180: CR LF between records, quotation marks doubled; all records of one length.</summary>
internal static class CsvCells
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(byte[] bytes)
    {
        bytes.AsSpan(0, 3).ToArray().ShouldBe(Encoding.UTF8.Preamble.ToArray());
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 3, bytes.Length - 3);
        var records = Records(text);
        return [.. records.Skip(1).Select(r =>
        {
            r.Count.ShouldBe(records[0].Count);
            return (IReadOnlyDictionary<string, string>)records[0].Zip(r).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal);
        })];
    }

    private static List<List<string>> Records(string text)
    {
        var (records, record, cell) = (new List<List<string>>(), new List<string>(), new StringBuilder());
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                cell.Length.ShouldBe(0, "a quotation begins a cell");
                for (i++; text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'); i++)
                {
                    if (text[i] == '"')
                        i++;
                    cell.Append(text[i]);
                }
                (text[i + 1] is ',' or '\r').ShouldBeTrue("a quotation ends a cell");
            }
            else if (text[i] == ',')
            {
                record.Add(cell.ToString());
                cell.Clear();
            }
            else if (text[i] == '\r')
            {
                text[++i].ShouldBe('\n');
                record.Add(cell.ToString());
                cell.Clear();
                records.Add(record);
                record = [];
            }
            else
            {
                text[i].ShouldNotBe('\n');
                cell.Append(text[i]);
            }
        }
        record.ShouldBeEmpty();
        return records;
    }
}
