using System.Runtime.CompilerServices;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Every match has the change that it is of, and whatever is still to be told is a match that was not passed over.</summary>
public sealed class MatchCheck(StorageAccount storage) : SubscriberCheck
{
    // A change that is news for one is often news for many; not so many at once that the memory would notice.
    private const int Remembered = 100_000;
    private readonly OpportunityStore _opportunities = new(storage);
    private readonly Dictionary<(OpportunityId, int), bool> _changes = [];

    public override async IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var match in rows.Matches)
        {
            if (!await IsThereAsync(match.Opportunity, match.Version, cancellationToken))
                yield return Finding.Fault("match-without-change", $"{rows.SubscriberId} {match.Opportunity}", FormattableString.Invariant($"The match is of version {match.Version}, which the call's change log does not have. Restore the change log from a backup."));
        }
        var matches = rows.Matches.ToLookup(match => (match.Opportunity, match.Version));
        foreach (var pending in rows.Pending)
        {
            var match = matches[(pending.Opportunity, pending.Version)].FirstOrDefault();
            if (match is null)
                yield return Finding.Fault("pending-without-match", $"{rows.SubscriberId} {pending.Opportunity}", FormattableString.Invariant($"Version {pending.Version} is still to be told, but there is no match of it; it could be told twice. Restore the match from a backup."));
            else if (match.WasPassedOver)
                yield return Finding.Fault("pending-passed-over", $"{rows.SubscriberId} {pending.Opportunity}", FormattableString.Invariant($"Version {pending.Version} was passed over and is still to be told. It will be told; report this, it should not happen."));
        }
    }

    private async Task<bool> IsThereAsync(OpportunityId call, int version, CancellationToken cancellationToken)
    {
        if (_changes.TryGetValue((call, version), out var known))
            return known;
        if (_changes.Count == Remembered)
            _changes.Clear();
        return _changes[(call, version)] = await _opportunities.FindChangesAsync(call, version, cancellationToken) is not null;
    }
}
