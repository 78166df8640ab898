using System.Net.Http.Headers;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>Feeds as other programs read them.</summary>
internal static class FeedReading
{
    public static async Task<byte[]> BytesAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {response.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
        return bytes;
    }

    public static async Task<HttpResponseMessage> AskAsync(this HttpClient client, HttpMethod method, string path, Action<HttpRequestHeaders>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        headers?.Invoke(request.Headers);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<SyndicationFeed> AtomAsync(this HttpClient client, string path) => Atom(await client.BytesAsync(path));

    public static SyndicationFeed Atom(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit });
        return SyndicationFeed.Load(reader);
    }

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string path)
    {
        using var document = JsonDocument.Parse(await client.BytesAsync(path));
        return document.RootElement.Clone();
    }

    public static async Task<IcsComponent> CalendarAsync(this HttpClient client, string path) => IcsLines.Read(await client.BytesAsync(path));
}
