using System.Diagnostics;
using System.Globalization;
using FundingAlerts.Storage;

namespace FundingAlerts.Local.Storage;

/// <summary>The data folder of an Azurite. Azurite holds it in memory and writes it over, so only one may have it.</summary>
internal sealed class AzuriteFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly FileStream _mark;

    private AzuriteFolder(FileStream mark) => _mark = mark;

    /// <exception cref="StorageBrokenException">Another command has it, or it cannot be used.</exception>
    public static async Task<AzuriteFolder> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "in-use");
        FileStream mark;
        try
        {
            Directory.CreateDirectory(folder);
            mark = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (DirectoryNotFoundException e)
        {
            throw Unusable(e);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new StorageBrokenException($"Another command has started an Azurite over {folder}. Wait until it ends; or end it, start an Azurite yourself, and both will use that one.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable(e);
        }

        try
        {
            await UntilEndedAsync(mark, cancellationToken);
            return new(mark);
        }
        catch
        {
            await mark.DisposeAsync();
            throw;
        }

        StorageBrokenException Unusable(Exception e) => new($"The data folder {folder} cannot be used: {e.Message} Choose another folder, or make this one writable.", e);
    }

    /// <summary>Notes which process has it, for whoever comes after a sudden end.</summary>
    public void Note(int process)
    {
        _mark.SetLength(0);
        _mark.Write(System.Text.Encoding.ASCII.GetBytes(process.ToString(CultureInfo.InvariantCulture)));
        _mark.Flush();
    }

    public void Dispose() => _mark.Dispose();

    // The Azurite of a command that was killed may still be writing.
    private static async Task UntilEndedAsync(FileStream mark, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(mark, leaveOpen: true);
        if (!int.TryParse(await reader.ReadToEndAsync(cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return;
        try
        {
            using var process = Process.GetProcessById(id);
            if (process.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase))
                await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch (ArgumentException)
        {
            // It has ended.
        }
        catch (TimeoutException)
        {
            // Another program of Node.js has its number by now.
        }
    }
}
