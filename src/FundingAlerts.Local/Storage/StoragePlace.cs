using FundingAlerts.Azure.Storage;

namespace FundingAlerts.Local.Storage;

internal enum StorageKind
{
    /// <summary>SQLite and files.</summary>
    Embedded,

    /// <summary>The account that the environment names.</summary>
    Azure,

    /// <summary>Azure's emulator on this machine.</summary>
    Azurite,
}

/// <summary>Where a command keeps things.</summary>
/// <param name="Data">The folder of what is kept on this machine.</param>
internal sealed record StoragePlace(StorageKind Kind, string Data)
{
    /// <summary>Where an Azurite that a command starts keeps its data.</summary>
    public string AzuriteFolder => Path.Combine(Path.GetFullPath(Data), "azurite");

    /// <summary>As it is told: a folder, or whose account.</summary>
    public override string ToString() => Kind switch
    {
        StorageKind.Embedded => Path.GetFullPath(Data),
        StorageKind.Azure => "Azure",
        _ => "Azurite",
    };

    /// <summary>Whether anything may be stored there: whoever only looks need not make a folder.</summary>
    public async Task<bool> IsThereAsync(CancellationToken cancellationToken) => Kind switch
    {
        StorageKind.Embedded => File.Exists(Path.Combine(Data, SqliteStorage.FileName)),
        StorageKind.Azure => true,
        _ => Named is not null || Directory.Exists(AzuriteFolder) || await RunningAzurite.AnswersAsync(cancellationToken),
    };

    /// <summary>The account that the environment names as ours; null when it names none.</summary>
    internal static string? Named => Environment.GetEnvironmentVariable(AzureSettings.Own) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
