using System.Text.Json;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Feeds;

/// <summary>All calls that were asked for as one JSON document: {"items": […], "count": 3}.</summary>
internal static class CallsJson
{
    public const string Path = "/calls.json";
    public const string ContentType = "application/json; charset=utf-8";
    private const int CallsAtOnce = 100;

    /// <param name="calls">In the order in which they are written.</param>
    public static async Task WriteAsync(IReadOnlyList<FeedCall> calls, FeedPlace place, Stream stream, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("count", calls.Count);
        json.WriteStartArray("items");
        var call = new CallJson(json, place, new(Phrasebook.English));
        foreach (var some in calls.Chunk(CallsAtOnce))
        {
            foreach (var told in some)
                call.Write(told);
            await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }
}
