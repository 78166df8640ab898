using CsCheck;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Sources.Curation;

/// <summary>Curators' definitions over the shipped ones, in real storage.</summary>
public sealed class CuratedCatalogueTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 9, 0);
    private readonly SqliteFolder _folder = new();
    private readonly DefinitionStore _store;
    private readonly CuratedCatalogue _catalogue;

    public CuratedCatalogueTests()
    {
        _store = new(_folder.Account());
        _catalogue = new([SourceCatalogue.Find("rvo")!, SourceCatalogue.Find("ukri")!], _store);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_shipped_definitions_are_in_force_until_somebody_stores_another()
    {
        (await _catalogue.DefinitionsAsync(Stop)).Select(d => d.Id).ShouldBe(["rvo", "ukri"]);

        await ImportAsync(Mended("ukri", "UKRI, mended"), "Ann", "the site moved");

        var ukri = (await _catalogue.FindAsync("ukri", Stop))!;
        ukri.Definition!.Name.ShouldBe("UKRI, mended");
        ukri.Text.ShouldContain("UKRI, mended");
        ukri.Stored.ShouldNotBeNull().ShouldSatisfyAllConditions(
            v => v.Number.ShouldBe(1), v => v.By.ShouldBe("Ann"), v => v.At.ShouldBe(Now), v => v.Note.ShouldBe("the site moved"));
        (await _catalogue.FindAsync("rvo", Stop))!.Stored.ShouldBeNull();
    }

    [Fact]
    public async Task A_source_that_nobody_shipped_is_read_too()
    {
        await ImportAsync(Mended("ukri", "Mine").Replace("id: ukri", "id: mine", StringComparison.Ordinal));

        (await _catalogue.DefinitionsAsync(Stop)).Select(d => d.Id).ShouldBe(["mine", "rvo", "ukri"]);
        await _store.UndoAsync("mine", "Ann", Now, null, Stop);
        (await _catalogue.DefinitionsAsync(Stop)).Select(d => d.Id).ShouldBe(["rvo", "ukri"]);
    }

    [Fact]
    public async Task A_definition_with_mistakes_is_not_stored()
    {
        var (version, faults) = await _catalogue.ImportAsync(Mended("ukri", "x").Replace("cadence:", "cadenze:", StringComparison.Ordinal), "Ann", Now, null, Stop);

        version.ShouldBeNull();
        faults.ShouldHaveSingleItem().ToString().ShouldContain("cadence");
        (await _store.HistoryAsync("ukri", Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_text_twice_is_one_version()
    {
        await ImportAsync(Mended("ukri", "One"));
        (await ImportAsync(Mended("ukri", "One"))).Number.ShouldBe(1);
        (await _store.HistoryAsync("ukri", Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Undo_walks_back_step_by_step_to_the_shipped_definition_and_keeps_everything()
    {
        foreach (var name in new[] { "One", "Two", "Three" })
            await ImportAsync(Mended("ukri", name));

        var names = new List<string>();
        while (await _store.UndoAsync("ukri", "Bob", Now, null, Stop) is not null)
            names.Add((await _catalogue.FindAsync("ukri", Stop))!.Definition!.Name);

        names.ShouldBe(["Two", "One", SourceCatalogue.Find("ukri")!.Name]);
        (await _store.HistoryAsync("ukri", Stop)).Select(v => (v.Number, v.Restores)).ShouldBe([(1, null), (2, null), (3, null), (4, 2), (5, 1), (6, 0)]);
        (await ImportAsync(Mended("ukri", "Four"))).Number.ShouldBe(7);
    }

    [Fact]
    public async Task Nothing_stored_is_nothing_to_take_back() =>
        (await _store.UndoAsync("ukri", "Bob", Now, null, Stop)).ShouldBeNull();

    [Fact]
    public async Task Of_two_who_store_at_once_the_second_is_told()
    {
        await ImportAsync(Mended("ukri", "One"));
        var other = new DefinitionStore(_folder.Account());
        var both = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => TryAsync(() => (i % 2 == 0 ? _store : other).SaveAsync("ukri", Mended("ukri", $"Racer {i}"), "Ann", Now, null, Stop))));

        both.ShouldContain(true);
        var history = await _store.HistoryAsync("ukri", Stop);
        history.Count.ShouldBe(1 + both.Count(won => won));
        history.Select(v => v.Number).ShouldBe(Enumerable.Range(1, history.Count));
        (await _store.CurrentAsync(Stop))["ukri"].ShouldBe(history[^1]);
    }

    [Fact]
    public async Task A_source_is_switched_off_and_on_and_who_did_it_is_kept()
    {
        (await _catalogue.SwitchAsync("ukri", false, "Ann", Now, "their site is down", Stop)).ShouldBeNull();
        (await _catalogue.FindAsync("ukri", Stop))!.ShouldSatisfyAllConditions(
            s => s.Definition!.Enabled.ShouldBeFalse(), s => s.Switch.ShouldBe(new(false, "Ann", Now, "their site is down")));

        await ImportAsync(Mended("ukri", "Mended while off"));
        (await _catalogue.FindAsync("ukri", Stop))!.Definition!.Enabled.ShouldBeFalse();

        (await _catalogue.SwitchAsync("ukri", true, "Ann", Now, null, Stop)).ShouldBeNull();
        (await _catalogue.FindAsync("ukri", Stop))!.Definition!.Enabled.ShouldBeTrue();
        (await _catalogue.SwitchAsync("nowhere", true, "Ann", Now, null, Stop)).ShouldNotBeNull().ShouldContain("no source 'nowhere'");
    }

    [Fact]
    public async Task What_was_never_tried_on_a_real_page_stays_off()
    {
        var guess = Mended("ukri", "A guess").Replace("level: documented", "level: unverified", StringComparison.Ordinal).Replace("cadence:", "enabled: false\ncadence:", StringComparison.Ordinal);
        await ImportAsync(guess);

        (await _catalogue.SwitchAsync("ukri", true, "Ann", Now, null, Stop)).ShouldNotBeNull().ShouldContain("never tried on a real page");
        (await _catalogue.FindAsync("ukri", Stop))!.Definition!.Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_stored_definition_that_this_program_cannot_read_gives_way_to_the_shipped_one()
    {
        await _store.SaveAsync("ukri", "version: 2\n", "A newer program", Now, null, Stop);

        var ukri = (await _catalogue.FindAsync("ukri", Stop))!;

        ukri.Definition!.Name.ShouldBe(SourceCatalogue.Find("ukri")!.Name);
        ukri.Faults.ShouldNotBeEmpty();
        (await _catalogue.DefinitionsAsync(Stop)).Count.ShouldBe(2);
    }

    [Fact]
    public void Random_histories_are_in_force_as_a_plain_list_says() =>
        Gen.Int[-1, 3].List[1, 12].Sample(
            steps =>
            {
                using var folder = new SqliteFolder();
                var store = new DefinitionStore(folder.Account());
                // The plain model: texts by version number, and which of them each version shows.
                var shows = new List<int> { 0 };
                var texts = new List<string?> { null };
                foreach (var step in steps)
                {
                    if (step < 0)
                    {
                        var done = store.UndoAsync("site", "Ann", Now, null, Stop).GetAwaiter().GetResult();
                        var back = shows[^1] - 1;
                        (done is null).ShouldBe(back < 0);
                        if (back < 0)
                            continue;
                        shows.Add(shows[back]);
                        texts.Add(texts[back]);
                    }
                    else
                    {
                        var text = $"text {step}";
                        store.SaveAsync("site", text, "Ann", Now, null, Stop).GetAwaiter().GetResult();
                        if (texts[^1] == text)
                            continue;
                        texts.Add(text);
                        shows.Add(texts.Count - 1);
                    }
                }
                var current = store.CurrentAsync(Stop).GetAwaiter().GetResult().GetValueOrDefault("site");
                (current?.Yaml).ShouldBe(texts[^1]);
                store.HistoryAsync("site", Stop).GetAwaiter().GetResult().Count.ShouldBe(texts.Count - 1);
            },
            iter: 40,
            threads: 1);

    private static string Mended(string id, string name) =>
        SourceCatalogue.TextOf(id)!.Replace($"name: {SourceCatalogue.Find(id)!.Name}", $"name: {name}", StringComparison.Ordinal);

    private async Task<DefinitionVersion> ImportAsync(string yaml, string by = "Ann", string? note = null)
    {
        var (version, faults) = await _catalogue.ImportAsync(yaml, by, Now, note, Stop);
        return version.ShouldNotBeNull(string.Join('\n', faults));
    }

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (RowChangedException)
        {
            return false;
        }
    }
}
