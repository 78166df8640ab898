using Microsoft.Data.Sqlite;

namespace FundingAlerts.Local.Storage;

/// <summary>What to tell the person who runs the machine when the database file cannot be used.</summary>
internal static class SqliteTrouble
{
    /// <summary>Null when the file is not to blame.</summary>
    /// <remarks>https://sqlite.org/rescode.html</remarks>
    public static string? Of(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        5 or 6 => $"The database {path} stays locked by another program. Close what has it open (another fundingalerts, a database browser, a backup), then try again.",
        11 or 26 => Damaged(path),
        13 => $"The disk that holds the database {path} is full. Free some space, then try again.",
        3 or 8 or 14 or 23 => $"The database {path} cannot be opened for writing. Let the account that runs fundingalerts read and write the file and its folder.",
        10 => $"The database {path} cannot be read or written: the disk answers with an error ({e.SqliteExtendedErrorCode}). Check the disk, and keep the data folder on a local one.",
        _ => null,
    };

    /// <summary>The file is there but does not hold what was written.</summary>
    public static string Damaged(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var advice = LastBackupFile.Read(folder) is var (backup, at)
            ? $"Then restore the last backup, which was taken on {at}: fundingalerts ops restore \"{backup}\" --data \"{folder}\""
            : $"Then restore a backup (fundingalerts ops restore FILE --data \"{folder}\"); none is known to have been taken here, and without one the service starts again with nothing.";
        return $"The database {path} is damaged or no database. Stop fundingalerts and rename the folder {folder}, so that nothing is lost. {advice}";
    }
}
