using System.ComponentModel.DataAnnotations;

namespace FundingAlerts.Digests;

public sealed class DigestOptions
{
    /// <summary>The most calls in one mail; the rest stays pending for the next.</summary>
    [Range(1, 60)]
    public int MaxOpportunities { get; init; } = 50;
}
