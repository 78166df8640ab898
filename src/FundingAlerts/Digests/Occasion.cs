namespace FundingAlerts.Digests;

/// <summary>Why a digest is composed.</summary>
public enum Occasion
{
    /// <summary>It is due.</summary>
    Period,

    /// <summary>A call met an interest that is told at once.</summary>
    AtOnce,

    /// <summary>An interest is new or was changed: what is open now comes at once, whatever its cadence.</summary>
    Welcome,
}
