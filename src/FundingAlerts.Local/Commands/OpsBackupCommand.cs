using System.CommandLine;
using System.Reflection;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Storage.Backups;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>Everything stored into one file, and back.</summary>
internal static class OpsBackupCommand
{
    public static Command CreateBackup()
    {
        var file = new Argument<string>("file") { Description = "Where to; gzipped when it ends in .gz; - for standard output." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("backup", "Writes everything stored (all but the queues, which ask only for what the tables promise) to a file.") { file, place, json };
        command.SetAction((parsed, cancellationToken) => OpsCommand.WithAsync(
            place.Of(parsed), desk => BackUpAsync(desk, parsed.GetValue(file)!, parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<string>("file") { Description = "What 'ops backup' wrote; - for standard input." };
        var place = SharedOptions.Place();
        var json = SharedOptions.Json();
        var command = new Command("restore", "Fills an empty storage from a backup, once the whole of it is seen to be as it was written.") { file, place, json };
        command.SetAction((parsed, cancellationToken) => RestoreAsync(parsed.GetValue(file)!, place.Of(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> BackUpAsync(OpsDesk desk, string file, bool json, CancellationToken cancellationToken)
    {
        var now = HostClock.System.GetCurrentInstant();
        var program = typeof(OpsBackupCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var totals = await BackupFile.WriteAsync(file, to => new BackupWriter(desk.Account).WriteAsync(to, program, now, cancellationToken), cancellationToken);
        if (file == BackupFile.Standard)
        {
            Output.Hint($"{totals.Rows} rows and {totals.Blobs} blobs.");
            return Output.Done;
        }
        var path = Path.GetFullPath(file);
        await desk.Backups.NoteAsync(new LastBackup(now, path, totals.Rows, totals.Blobs), cancellationToken);
        if (desk.Folder is { } folder)
            await LastBackupFile.WriteAsync(folder, path, now, cancellationToken);
        Write(path, now, totals, json);
        return Output.Done;
    }

    private static async Task<int> RestoreAsync(string file, StoragePlace place, bool json, CancellationToken cancellationToken)
    {
        if (file != BackupFile.Standard && !File.Exists(file))
            return Output.Wrong($"There is no file '{file}'.");
        await using var backup = await BackupFile.OpenAsync(file, cancellationToken);

        // Before a folder is made for nothing; all of it is verified again when it is restored.
        await BackupReader.VerifyAsync(backup, cancellationToken);
        await using var desk = await OpsDesk.OpenAsync(place, cancellationToken);
        var (header, totals) = await new RestoreBackup(desk.Account).RunAsync(backup, HostClock.System.GetCurrentInstant(), cancellationToken);
        Write(desk.Where, header.At, totals, json);
        if (!json)
            Output.Hint($"[grey]See with 'ops verify' that all is as it should be, then start the service.[/]");
        return Output.Done;
    }

    private static void Write(string where, Instant at, BackupTotals totals, bool json)
    {
        if (json)
            Output.Json(new { where, at, rows = totals.Rows, blobs = totals.Blobs, sha256 = totals.Sha256 });
        else
            Output.Say($"[bold]{totals.Rows}[/] rows and [bold]{totals.Blobs}[/] blobs as of {at} are in {where}.");
    }
}
