namespace FundingAlerts.Storage;

/// <summary>
/// The names of all that is stored, in one place: what a backup holds, a restore fills and a walk over everything walks. A
/// store that opens another name fails a test.
/// </summary>
public static class StorageContents
{
    /// <summary>What was last backed up to where, and what is being restored. Of this storage alone, so it is in no backup.</summary>
    public const string BackupTable = "backups";

    /// <summary>
    /// In the order in which a backup reads them while work goes on: what says that something is done before what it
    /// brought. So a backup may know too little of what was done, which is done again, but not too much.
    /// </summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "timers",
        "housekeeping",
        "hosts",
        "mails",
        "runs",
        "definitions",
        "taxonomies",
        "desk",
        "agenda",
        "throttles",
        "signups",
        "addresses",
        "sources",
        "twins",
        "opportunities",
        "matched",
        "interests",
        "roster",
        "subscribers",
    ];

    /// <summary>Not in a backup: what a queue asks for, the tables promise too.</summary>
    public static IReadOnlyList<string> Queues { get; } = ["changes", "deliveries", "digests", "emails", "reminders", "scrapes", "signups", "welcomes"];

    public static IReadOnlyList<string> Containers { get; } = ["keys", "letters", "snapshots"];

    /// <summary>Containers of what is made anew from the rest when it is lost: in no backup.</summary>
    public static IReadOnlyList<string> Derived { get; } = ["indexes"];
}
