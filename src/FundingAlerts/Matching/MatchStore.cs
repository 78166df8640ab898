using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;

namespace FundingAlerts.Matching;

/// <summary>What matched for whom, in the subscriber's partition; a match stays, its pending mark goes when it was told.</summary>
public sealed class MatchStore(StorageAccount storage)
{
    private const string MatchRow = "match";
    private const string PendingRow = "pending";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>Keeps a match and marks it as to be told.</summary>
    /// <returns>Whether it is new; false when the same change was matched for this subscriber before.</returns>
    public async Task<bool> AddAsync(Match match, CancellationToken cancellationToken)
    {
        try
        {
            await _table.TransactAsync(
                match.SubscriberId,
                [
                    new RowEdit.Insert(Documents.ToRow(match.SubscriberId, KeyOf(MatchRow, match.Opportunity, match.Version), match)),
                    new RowEdit.Upsert(Documents.ToRow(match.SubscriberId, KeyOf(PendingRow, match.Opportunity, match.Version), match)),
                ],
                cancellationToken);
            return true;
        }
        catch (RowExistsException)
        {
            return false;
        }
    }

    /// <summary>All that this subscriber was not told yet, each with the edit that marks it as told.</summary>
    public async Task<IReadOnlyList<PendingMatch>> PendingAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var pending = new List<PendingMatch>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(PendingRow)), cancellationToken))
            pending.Add(new(Documents.Read<Match>(row), new(row.Key, row.ETag)));
        return pending;
    }

    /// <summary>The versions of a call that matched for this subscriber, told or not, ascending.</summary>
    public async Task<IReadOnlyList<int>> VersionsAsync(string subscriberId, OpportunityId opportunity, CancellationToken cancellationToken)
    {
        var versions = new List<int>();
        var range = RowRange.StartingWith(subscriberId, Keys.Prefix(MatchRow, opportunity.Source, opportunity.Reference));
        await foreach (var row in _table.AllAsync(range, cancellationToken))
            versions.Add(Documents.Read<Match>(row).Version);
        return versions;
    }

    private static string KeyOf(string kind, OpportunityId opportunity, int version) =>
        Keys.Join(kind, opportunity.Source, opportunity.Reference, FormattableString.Invariant($"{version:D6}"));
}

/// <summary>A match that waits to be told.</summary>
/// <param name="MarkTold">Fails when another run told it in the meantime.</param>
public sealed record PendingMatch(Match Match, RowEdit.Delete MarkTold);
