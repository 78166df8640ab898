using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// Holds a call against the calls of all other sources and keeps what it finds: what is surely the same is merged, what may
/// be waits for a curator. Running it again does nothing, until something changes that twins are found by.
/// <para>
/// A call makes itself findable before it looks for others: of two that arrive at once, whichever looks last sees the other.
/// </para>
/// </summary>
public sealed partial class FindTwins(OpportunityStore opportunities, TwinKeys keys, TwinStore twins, ILogger<FindTwins> log)
{
    /// <returns>How many pairs were merged or proposed.</returns>
    public Task<int> RunAsync(OpportunityId id, Instant now, CancellationToken cancellationToken) => TwinRows.RetryAsync(async () =>
    {
        // First the mark and then the call: whoever changes the mark after us has a call that is as new or newer.
        var known = await keys.FindAsync(id, cancellationToken);
        if (await opportunities.FindAsync(id, cancellationToken) is not { } call || known?.Fingerprint == TwinKeys.FingerprintOf(call))
            return 0;
        var begun = await keys.BeginAsync(known, call, cancellationToken);
        var kept = await CompareAsync(call, now, cancellationToken) + await ReviewAsync(call, now, cancellationToken);
        await keys.EndAsync(begun, call, cancellationToken);
        if (kept > 0)
            LogFound(id, kept);
        return kept;
    });

    private async Task<int> CompareAsync(Opportunity call, Instant now, CancellationToken cancellationToken)
    {
        var candidates = new List<TwinTraits>();
        foreach (var id in await keys.CandidatesAsync(call, cancellationToken))
        {
            if (await opportunities.FindAsync(id, cancellationToken) is { } other)
                candidates.Add(TwinTraits.Of(other));
        }
        var kept = 0;
        foreach (var found in TwinFinder.Find(TwinTraits.Of(call), candidates))
        {
            try
            {
                kept += await twins.KeepAsync(found, now, cancellationToken) is TwinMerge.Merged or TwinMerge.Proposed ? 1 : 0;
            }
            catch (StorageLimitException limit)
            {
                // Pages that say the same hundreds of times must not keep people from hearing of a call.
                LogTooMany(call.Id, limit.Message);
                break;
            }
        }
        return kept;
    }

    /// <summary>What a rule merged and the rules would now tell apart (a page that was given the next round's title) goes to a curator.</summary>
    private async Task<int> ReviewAsync(Opportunity call, Instant now, CancellationToken cancellationToken)
    {
        var reopened = 0;
        foreach (var decision in (await twins.DecisionsAsync(call.Id, cancellationToken)).Where(decision => decision.State == TwinState.MergedByRule))
        {
            if (await opportunities.FindAsync(decision.Other(call.Id), cancellationToken) is { } other
                && TwinFinder.Compare(call, other) is var comparison
                && (comparison.Verdict == TwinVerdict.Different || comparison.IsByText))
                reopened += await twins.ReopenAsync(decision.First, decision.Second, TwinDecision.Rule, comparison.Reasons, now, cancellationToken) ? 1 : 0;
        }
        return reopened;
    }

    [LoggerMessage(LogLevel.Information, "{Opportunity}: {Pairs} pairs were merged or wait for a curator.")]
    private partial void LogFound(OpportunityId opportunity, int pairs);

    [LoggerMessage(LogLevel.Warning, "{Opportunity} is like too many others to keep all decisions: {Limit}")]
    private partial void LogTooMany(OpportunityId opportunity, string limit);
}
