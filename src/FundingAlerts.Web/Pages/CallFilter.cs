using System.Globalization;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace FundingAlerts.Web.Pages;

/// <summary>What the address of the list asks for: ?q=…&amp;status=open&amp;source=ukri&amp;page=2. What makes no sense is left out.</summary>
/// <param name="Query">In the query language; empty for all calls.</param>
public sealed record CallFilter(string Query, IReadOnlyList<OpportunityStatus> Statuses, IReadOnlyList<string> Sources, int Page)
{
    private const int MaxSources = 50;

    public static CallFilter Read(IQueryCollection query) => new(
        query["q"].ToString().Trim(),
        [.. query["status"].Select(ToStatus).OfType<OpportunityStatus>().Distinct()],
        [.. query["source"].OfType<string>().Where(s => s.Length > 0).Distinct().Take(MaxSources)],
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    /// <summary>What the page and all feeds ask, whichever page of it is shown.</summary>
    public CallQuestion Question => new(Query, Statuses, Sources);

    public static string Name(OpportunityStatus status) => status.ToString().ToLowerInvariant();

    public bool IsEmpty => Query.Length == 0 && Statuses.Count == 0 && Sources.Count == 0;

    /// <summary>The same list at another page: /?q=…&amp;page=3.</summary>
    public string LinkTo(int page) => LinkTo("/", page);

    /// <summary>The same list in another form: /feed.atom?q=….</summary>
    public string LinkTo(string path, int page = 1)
    {
        var query = new QueryBuilder();
        if (Query.Length > 0)
            query.Add("q", Query);
        query.Add("status", Statuses.Select(Name));
        query.Add("source", Sources);
        if (page > 1)
            query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        return path + query;
    }

    private static OpportunityStatus? ToStatus(string? name) =>
        Enum.TryParse<OpportunityStatus>(name, ignoreCase: true, out var status) && Name(status) == name ? status : null;
}
