namespace FundingAlerts.Matching.Queries;

/// <summary>The names of facts in queries, and how a fact is written: name, colon, value in lower case.</summary>
internal static class FacetNames
{
    public const string Status = "status";
    public const string Type = "type";
    public const string Language = "lang";

    /// <summary>Organisations of the country may take part, be it with money of their own.</summary>
    public const string Country = "country";

    /// <summary>Organisations of the country may lead or take part, and are funded.</summary>
    public const string Eligible = "eligible";
    public const string Deadline = "deadline";
    public const string Amount = "amount";

    /// <summary>Nothing keeps the Netherlands and the United Kingdom out of one project.</summary>
    public const string Together = "eligible:together";

    public static string Value(string name, string value) => $"{name}:{value.ToLowerInvariant()}";

    public static string Unknown(string name) => Value(name, "unknown");
}
