using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Local.Commands;

/// <summary>The staff's view of topics: those in force where something is stored, and the calls there.</summary>
internal sealed class TopicDesk : IAsyncDisposable
{
    private readonly OpenedStorage _storage;

    private TopicDesk(OpenedStorage storage)
    {
        _storage = storage;
        Store = new(storage.Account);
        Taxonomies = new(TaxonomyCatalogue.Shipped, Store);
        Calls = new(storage.Account);
    }

    public TaxonomyStore Store { get; }

    public CuratedTaxonomies Taxonomies { get; }

    public OpportunityStore Calls { get; }

    /// <summary>Opens the place, and makes it when it is not there.</summary>
    public static async Task<TopicDesk> OpenAsync(StoragePlace place, CancellationToken cancellationToken) =>
        new(await OpenedStorage.OpenAsync(place, HostClock.System, cancellationToken));

    /// <summary>As <see cref="OpenAsync"/>; null where nothing was ever stored, so that looking makes no folder.</summary>
    public static async Task<TopicDesk?> FindAsync(StoragePlace place, CancellationToken cancellationToken) =>
        await place.IsThereAsync(cancellationToken) ? await OpenAsync(place, cancellationToken) : null;

    /// <summary>The topics in force; where nothing was ever stored, the shipped ones.</summary>
    public static async Task<IReadOnlyList<CuratedTaxonomy>> TopicsAsync(StoragePlace place, CancellationToken cancellationToken)
    {
        await using var desk = await FindAsync(place, cancellationToken);
        return desk is null ? CuratedTaxonomies.Shipped : await desk.Taxonomies.AllAsync(cancellationToken);
    }

    /// <summary>A topic by its id.</summary>
    /// <returns>The topic with a taxonomy that can be read, or what is wrong and what to do.</returns>
    public static async Task<(CuratedTaxonomy? Topic, string? Fault)> FindAsync(string id, StoragePlace place, CancellationToken cancellationToken)
    {
        var topics = await TopicsAsync(place, cancellationToken);
        return topics.FirstOrDefault(t => t.Id == id) switch
        {
            null => (null, $"There is no topic '{id}'. There are: {string.Join(", ", topics.Select(t => t.Id))}."),
            { Taxonomy: null } broken => (null, $"The stored taxonomy of '{id}' cannot be read: {broken.Faults[0]} Mend it and import it again."),
            var topic => (topic, null),
        };
    }

    public ValueTask DisposeAsync() => _storage.DisposeAsync();
}
