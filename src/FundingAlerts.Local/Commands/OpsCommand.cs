using System.CommandLine;
using FundingAlerts.Local.Storage;

namespace FundingAlerts.Local.Commands;

/// <summary>What the person who runs the service looks at and does.</summary>
internal static class OpsCommand
{
    public static Command Create() => new("ops", "Shows how the service fares, keeps backups, and mends what got stuck.")
    {
        OpsStatusCommand.Create(),
        OpsQueuesCommand.Create(),
        OpsPoisonCommand.Create(),
        OpsRunsCommand.Create(),
        OpsDeliveriesCommand.Create(),
        OpsBackupCommand.CreateBackup(),
        OpsBackupCommand.CreateRestore(),
        OpsVerifyCommand.Create(),
        OpsGenerateCommand.Create(),
    };

    /// <summary>Does something with storage that is there; else exit code 2.</summary>
    internal static async Task<int> WithAsync(StoragePlace place, Func<OpsDesk, Task<int>> work, CancellationToken cancellationToken)
    {
        await using var desk = await OpsDesk.FindAsync(place, cancellationToken);
        return desk is null ? Output.WrongUsage : await work(desk);
    }
}
