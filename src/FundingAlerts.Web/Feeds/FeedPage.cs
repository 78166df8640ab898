using FundingAlerts.Web.Pages;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>One document of a feed that is read in parts (RFC 5005, section 3): the newest calls first.</summary>
/// <param name="Calls">Those of this part.</param>
/// <param name="Updated">When any call of the whole feed last changed.</param>
internal sealed record FeedPage(CallFilter Filter, IReadOnlyList<FeedCall> Calls, int Page, int Pages, Instant Updated, FeedPlace Place, CallStory Story)
{
    public const int MostCalls = 500;

    /// <param name="all">In no order.</param>
    public static FeedPage Of(CallFilter filter, IReadOnlyList<FeedCall> all, FeedPlace place, CallStory story)
    {
        var pages = Math.Max(1, (all.Count + MostCalls - 1) / MostCalls);
        var page = Math.Min(filter.Page, pages);
        return new(
            filter,
            [.. FeedCall.NewestFirst(all).Skip((page - 1) * MostCalls).Take(MostCalls)],
            page,
            pages,
            all.Select(c => c.Updated).DefaultIfEmpty(NodaConstants.UnixEpoch).Max(),
            place,
            story);
    }

    public string Title => FeedPlace.TitleOf(Filter);

    /// <summary>This list as a page for people.</summary>
    public Uri Home => Place.At(Filter.LinkTo("/"));

    public Uri PartAt(string path, int page) => Place.At(Filter.LinkTo(path, page));
}
