using System.Security.Cryptography;
using System.Text.Json;
using FundingAlerts.Storage;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// <see cref="TwinIndex"/> in storage, so that a worker without memory compares a change with few calls among all.
/// <para>
/// One partition of the table of decisions: <c>key!{key}!{id}</c> says that a call has a key that twins share and is
/// read as a range per key; <c>of!{id}</c> has all keys of a call. A call with n words in its title has about n²/18 keys:
/// 3 for five words, 10 for nine, 28 for twenty; and 12 for its text.
/// </para>
/// <para>
/// What a change costs is bounded: one range of at most 1,000 rows for each key, and at most 200 calls read, those first that
/// share the rarest keys. Of a key that more calls share than a range holds, those beyond are not seen under this key.
/// </para>
/// </summary>
public sealed class TwinKeys(StorageAccount storage)
{
    // A page that repeats itself a thousand times must not make a change cost a thousand readings.
    private const int MostCandidates = 200;
    private const int MostRead = 1_000;
    private const int MostEdits = 100;
    private const string Partition = "keys";
    private const string KeyRow = "key";
    private const string OfRow = "of";
    private readonly ITable _table = storage.Table(TwinRows.Table);

    /// <summary>What was kept of a call when it was last held against the others; null when it never was.</summary>
    public async Task<TwinKeysOf?> FindAsync(OpportunityId id, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, Keys.Join(OfRow, id.ToString()), cancellationToken) is { } row
            ? Documents.Read<TwinKeysOf>(row) with { ETag = row.ETag }
            : null;

    /// <summary>Makes a call findable by its keys, and says which of the keys it had are stale. Nothing is compared yet.</summary>
    /// <exception cref="RowChangedException">Another worker has begun with this call; read it again.</exception>
    /// <exception cref="RowExistsException">The same.</exception>
    public async Task<TwinKeysOf> BeginAsync(TwinKeysOf? known, Opportunity call, CancellationToken cancellationToken)
    {
        var traits = TwinTraits.Of(call);
        var keys = KeysOf(traits);
        // Both the old and the new ones, so that none is left behind if we die on the way.
        var begun = new TwinKeysOf(call.Id, [.. keys.Union(known?.Keys ?? [], StringComparer.Ordinal)], "");
        var glance = TwinGlance.Of(traits);
        var etag = await SaveAsync(begun, known?.ETag, cancellationToken);
        await EditAsync(keys.Select(key => (RowEdit)new RowEdit.Upsert(Documents.ToRow(Partition, Keys.Join(KeyRow, key, call.Id.ToString()), glance.Under(key)))), cancellationToken);
        return begun with { ETag = etag };
    }

    /// <summary>Says that a call was held against all others as it is; the keys that it has no more go.</summary>
    /// <exception cref="RowChangedException">Another worker has begun with this call; it will end it.</exception>
    public async Task EndAsync(TwinKeysOf begun, Opportunity call, CancellationToken cancellationToken)
    {
        var keys = KeysOf(TwinTraits.Of(call));
        await EditAsync(begun.Keys.Except(keys, StringComparer.Ordinal).Select(key => (RowEdit)new RowEdit.Delete(Keys.Join(KeyRow, key, call.Id.ToString()))), cancellationToken);
        await SaveAsync(new(call.Id, keys, FingerprintOf(call)), begun.ETag, cancellationToken);
    }

    /// <summary>Other calls that share a key and may at a glance be the same call, those that share the rarest keys first.</summary>
    public async Task<IReadOnlyList<OpportunityId>> CandidatesAsync(Opportunity call, CancellationToken cancellationToken)
    {
        var shared = new Dictionary<OpportunityId, double>();
        var traits = TwinTraits.Of(call);
        var glance = TwinGlance.Of(traits);
        foreach (var key in KeysOf(traits))
        {
            var page = await _table.QueryAsync(RowRange.StartingWith(Partition, Keys.Prefix(KeyRow, key)), MostRead, continuation: null, cancellationToken);
            foreach (var other in page.Rows.Select(Documents.Read<TwinGlance>).Where(other => glance.MayBe(other, TwinTraits.IsName(key))))
                shared[other.Id] = shared.GetValueOrDefault(other.Id) + (1.0 / page.Rows.Count);
        }
        return [.. shared.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key.ToString(), StringComparer.Ordinal).Take(MostCandidates).Select(entry => entry.Key)];
    }

    /// <summary>The same for a call of which nothing changed that twins are found by.</summary>
    public static string FingerprintOf(Opportunity call)
    {
        var traits = TwinTraits.Of(call);
        var text = JsonSerializer.Serialize(
            new { TwinRules.Version, call.Title, traits.Address, Funders = call.Funders.Select(funder => funder.Name), traits.Dates, traits.Rolling, traits.References, Keys = KeysOf(traits) },
            StoredJson.Options);
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)), 0, 16);
    }

    private static string[] KeysOf(TwinTraits call) => [.. call.Keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private async Task<string> SaveAsync(TwinKeysOf keys, string? etag, CancellationToken cancellationToken)
    {
        var row = Documents.ToRow(Partition, Keys.Join(OfRow, keys.Call.ToString()), keys with { ETag = null });
        return etag is null ? await _table.InsertAsync(row, cancellationToken) : await _table.UpdateAsync(row, etag, cancellationToken);
    }

    private async Task EditAsync(IEnumerable<RowEdit> edits, CancellationToken cancellationToken)
    {
        foreach (var some in edits.Chunk(MostEdits))
            await _table.TransactAsync(Partition, some, cancellationToken);
    }
}

/// <summary>The keys by which a call is found.</summary>
/// <param name="Fingerprint">Of the call when it was held against all others; empty when that has not come to its end.</param>
public sealed record TwinKeysOf(OpportunityId Call, IReadOnlyList<string> Keys, string Fingerprint)
{
    /// <summary>To change them under.</summary>
    public string? ETag { get; init; }
}
