using System.Runtime.CompilerServices;
using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>A decision about two calls stands in the rows of both, the same.</summary>
public sealed class TwinCheck(StorageAccount storage) : StorageCheck
{
    public override async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever meets a decision first remembers it until the other side is met: at most all decisions once.
        var open = new Dictionary<(OpportunityId, OpportunityId), string>();
        await foreach (var row in storage.Table(TwinRows.Table).ScanAllAsync(cancellationToken))
        {
            if (row.Partition != TwinRows.Partition || !row.Key.StartsWith(Keys.Prefix(TwinRows.CallRow), StringComparison.Ordinal))
                continue;
            var decisions = new List<TwinDecision>();
            if (Unreadable.OrRead(TwinRows.Table, row, read => decisions.AddRange(Documents.Read<TwinRows.CallDecisions>(read).Decisions)) is { } unreadable)
                yield return unreadable;
            foreach (var decision in decisions)
            {
                var text = JsonSerializer.Serialize(decision, StoredJson.Options);
                if (!open.Remove((decision.First, decision.Second), out var other))
                    open[(decision.First, decision.Second)] = text;
                else if (other != text)
                    yield return Finding.Fault("twin-sides-differ", $"{decision.First} {decision.Second}", "The rows of the two calls tell their decision differently. Decide it again: 'twins merge' or 'twins split'.");
            }
        }
        foreach (var (first, second) in open.Keys)
            yield return Finding.Fault("twin-one-sided", $"{first} {second}", "Only one of the two calls has the decision about them. Decide it again: 'twins merge' or 'twins split'.");
    }
}
