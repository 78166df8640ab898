using FundingAlerts.Storage;

namespace FundingAlerts.Verification;

/// <summary>Rows whose document cannot be read.</summary>
internal static class Unreadable
{
    /// <summary>Reads a row; null, or what is wrong with it.</summary>
    public static Finding? OrRead(string table, Row row, Action<Row> read)
    {
        try
        {
            read(row);
            return null;
        }
        catch (InvalidDataException why)
        {
            return Finding.Fault("unreadable-row", $"{table}/{row.Partition}/{row.Key}", $"{why.Message} Restore it from a backup, or report it with this text.");
        }
    }
}
