using System.Globalization;

namespace FundingAlerts.Matching.Queries;

/// <summary>A query that cannot be read: where, and what to write instead.</summary>
/// <param name="position">Index of the character in the query, from 0.</param>
public sealed class QueryException(int position, string message)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"{message} (at character {position + 1})"))
{
    public int Position { get; } = position;
}
