using System.Diagnostics;
using FundingAlerts.Benchmarks.Load;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FundingAlerts.Benchmarks.Twins;

/// <summary>
/// Fills a storage with calls as <see cref="FindTwins"/> leaves them, then lets copies of some come in: each is looked for by
/// its keys in storage, and its text beside that held against the texts of all in memory.
/// </summary>
internal sealed class TwinScenario(StorageAccount storage, PlantedTwins world, int calls, int copies, Instant now, Action<string> say)
{
    private const int AtOnce = 4;
    private const int MostRows = 1_000;
    private readonly CountedStorage _counted = new(storage);

    public async Task<TwinRun> RunAsync(CancellationToken cancellationToken)
    {
        var texts = await FillAsync(cancellationToken);
        var (store, keys) = (new OpportunityStore(_counted.Account), new TwinKeys(_counted.Account));
        var find = new FindTwins(store, keys, new(_counted.Account), NullLogger<FindTwins>.Instance);
        var found = new List<FoundCopy>();
        for (var i = 0; i < copies; i++)
        {
            var (how, original, copied) = world.CopyAt(i);
            var traits = TwinTraits.Of(copied);
            var started = Stopwatch.GetTimestamp();
            var alike = texts.Where(entry => entry.Value.Likeness(traits.Text) >= TwinRules.CopiedText).Select(entry => entry.Key).ToList();
            var all = Stopwatch.GetElapsedTime(started);

            await store.SaveAsync(OpportunityDifference.Between(known: null, copied, now), cancellationToken);
            var shared = await SharedAsync(traits, cancellationToken);
            _counted.Take();
            var candidates = (await keys.CandidatesAsync(copied, cancellationToken)).ToHashSet();
            _counted.Take();
            started = Stopwatch.GetTimestamp();
            await find.RunAsync(copied.Id, now, cancellationToken);
            var ours = Stopwatch.GetElapsedTime(started);
            var (operations, _) = _counted.Take();
            found.Add(new(how, TwinFinder.Compare(original, copied), traits.Text.Likeness(texts[original.Id]), all, ours)
            {
                IsCandidate = candidates.Contains(original.Id),
                Candidates = candidates.Count,
                Alike = alike.Count,
                AlikeFound = alike.Count(candidates.Contains),
                SharingName = shared.ByName,
                SharingText = shared.ByText,
                OverfullKeys = shared.Overfull,
                KeyRows = traits.Keys.Count(),
                KeyBytes = traits.Keys.Sum(key => RowSize.Stored(Documents.ToRow("keys", Keys.Join("key", key, copied.Id.ToString()), TwinGlance.Of(traits).Under(key)))),
                Operations = operations.Values.Sum(),
                Ranges = operations.GetValueOrDefault("range read"),
            });
        }
        return new(calls, found);
    }

    private async Task<Dictionary<OpportunityId, TwinText>> FillAsync(CancellationToken cancellationToken)
    {
        var (store, keys) = (new OpportunityStore(storage), new TwinKeys(storage));
        var texts = new Dictionary<OpportunityId, TwinText>(calls);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (index, token) =>
        {
            var call = world.At(index);
            await store.SaveAsync(OpportunityDifference.Between(known: null, call, now), token);
            await keys.BeginAsync(known: null, call, token);
            var text = TwinText.Of(call);
            lock (texts)
                texts.Add(call.Id, text);
            if (texts.Count % 10_000 == 0)
                say(FormattableString.Invariant($"{texts.Count:N0} calls stored after {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        });
        return texts;
    }

    /// <summary>How many calls share a key of title, number or address, how many one of the text, and how many of the keys more calls have than a range holds.</summary>
    private async Task<(int ByName, int ByText, int Overfull)> SharedAsync(TwinTraits traits, CancellationToken cancellationToken)
    {
        var (table, overfull) = (storage.Table(TwinRows.Table), 0);
        var (byName, byText) = (new HashSet<OpportunityId>(), new HashSet<OpportunityId>());
        foreach (var key in traits.Keys.Distinct(StringComparer.Ordinal))
        {
            var rows = 0;
            await foreach (var row in table.AllAsync(RowRange.StartingWith("keys", Keys.Prefix("key", key)), cancellationToken))
            {
                rows++;
                (traits.Text.Keys.Contains(key, StringComparer.Ordinal) ? byText : byName).Add(Documents.Read<TwinGlance>(row).Id);
            }
            overfull += rows > MostRows ? 1 : 0;
        }
        return (byName.Count, byText.Count, overfull);
    }
}

/// <param name="Likeness">Of the copy's text and the original's, exactly; null for a copy without a text.</param>
/// <param name="ByAll">The time to hold its text against all others, in memory.</param>
/// <param name="ByKeys">The time of <see cref="FindTwins"/>, storage included.</param>
internal sealed record FoundCopy(Copy How, TwinComparison Truth, double? Likeness, TimeSpan ByAll, TimeSpan ByKeys)
{
    /// <summary>The original is among the calls that were read.</summary>
    public bool IsCandidate { get; init; }

    public int Candidates { get; init; }

    /// <summary>Calls whose texts are near copies, as comparing with all finds them; and how many of these were candidates.</summary>
    public int Alike { get; init; }

    public int AlikeFound { get; init; }

    /// <summary>Calls that share a key of title, number or address, looked at or not.</summary>
    public int SharingName { get; init; }

    public int SharingText { get; init; }

    public int KeyRows { get; init; }

    public long KeyBytes { get; init; }

    public int OverfullKeys { get; init; }

    public int Operations { get; init; }

    public int Ranges { get; init; }
}

internal sealed record TwinRun(int Calls, IReadOnlyList<FoundCopy> Copies);
