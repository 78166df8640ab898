using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Digests;

/// <summary>Reads what is to be told to a subscriber, in pieces that a transaction can settle.</summary>
public sealed class PendingCalls(MatchStore matches, OpportunityStore opportunities, TwinStore twins, Aggregators aggregators)
{
    // A site that flaps leaves many versions of a call; so few fit a transaction beside all the others.
    private const int MaxVersions = 8;

    // Of each of the most pages that can be one call (TwinStore.MostMembers) so many fit.
    private const int FewVersions = 2;

    /// <summary>What is pending, by call: pages of several sites that are one call are one.</summary>
    public async Task<IReadOnlyList<PendingCall>> OfAsync(string subscriberId, Instant now, CancellationToken cancellationToken)
    {
        var pages = await FoldedAsync(subscriberId, cancellationToken);
        var calls = new List<PendingCall>();
        var seen = new HashSet<OpportunityId>();
        foreach (var page in pages)
        {
            var id = page[0].Match.Opportunity;
            if (seen.Contains(id) || await twins.FindGroupAsync(id, opportunities, aggregators.Include, now, cancellationToken) is not { } group)
                continue;
            var members = group.Members.Select(m => m.Id).ToHashSet();
            seen.UnionWith(members);
            var pending = pages.Where(p => members.Contains(p[0].Match.Opportunity)).ToList();
            if (pending.Count > 0)
                calls.Add(new(group, [.. pending.SelectMany(p => p)], await ToldAsync(subscriberId, members, pending, cancellationToken)));
        }
        return calls;
    }

    private async Task<IReadOnlyList<OpportunityId>> ToldAsync(string subscriberId, IEnumerable<OpportunityId> members, List<IReadOnlyList<PendingMatch>> pending, CancellationToken cancellationToken)
    {
        var told = new List<OpportunityId>();
        foreach (var member in members)
        {
            var waiting = pending.Where(p => p[0].Match.Opportunity == member).SelectMany(p => p).Select(p => p.Match.Version);
            if ((await matches.VersionsAsync(subscriberId, member, cancellationToken)).Except(waiting).Any())
                told.Add(member);
        }
        return told;
    }

    /// <summary>What is pending, by page and version; of a page with many versions the oldest are folded into one before.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<PendingMatch>>> FoldedAsync(string subscriberId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pages = await GroupsAsync(subscriberId, cancellationToken);
            var crowded = false;
            foreach (var page in pages)
            {
                if (page.Count <= await MostVersionsAsync(page, cancellationToken))
                    continue;
                // The oldest first: changes join in the order in which they happened.
                await matches.FoldAsync([.. page.Take(MatchStore.MaxFolded)], cancellationToken);
                crowded = true;
            }
            if (!crowded)
                return pages;
        }
    }

    // What several sites say of a call is settled at once, and must fit one transaction together.
    private async Task<int> MostVersionsAsync(IReadOnlyList<PendingMatch> page, CancellationToken cancellationToken) =>
        page.Count <= FewVersions
            ? FewVersions
            : Math.Max(FewVersions, MaxVersions / (await twins.GroupAsync(page[0].Match.Opportunity, cancellationToken)).Count);

    private async Task<IReadOnlyList<IReadOnlyList<PendingMatch>>> GroupsAsync(string subscriberId, CancellationToken cancellationToken) =>
        [.. (await matches.PendingAsync(subscriberId, cancellationToken))
            .GroupBy(p => p.Match.Opportunity)
            .Select(g => (IReadOnlyList<PendingMatch>)[.. g.OrderBy(p => p.Match.Version)])];
}
