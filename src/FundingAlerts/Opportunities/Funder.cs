namespace FundingAlerts.Opportunities;

/// <summary>Who gives.</summary>
/// <param name="Ror">The Research Organization Registry's address of it (https://ror.org/…), where known.</param>
public sealed record Funder(string Name, string? Ror = null);

/// <summary>The campaign a topic belongs to: the funder's identifier and its title, either of which may be absent.</summary>
public sealed record Call(string? Identifier, string? Title);
