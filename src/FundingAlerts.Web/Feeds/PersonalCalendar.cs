using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Subscribing;
using NodaTime;

namespace FundingAlerts.Web.Feeds;

/// <summary>A call in somebody's calendar.</summary>
/// <param name="LeadDays">So many days before a deadline they want to be reminded.</param>
internal sealed record PersonalCall(FeedCall Told, IReadOnlyList<int> LeadDays);

/// <summary>The calls that somebody was told of, or saved, without those that they hid; each once however many sites show it.</summary>
public sealed class PersonalCalendar(
    SubscriberStore subscribers,
    MatchStore matches,
    CallMarks marks,
    OpportunityStore opportunities,
    TwinStore twins,
    Aggregators aggregators,
    LinkKeys keys)
{
    /// <returns>Null where there is no such subscriber or the link is not ours: nobody learns which.</returns>
    internal async Task<(Subscriber Reader, IReadOnlyList<PersonalCall> Calls)?> FindAsync(string subscriberId, string? seal, Instant now, CancellationToken cancellationToken)
    {
        var signer = await keys.SignerAsync(cancellationToken);
        return await subscribers.FindAsync(subscriberId, cancellationToken) is { } reader && signer.IsGenuine(reader, LinkPurpose.Calendar, "", seal)
            ? (reader, await CallsAsync(reader, now, cancellationToken))
            : null;
    }

    private async Task<IReadOnlyList<PersonalCall>> CallsAsync(Subscriber reader, Instant now, CancellationToken cancellationToken)
    {
        var interests = (await subscribers.InterestsOfAsync(reader.SubscriberId, cancellationToken)).ToDictionary(i => i.InterestId, StringComparer.Ordinal);
        var (hidden, saved) = await marks.OfAsync(reader.SubscriberId, cancellationToken);
        var (calls, seen) = (new List<PersonalCall>(), new HashSet<OpportunityId>());
        foreach (var id in (await matches.CallsAsync(reader.SubscriberId, cancellationToken)).Concat(saved.Keys))
        {
            if (seen.Contains(id) || await twins.FindGroupAsync(id, opportunities, aggregators.Include, now, cancellationToken) is not { } group)
                continue;
            var members = group.Members.Select(m => m.Id).Append(id).ToHashSet();
            seen.UnionWith(members);
            if (members.Overlaps(hidden))
                continue;
            var why = new List<InterestMatch>();
            foreach (var member in members)
                why.AddRange((await matches.LastAsync(reader.SubscriberId, member, cancellationToken))?.Interests ?? []);
            var leads = ReminderTimes.LeadDaysFor(reader, interests, why).Concat(members.Where(saved.ContainsKey).SelectMany(m => saved[m]));
            var call = group.Primary;
            calls.Add(new(
                new(call, call.StatusAt(now), await opportunities.HistoryAsync(call.Id, cancellationToken)),
                [.. leads.Distinct().Order()]));
        }
        return calls;
    }
}
