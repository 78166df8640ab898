namespace FundingAlerts.Sources;

/// <summary>What kind of document a source answers with.</summary>
public enum ResponseFormat
{
    Html,
    Xml,
    Json,
}
