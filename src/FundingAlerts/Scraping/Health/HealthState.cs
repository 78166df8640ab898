namespace FundingAlerts.Scraping.Health;

public enum HealthState
{
    /// <summary>Never read and believed yet.</summary>
    Unread,

    /// <summary>Read and believed, and as lively as it uses to be.</summary>
    Healthy,

    /// <summary>Not read for longer than its cadence allows, or without any change for much longer than it uses to be.</summary>
    Late,

    /// <summary>A run broke the contract and is held back.</summary>
    Suspect,

    /// <summary>It cannot be read.</summary>
    Failing,
}
