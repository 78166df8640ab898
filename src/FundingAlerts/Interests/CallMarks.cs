using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Interests;

/// <summary>What a subscriber said of single calls, in their partition.</summary>
public sealed class CallMarks(StorageAccount storage)
{
    internal const string MarkRow = "mark";
    private const string Hidden = "hidden";
    private const string Saved = "saved";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    public async Task<MarkedCalls> OfAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var (hidden, saved) = (new HashSet<OpportunityId>(), new Dictionary<OpportunityId, IReadOnlyList<int>>());
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(MarkRow)), cancellationToken))
        {
            var mark = Documents.Read<CallMark>(row);
            if (mark.LeadDays is { } days)
                saved[mark.Opportunity] = days;
            else
                hidden.Add(mark.Opportunity);
        }
        return new(hidden, saved);
    }

    /// <summary>Not for me: they hear no more of the call.</summary>
    public Task HideAsync(string subscriberId, OpportunityId call, Instant now, CancellationToken cancellationToken) =>
        _table.UpsertAsync(ToRow(subscriberId, Hidden, new(call, now, LeadDays: null)), cancellationToken);

    public Task UnhideAsync(string subscriberId, OpportunityId call, CancellationToken cancellationToken) =>
        _table.DeleteAsync(subscriberId, KeyOf(Hidden, call), etag: null, cancellationToken);

    /// <summary>They want to be reminded of the call so many days before, whatever their interests say.</summary>
    public Task SaveAsync(string subscriberId, OpportunityId call, IReadOnlyList<int> leadDays, Instant now, CancellationToken cancellationToken) =>
        _table.UpsertAsync(ToRow(subscriberId, Saved, new(call, now, LeadDays.Checked(leadDays))), cancellationToken);

    public Task UnsaveAsync(string subscriberId, OpportunityId call, CancellationToken cancellationToken) =>
        _table.DeleteAsync(subscriberId, KeyOf(Saved, call), etag: null, cancellationToken);

    private static Row ToRow(string subscriberId, string kind, CallMark mark) => Documents.ToRow(subscriberId, KeyOf(kind, mark.Opportunity), mark);

    private static string KeyOf(string kind, OpportunityId call) => Keys.Join(MarkRow, kind, call.Source, call.Reference);

    /// <param name="LeadDays">Of a saved call; null for a hidden one.</param>
    private sealed record CallMark(OpportunityId Opportunity, Instant At, IReadOnlyList<int>? LeadDays);
}

/// <param name="Hidden">Not for me.</param>
/// <param name="Saved">To be reminded of, so many days before.</param>
public sealed record MarkedCalls(IReadOnlySet<OpportunityId> Hidden, IReadOnlyDictionary<OpportunityId, IReadOnlyList<int>> Saved);
