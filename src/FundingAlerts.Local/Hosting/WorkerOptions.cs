using System.ComponentModel.DataAnnotations;

namespace FundingAlerts.Local.Hosting;

/// <summary>Settings "Workers__…".</summary>
internal sealed class WorkerOptions
{
    /// <summary>Messages of one queue that are worked on at once.</summary>
    [Range(1, 64)]
    public int AtOnce { get; init; } = 4;
}
