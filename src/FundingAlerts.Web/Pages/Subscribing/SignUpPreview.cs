using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Web.Mails;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>What somebody would have got, to be seen before they subscribe; nothing is kept.</summary>
/// <param name="Open">How many of the calls are still open, twins counted once: those that the digest shows.</param>
/// <param name="DigestPath">Where the digest is, to be framed; null where there is none.</param>
public sealed record SignUpPreview(Preview Preview, int Open, string? DigestPath)
{
    private const string Nobody = "preview";

    // More are not read by anybody, and each is looked up.
    private const int Most = 60;
    private static readonly DigestOptions Short = new() { MaxOpportunities = 20 };

    /// <exception cref="QueryException">The query cannot be read.</exception>
    internal static async Task<SignUpPreview> OfAsync(FrontDesk desk, string query, string language, string zone, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(desk, query, cancellationToken);
        var digest = await DigestAsync(desk, preview, language, zone, query, cancellationToken);
        var path = new QueryBuilder { { "query", query }, { "language", language }, { "zone", zone } };
        return new(preview, digest is null ? 0 : digest.Entries.Count + digest.Waiting, digest is null ? null : $"/subscribe/digest{path}");
    }

    /// <summary>As <see cref="OfAsync"/> for somebody who is known; null for a query that cannot be read any more.</summary>
    internal static async Task<SignUpPreview?> TryAsync(FrontDesk desk, string query, Subscriber reader, CancellationToken cancellationToken)
    {
        try
        {
            return await OfAsync(desk, query, reader.Language, reader.Zone, cancellationToken);
        }
        catch (QueryException)
        {
            return null;
        }
    }

    /// <summary>The digest as a mail's own HTML; null where no call is open any more.</summary>
    /// <exception cref="QueryException">The query cannot be read.</exception>
    internal static async Task<string?> HtmlAsync(FrontDesk desk, string query, string language, string zone, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(desk, query, cancellationToken);
        if (await DigestAsync(desk, preview, language, zone, query, cancellationToken) is not { } digest)
            return null;
        // Nobody's links are signed: an example leads to no settings.
        var model = new MailModelWriter(desk.Letters.Identity).Write(digest, MailLength.FromFull[2]);
        var book = PageBook.For(language);
        return await desk.Letters.RenderAsync<DigestMail>(nameof(DigestMail.Model), model with { WhyYouReceive = book.PreviewWhy });
    }

    private static async Task<Preview> PreviewAsync(FrontDesk desk, string query, CancellationToken cancellationToken)
    {
        var topics = await desk.Topics.CurrentAsync(cancellationToken);
        var since = desk.Now - Duration.FromDays(Preview.UsualDays);
        return await Preview.OfAsync(QueryParser.Parse(query, topics.Topics), topics, desk.Opportunities.RecentAsync(since, cancellationToken), since, desk.Now, cancellationToken);
    }

    private static async Task<Digest?> DigestAsync(FrontDesk desk, Preview preview, string language, string zone, string query, CancellationToken cancellationToken)
    {
        var now = desk.Now;
        var reader = new Subscriber(Nobody, "", "", language, Zones.Find(zone) is null ? Zones.Amsterdam : zone, Cadence.DailyAt(8));
        var interest = new Interest(Nobody, Nobody, FundingAlerts.Subscribing.Wishes.NameOf(new(null, "", query)), query);
        var pending = new List<PendingCall>();
        var seen = new HashSet<OpportunityId>();
        foreach (var met in preview.Calls.Where(c => c.Call.StatusAt(now) != OpportunityStatus.Closed).Take(Most))
        {
            if (seen.Contains(met.Call.Id))
                continue;
            var twins = await desk.Twins.FindGroupAsync(met.Call.Id, desk.Opportunities, desk.Aggregators.Include, now, cancellationToken)
                ?? TwinGroup.Of([met.Call], desk.Aggregators.Include, now);
            seen.UnionWith(twins.Members.Select(m => m.Id));
            var match = new Match(Nobody, met.Call.Id, met.Call.Version, now, [new(Nobody, interest.Name, met.Reasons)]);
            pending.Add(new(twins, [new(match, "")], []));
        }
        var situation = new DigestSituation(reader, pending, now)
        {
            Period = now.InZone(Zones.Find(reader.Zone)!).Date,
            Interests = new Dictionary<string, Interest>(StringComparer.Ordinal) { [Nobody] = interest },
        };
        return DigestComposer.Compose(situation, Short).Digest;
    }
}
