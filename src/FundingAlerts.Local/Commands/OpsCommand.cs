using System.CommandLine;

namespace FundingAlerts.Local.Commands;

/// <summary>What the person who runs the service looks at and does.</summary>
internal static class OpsCommand
{
    public static Command Create() => new("ops", "Shows how the service fares, keeps backups, and mends what got stuck.")
    {
        OpsGenerateCommand.Create(),
    };
}
