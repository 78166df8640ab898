namespace FundingAlerts.Sources;

/// <summary>The kind of document that a source is read from. RSS and Atom are XML.</summary>
public enum ResponseFormat
{
    Html,
    Xml,
    Json,
}
