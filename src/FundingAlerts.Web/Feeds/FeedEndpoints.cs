using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>The list of calls in forms for other programs, by the same query string as the page; docs/feeds.md.</summary>
public static class FeedEndpoints
{
    private static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapFeeds(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(AtomFeed.Path, Read, AtomAsync);
        endpoints.MapMethods(JsonFeed.Path, Read, JsonFeedAsync);
        endpoints.MapMethods(CalendarFile.Path, Read, CalendarAsync);
        endpoints.MapMethods(CallsCsv.Path, Read, CsvAsync);
        endpoints.MapMethods(CallsJson.Path, Read, JsonAsync);
        endpoints.MapMethods("/calendar/{source}/{**reference}", Read, CallCalendarAsync);
        endpoints.MapMethods("/me/{id}/calendar", Read, PersonalCalendarAsync);
        return endpoints;
    }

    private static Task<IResult> AtomAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken) =>
        AnswerAsync(context, content, asked => new(AtomFeed.ContentType, AtomFeed.Write(PageOf(context, content, asked))) { LastModified = asked.LastModified }, cancellationToken);

    private static Task<IResult> JsonFeedAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken) =>
        AnswerAsync(
            context,
            content,
            asked =>
            {
                var page = PageOf(context, content, asked);
                return new(JsonFeed.ContentType, (stream, token) => JsonFeed.WriteAsync(page, stream, token)) { LastModified = asked.LastModified };
            },
            cancellationToken);

    private static Task<IResult> CsvAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken) =>
        AnswerAsync(
            context,
            content,
            asked =>
            {
                var (calls, csv) = (FeedCall.NewestFirst(asked.Calls), new CallsCsv(FeedPlace.Of(context), Story(content), content.Now));
                return new(CallsCsv.ContentType, (stream, token) => csv.WriteAsync(calls, stream, token)) { LastModified = asked.LastModified, FileName = "funding-calls.csv" };
            },
            cancellationToken);

    private static Task<IResult> JsonAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken) =>
        AnswerAsync(
            context,
            content,
            asked =>
            {
                var (calls, place) = (FeedCall.NewestFirst(asked.Calls), FeedPlace.Of(context));
                return new(CallsJson.ContentType, (stream, token) => CallsJson.WriteAsync(calls, place, stream, token)) { LastModified = asked.LastModified };
            },
            cancellationToken);

    private static async Task<IResult> CalendarAsync(HttpContext context, SiteContent content, CancellationToken cancellationToken)
    {
        if (FeedRequest.Alarms(context.Request.Query) is not { } alarms)
            return WrongAlarms();
        var days = new CallDays(Story(content), FeedPlace.Of(context), content.Now);
        return await AnswerAsync(
            context,
            content,
            asked => Calendar(FeedPlace.TitleOf(asked.Filter), asked.Calls.SelectMany(c => days.Of(c, alarms)), content.Zone) with
            {
                LastModified = asked.LastModified,
                FileName = "funding-calls.ics",
            },
            cancellationToken);
    }

    private static async Task<IResult> CallCalendarAsync(HttpContext context, string source, string? reference, SiteContent content, CancellationToken cancellationToken)
    {
        if (FeedRequest.Alarms(context.Request.Query) is not { } alarms)
            return WrongAlarms();
        if (await content.CallAsync(CallLink.From(source, reference ?? ""), cancellationToken) is not { } history)
            return TypedResults.NotFound();
        var told = new FeedCall(history.Call, history.Call.StatusAt(content.Now), history.Changes);
        var days = new CallDays(Story(content), FeedPlace.Of(context), content.Now);
        return Calendar(CallWording.Title(told.Call, 100), days.Of(told, alarms), content.Zone) with
        {
            LastModified = told.LastChanged,
            FileName = "funding-call.ics",
        };
    }

    private static async Task<IResult> PersonalCalendarAsync(HttpContext context, string id, string? k, SiteContent content, PersonalCalendar personal, CancellationToken cancellationToken)
    {
        var now = content.Now;
        if (await personal.FindAsync(id, k, now, cancellationToken) is not var (reader, calls))
            return TypedResults.NotFound();
        var zone = Zones.Find(reader.Zone) ?? DateTimeZone.Utc;
        var story = new CallStory(Phrasebook.For(reader.Language), zone);
        var days = new CallDays(story, FeedPlace.Of(context), now);
        return Calendar(story.Book.YourCalls, calls.SelectMany(c => days.Of(c.Told, new(c.LeadDays, reader.OpeningLead))), zone)
            with
        {
            FileName = "funding-calls.ics",
            CacheControl = "private, no-cache",
        };
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, SiteContent content, Func<FeedRequest, FeedAnswer> answer, CancellationToken cancellationToken)
    {
        try
        {
            return answer(await FeedRequest.ReadAsync(context, content, cancellationToken));
        }
        catch (QueryException problem)
        {
            return Wrong($"The query ?q= cannot be read. {problem.Message}.");
        }
    }

    private static FeedAnswer Calendar(string name, IEnumerable<Ical.Net.CalendarComponents.CalendarEvent> days, DateTimeZone zone) =>
        new(CalendarFile.ContentType, CalendarFile.Write(name, days, zone));

    private static FeedPage PageOf(HttpContext context, SiteContent content, FeedRequest asked) =>
        FeedPage.Of(asked.Filter, asked.Calls, FeedPlace.Of(context), Story(content));

    private static CallStory Story(SiteContent content) => new(Phrasebook.English, content.Zone);

    private static IResult WrongAlarms() =>
        Wrong("?alarms= cannot be read. Write days before a deadline, 1 to 365 and at most ten of them, with commas between: ?alarms=14,3.");

    private static IResult Wrong(string problem) => TypedResults.Text(problem + "\n", "text/plain; charset=utf-8", statusCode: StatusCodes.Status400BadRequest);
}
