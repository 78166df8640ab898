using System.Text.RegularExpressions;
using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;
using FundingAlerts.Tests.Matching.Index;
using FundingAlerts.Web.Feeds;
using FundingAlerts.Web.Pages;
using NodaTime;

namespace FundingAlerts.Tests.Web.Feeds;

/// <summary>One question has one answer: on the page, in the preview, in each feed and in the mail.</summary>
public sealed partial class FeedAgreementTests
{
    private static readonly Instant Now = AnyQuery.Now;
    private static readonly string[] Sources = ["ukri", "nwo", "rvo"];

    private static readonly Gen<(string Query, string[] Statuses, string[] Sources)> Question = Gen.Select(
        AnyQuery.Text,
        Pick.From("open", "closed", "forthcoming", "unknown").Array[0, 2],
        Pick.From(Sources).Array[0, 2]);

    [Fact]
    public async Task Page_preview_feeds_and_mail_agree_on_a_thousand_questions()
    {
        await using var world = await FeedWorld.StartAsync(Now, remembers: true);
        await new AnyCalls(new Random(7)).StoreAsync(world, Sources);
        var calls = await world.Get<OpportunityStore>().RecentAsync(Instant.MinValue, default).ToListAsync(TestContext.Current.CancellationToken);
        calls.Select(c => c.StatusAt(Now)).Distinct().Count().ShouldBe(4);
        var documents = calls.Select(c => (Call: c, Document: TopicScorer.Shipped.Read(c, Now))).ToList();
        var (asked, answered) = (0, 0);

        await Question.Array[20].SampleAsync(
            async questions =>
            {
                using var index = new InterestIndex(questions.Select((q, i) => new Interest($"i{i}", "s", "x", q.Query)));
                var mailed = documents.SelectMany(d => index.Match([d.Document]).Select(m => (m.Interest.InterestId, d.Call)))
                    .ToLookup(m => m.InterestId, m => m.Call);
                foreach (var (question, i) in questions.Select((q, i) => (q, i)))
                {
                    bool IsAsked(Opportunity call) => (question.Statuses.Length == 0 || question.Statuses.Contains(CallFilter.Name(call.StatusAt(Now)))) && (question.Sources.Length == 0 || question.Sources.Contains(call.Id.Source));
                    var mail = mailed[$"i{i}"].Where(IsAsked).ToList();
                    await AgreeAsync(world.Client, calls, question, mail);
                    await PreviewAgreesAsync(calls, question.Query, [.. mailed[$"i{i}"]]);
                    Interlocked.Increment(ref asked);
                    Interlocked.Add(ref answered, mail.Count);
                }
            },
            iter: 50,
            threads: 2);
        asked.ShouldBe(1_000);
        answered.ShouldBeGreaterThan(500);
    }

    private static async Task AgreeAsync(HttpClient client, IReadOnlyList<Opportunity> calls, (string Query, string[] Statuses, string[] Sources) question, IReadOnlyList<Opportunity> mailed)
    {
        var query = "?q=" + Uri.EscapeDataString(question.Query) + string.Concat(question.Statuses.Select(s => "&status=" + s)) + string.Concat(question.Sources.Select(s => "&source=" + s));
        var expected = Urns(mailed);

        var page = System.Text.Encoding.UTF8.GetString(await client.BytesAsync("/" + query));
        var shown = RowLink().Matches(page).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups["path"].Value)).ToHashSet();
        Urns(calls.Where(c => shown.Contains(CallLink.To(c.Id)))).ShouldBe(expected, query);

        Sorted((await client.AtomAsync("/feed.atom" + query)).Items.Select(e => e.Id)).ShouldBe(expected, query);
        foreach (var path in new[] { "/feed.json", "/calls.json" })
            Sorted((await client.JsonAsync(path + query)).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)).ShouldBe(expected, query);
        Sorted(CsvCells.Read(await client.BytesAsync("/calls.csv" + query)).Select(r => r["Id"])).ShouldBe(expected, query);

        var addresses = (await client.CalendarAsync("/calls.ics" + query)).All("VEVENT").Select(e => e["URL"]).ToHashSet();
        Urns(calls.Where(c => addresses.Contains("http://localhost" + CallLink.To(c.Id)))).ShouldBe(Urns(mailed.Where(HasDay)), query);
    }

    private static async Task PreviewAgreesAsync(IReadOnlyList<Opportunity> calls, string text, IReadOnlyList<Opportunity> mailed)
    {
        var query = QueryParser.Parse(text);
        var preview = await Preview.OfAsync(query, TopicScorer.Shipped, calls.ToAsyncEnumerable(), Now - Duration.FromDays(1_000), Now, TestContext.Current.CancellationToken);
        var previewed = preview.Calls.Select(c => c.Call).ToList();
        // What has been told when it was open is in the preview though it has closed since.
        Urns(previewed.Where(c => !query.DependsOnTime || c.FirstSeen == Now)).ShouldBe(Urns(mailed.Where(c => !query.DependsOnTime || c.FirstSeen == Now)), text);
        Urns(mailed).ShouldBeSubsetOf(Urns(previewed), text);
    }

    private static List<string> Urns(IEnumerable<Opportunity> calls) => Sorted(calls.Select(c => CallName.Urn(c.Id)));

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    // <h2><a href="/calls/ukri/call-1">; a parser of whole pages would take longer than all the rest.
    [GeneratedRegex("<h2><a href=\"(?<path>[^\"]*)\">", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RowLink();

    private static bool HasDay(Opportunity call)
    {
        var earliest = Now.InUtc().Date.PlusDays(-365);
        return !(call.WithdrawnAt + Duration.FromDays(365) < Now)
            && (call.Opens?.Value?.Date >= earliest
                || call.Deadlines.Any(d => d.Value is Deadline.On on ? on.Date >= earliest : d.Value is Deadline.Rolling { Until: { } until } && until >= earliest));
    }
}
