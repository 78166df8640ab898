using FundingAlerts.Matching.Text;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Matching.Topics;

/// <summary>The staff's taxonomies over the shipped ones, in real storage.</summary>
public sealed class CuratedTaxonomiesTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private readonly SqliteFolder _folder = new();
    private readonly TaxonomyStore _store;
    private readonly CuratedTaxonomies _taxonomies;

    public CuratedTaxonomiesTests()
    {
        _store = new(_folder.Account());
        _taxonomies = new([TaxonomyCatalogue.Find("photonics")!, TaxonomyCatalogue.Find("quantum")!], _store);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shipped_ones_are_version_0_and_in_force_until_somebody_stores_another()
    {
        (await _taxonomies.AllAsync(Stop)).Select(t => (t.Id, t.Version)).ShouldBe([("photonics", 0), ("quantum", 0)]);

        await ImportAsync(Named("quantum", "Quanta"), "Ann", "a better name");

        var quantum = (await _taxonomies.FindAsync("quantum", Stop))!;
        (quantum.Version, quantum.Taxonomy!.Names["en"]).ShouldBe((1, "Quanta"));
        quantum.Text.ShouldContain("Quanta");
        quantum.Stored.ShouldBe(new("quantum", 1, quantum.Text, "Ann", Now, "a better name"));
        (await _taxonomies.FindAsync("photonics", Stop))!.Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_topic_that_nobody_shipped_is_scored_too()
    {
        await ImportAsync(TaxonomyReaderTests.Small);
        (await _taxonomies.AllAsync(Stop)).Select(t => t.Id).ShouldBe(["photonics", "quantum", "tea"]);
        await _store.UndoAsync("tea", "Ann", Now, null, Stop);
        (await _taxonomies.AllAsync(Stop)).Select(t => t.Id).ShouldBe(["photonics", "quantum"]);
        (await _store.HistoryAsync("tea", Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_taxonomy_with_mistakes_is_not_stored()
    {
        var (version, faults) = await _taxonomies.ImportAsync(TaxonomyReaderTests.Small.Replace("weight: 3", "weight: 4", StringComparison.Ordinal), "Ann", Now, null, Stop);
        version.ShouldBeNull();
        faults.ShouldHaveSingleItem().ToString().ShouldStartWith("line 8, concepts[0].weight");
        (await _store.HistoryAsync("tea", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_text_twice_is_one_version()
    {
        await ImportAsync(Named("quantum", "One"));
        (await ImportAsync(Named("quantum", "One"))).Number.ShouldBe(1);
        (await _store.HistoryAsync("quantum", Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Undo_walks_back_step_by_step_to_the_shipped_one_and_keeps_everything()
    {
        foreach (var name in new[] { "One", "Two", "Three" })
            await ImportAsync(Named("quantum", name));
        var names = new List<string>();
        while (await _store.UndoAsync("quantum", "Bob", Now, null, Stop) is not null)
            names.Add((await _taxonomies.FindAsync("quantum", Stop))!.Taxonomy!.Names["en"]);
        names.ShouldBe(["Two", "One", "Quantum technology"]);
        (await _store.HistoryAsync("quantum", Stop)).Select(v => v.Restores).ShouldBe([null, null, null, 2, 1, 0]);
    }

    [Fact]
    public async Task Of_two_who_store_at_once_each_is_kept_or_told()
    {
        var other = new TaxonomyStore(_folder.Account());
        var stored = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryAsync(i % 2 == 0 ? _store : other, Named("quantum", $"Racer {i}"))));
        var history = await _store.HistoryAsync("quantum", Stop);
        history.Select(v => v.Number).ShouldBe(Enumerable.Range(1, stored.Count(s => s)));
        (await _taxonomies.FindAsync("quantum", Stop))!.Version.ShouldBe(history.Count);
    }

    [Fact]
    public async Task A_stored_text_that_this_program_cannot_read_leaves_the_shipped_one_in_force()
    {
        await _store.SaveAsync("quantum", "version: 2\n", "A newer program", Now, null, Stop);
        await _store.SaveAsync("wine", "version: 2\n", "A newer program", Now, null, Stop);
        var quantum = (await _taxonomies.FindAsync("quantum", Stop))!;
        quantum.Taxonomy!.Names["en"].ShouldBe("Quantum technology");
        quantum.Faults.ShouldNotBeEmpty();
        (await _taxonomies.FindAsync("wine", Stop))!.Taxonomy.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_stored_is_scored_from_then_on()
    {
        using var inForce = new TopicsInForce(_taxonomies, _store);
        var call = new CallText(("title", "A pot of tea"));
        var before = await inForce.CurrentAsync(Stop);
        before.Topics.ShouldBe(["photonics", "quantum"]);
        (await inForce.CurrentAsync(Stop)).ShouldBeSameAs(before);

        await ImportAsync(TaxonomyReaderTests.Small);

        (await inForce.CurrentAsync(Stop)).Score(call, "tea").Tier.ShouldBe(TopicTier.Core);
        await _store.UndoAsync("tea", "Ann", Now, null, Stop);
        (await inForce.CurrentAsync(Stop)).Topics.ShouldBe(["photonics", "quantum"]);
    }

    private async Task<TaxonomyVersion> ImportAsync(string yaml, string by = "Ann", string? note = null) =>
        (await _taxonomies.ImportAsync(yaml, by, Now, note, Stop)).Version.ShouldNotBeNull();

    private static async Task<bool> TryAsync(TaxonomyStore store, string yaml)
    {
        try
        {
            await store.SaveAsync("quantum", yaml, "Ann", Now, null, Stop);
            return true;
        }
        catch (RowChangedException)
        {
            return false;
        }
    }

    private static string Named(string topic, string name) =>
        TaxonomyCatalogue.TextOf(topic)!.Replace($"en: {TaxonomyCatalogue.Find(topic)!.Names["en"]}", $"en: {name}", StringComparison.Ordinal);
}
