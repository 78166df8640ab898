namespace FundingAlerts.Opportunities;

/// <summary>
/// What we understood beside the words we understood it from.
/// <paramref name="Value"/> is null (or the type's "unknown") when the words could not be read: said, never guessed.
/// </summary>
public sealed record Understood<T>(T? Value, string Text);
