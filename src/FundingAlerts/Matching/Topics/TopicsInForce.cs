namespace FundingAlerts.Matching.Topics;

/// <summary>
/// The topics in force, compiled and kept in memory, and read anew where somebody stored another: one small reading before
/// each call.
/// </summary>
public sealed class TopicsInForce(CuratedTaxonomies taxonomies, TaxonomyStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private (string Stamp, TopicScorer Scorer)? _known;

    /// <summary>Scores calls by the topics as they are now. A topic whose stored text cannot be read, and that does not ship, is left out.</summary>
    public async Task<TopicScorer> CurrentAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // The stamp first: what is stored while we read is read once more.
            var stamp = await store.StampAsync(cancellationToken);
            if (_known is not { } known || known.Stamp != stamp)
                _known = known = (stamp, new((await taxonomies.AllAsync(cancellationToken)).Select(t => t.Taxonomy).OfType<Taxonomy>()));
            return known.Scorer;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
