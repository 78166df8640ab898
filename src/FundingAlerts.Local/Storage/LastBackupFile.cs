using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Local.Storage;

/// <summary>
/// Where the last backup of a data folder lies: a small text file beside the database, which can be read when the database
/// cannot. The backup's path, and below it when it was begun.
/// </summary>
internal static class LastBackupFile
{
    public const string Name = "last-backup.txt";

    public static async Task WriteAsync(string folder, string backup, Instant at, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        var unfinished = path + ".new";
        await File.WriteAllTextAsync(unfinished, $"{backup}\n{InstantPattern.ExtendedIso.Format(at)}\n", cancellationToken);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static (string Backup, Instant At)? Read(string folder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(folder, Name));
            return lines.Length >= 2 && InstantPattern.ExtendedIso.Parse(lines[1]) is { Success: true, Value: var at } ? (lines[0], at) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
