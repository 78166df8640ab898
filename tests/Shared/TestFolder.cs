namespace FundingAlerts.TestWorld;

/// <summary>Folders for what a test stores.</summary>
internal static class TestFolder
{
    private const string MemoryDisk = "/dev/shm";
    private const long Roomy = 2L << 30;

    // Each commit waits for the disk, and no test is about the disk: a memory disk saves half of the time.
    private static readonly string Root = Directory.Exists(MemoryDisk) && new DriveInfo(MemoryDisk).AvailableFreeSpace > Roomy ? MemoryDisk : Path.GetTempPath();

    /// <summary>A new, empty folder; whoever asks for it removes it.</summary>
    public static string Create() => Directory.CreateDirectory(Path.Combine(Root, $"fundingalerts-{Guid.NewGuid().ToString("n")[..8]}")).FullName;
}
