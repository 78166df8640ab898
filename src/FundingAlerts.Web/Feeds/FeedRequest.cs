using System.Globalization;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>What a feed was asked for, and the calls that answer it.</summary>
/// <param name="Calls">In no order.</param>
/// <param name="LastModified">When the answer last came to be another; null where the query asks for times or topics, which change it unseen.</param>
internal sealed record FeedRequest(CallFilter Filter, IReadOnlyList<FeedCall> Calls, Instant? LastModified)
{
    /// <exception cref="QueryException">The query cannot be read.</exception>
    public static async Task<FeedRequest> ReadAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken)
    {
        var filter = CallFilter.Read(context.Request.Query);
        var all = await content.CallsAsync(cancellationToken);
        var selection = CallSelection.Of(all, filter.Question, content.Now, await content.TopicsAsync(cancellationToken));
        var calls = await FeedCall.AllAsync(selection, content, cancellationToken);
        var asksMore = filter.Query.Length > 0 && QueryParser.Parse(filter.Query) is { } query && (query.DependsOnTime || query.AsksForTopic);
        return new(filter, calls, asksMore ? null : Turns(all, calls, content.Now).DefaultIfEmpty(NodaConstants.UnixEpoch).Max());
    }

    /// <summary>?alarms=14,3: so many days before a deadline.</summary>
    /// <returns>Null where it is no list of 1 to 365.</returns>
    public static CalendarAlarms? Alarms(IQueryCollection query)
    {
        var days = new List<int>();
        foreach (var part in query["alarms"].OfType<string>().SelectMany(p => p.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var day))
                return null;
            days.Add(day);
        }
        try
        {
            return new(LeadDays.Checked(days));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // Also when a call opened or closed by itself; of all calls, for one may have left the list by that.
    private static IEnumerable<Instant> Turns(IReadOnlyList<Opportunity> all, IReadOnlyList<FeedCall> calls, Instant now) =>
        all.SelectMany(c => c.Deadlines.Select(d => d.Value?.EndsAt).Append(c.Opens?.Value?.From).Append(c.WithdrawnAt).Concat(c.Sightings.Select(s => (Instant?)s.LastSeen)))
            .OfType<Instant>()
            .Where(at => at <= now)
            .Concat(calls.Select(c => c.LastChanged));
}
