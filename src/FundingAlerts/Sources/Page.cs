namespace FundingAlerts.Sources;

/// <summary>A page as it came over the wire. Everything in it is hostile until read.</summary>
/// <param name="Address">The address it was finally read from, after redirects.</param>
/// <param name="MediaType">As the server declared it, without parameters ("text/html"); empty when it declared none.</param>
/// <param name="Charset">As the server declared it; null when it declared none.</param>
public sealed record Page(Uri Address, string MediaType, string? Charset, ReadOnlyMemory<byte> Body);
