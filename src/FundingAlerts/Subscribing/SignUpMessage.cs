namespace FundingAlerts.Subscribing;

/// <summary>Asks to answer a sign-up by mail. Carries ids only.</summary>
public sealed record SignUpMessage(int Version, string Correlation, string SignUpId)
{
    public const string Queue = "signups";
}
