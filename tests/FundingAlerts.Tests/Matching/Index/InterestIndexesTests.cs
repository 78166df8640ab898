using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FundingAlerts.Tests.Matching.Index;

public sealed class InterestIndexesTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private readonly SqliteFolder _folder = new();
    private readonly StorageAccount _storage;
    private readonly SubscriberStore _subscribers;
    private readonly InterestIndexes _indexes;

    public InterestIndexesTests()
    {
        _storage = _folder.Account();
        _subscribers = new(_storage);
        _indexes = Start();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _indexes.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_follows_the_interests_as_they_are_saved_changed_and_forgotten()
    {
        (await MetAsync(_indexes, Now)).ShouldBeEmpty();
        await SaveAsync("ann", "chip", "memory");
        await SaveAsync("bob", "chip");
        (await MetAsync(_indexes, Now)).ShouldBe(["ann-0", "bob-0"]);

        await SaveAsync("ann", "laser", "chip OR laser");
        (await MetAsync(_indexes, Now)).ShouldBe(["ann-1", "bob-0"]);

        await _subscribers.ForgetInterestsAsync("bob", Stop);
        (await MetAsync(_indexes, Now)).ShouldBe(["ann-1"]);
    }

    [Fact]
    public async Task One_that_starts_loads_what_another_left_and_what_changed_since()
    {
        await SaveAsync("ann", "chip");
        await SaveAsync("bob", "chip");
        (await MetAsync(_indexes, Now)).ShouldBe(["ann-0", "bob-0"]);
        await SaveAsync("bob", "laser");
        await SaveAsync("eve", "chip");

        using var started = Start();
        (await MetAsync(started, Now + Duration.FromMinutes(5))).ShouldBe(["ann-0", "eve-0"]);
        (await KeptAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_damaged_one_is_made_anew()
    {
        await SaveAsync("ann", "chip");
        await MetAsync(_indexes, Now);
        var blobs = _storage.Blobs(InterestIndexStore.Container);
        var blob = (await blobs.FindAsync("interests", Stop))!;
        var damaged = blob.Content.ToArray();
        damaged[^3] ^= 1;
        await blobs.PutAsync("interests", damaged, BlobCondition.None, Stop);

        using var started = Start();
        (await MetAsync(started, Now)).ShouldBe(["ann-0"]);
    }

    [Fact]
    public async Task It_is_left_to_others_again_ten_minutes_later()
    {
        await SaveAsync("ann", "chip");
        await MetAsync(_indexes, Now);
        await SaveAsync("bob", "chip");
        await MetAsync(_indexes, Now + Duration.FromMinutes(9));
        (await KeptAsync()).ShouldBe(1);

        await SaveAsync("eve", "chip");
        await MetAsync(_indexes, Now + Duration.FromMinutes(10));
        (await KeptAsync()).ShouldBe(3);
    }

    private InterestIndexes Start() => new(_subscribers, new(_storage, NullLogger<InterestIndexStore>.Instance), NullLogger<InterestIndexes>.Instance);

    private Task SaveAsync(string subscriber, params string[] queries) => _subscribers.SaveAsync(
        new(subscriber, $"{subscriber}@example.org", subscriber, "en", "Europe/London", Cadence.DailyAt(8)),
        [.. queries.Select((q, i) => new Interest($"{subscriber}-{i}", subscriber, "Interest", q))],
        Stop);

    private static async Task<IEnumerable<string>> MetAsync(InterestIndexes indexes, Instant now) =>
        (await indexes.CurrentAsync(now, Stop)).Match([new(new CallText(("title", "A chip")))]).Select(m => m.Interest.InterestId).Order(StringComparer.Ordinal).ToList();

    private async Task<int> KeptAsync()
    {
        var kept = (await new InterestIndexStore(_storage, NullLogger<InterestIndexStore>.Instance).FindAsync(Stop))!.Value.Index;
        using (kept)
            return kept.Count;
    }
}
