namespace FundingAlerts.Storage;

/// <summary>
/// The names of all that is stored, in one place: what a backup holds, a restore fills and a walk over everything walks. A
/// store that opens another name fails a test.
/// </summary>
public static class StorageContents
{
    /// <summary>What was last backed up to where, and what is being restored. Of this storage alone, so it is in no backup.</summary>
    public const string BackupTable = "backups";

    public static IReadOnlyList<string> Tables { get; } =
    [
        "agenda",
        "definitions",
        "hosts",
        "housekeeping",
        "interests",
        "matched",
        "opportunities",
        "roster",
        "runs",
        "sources",
        "subscribers",
        "timers",
        "twins",
    ];

    /// <summary>Not in a backup: what a queue asks for, the tables promise too.</summary>
    public static IReadOnlyList<string> Queues { get; } = ["changes", "deliveries", "digests", "emails", "reminders", "scrapes"];

    public static IReadOnlyList<string> Containers { get; } = ["letters", "snapshots"];
}
