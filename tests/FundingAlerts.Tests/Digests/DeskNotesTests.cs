using FundingAlerts.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Digests;

public sealed class DeskNotesTests : IDisposable
{
    private readonly DigestWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Instant Now => _world.Clock.GetCurrentInstant();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_pinned_call_stands_first_with_its_note_and_words_to_all_are_in_every_digest_of_their_time()
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("bob", "photon*");
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("near", closes: new(2026, 10, 1)));
        await _world.ReadAsync(DigestWorld.Call("pinned", closes: new(2026, 12, 1)));
        await _world.ReadAsync(DigestWorld.Call("other", "photonics"));
        await _world.DrainAsync();
        var notes = _world.Get<DeskNotes>();
        await notes.SaveAsync(new("n1", new(DigestWorld.Source, "pinned"), Now, Now + Duration.FromDays(7), "Partners wanted", "Partners gezocht", "desk"), Stop);
        await notes.SaveAsync(new("n2", null, Now, Now + Duration.FromDays(7), "See you in Delft", "", "desk"), Stop);
        await notes.SaveAsync(new("n3", null, Now - Duration.FromDays(9), Now, "Over", "", "desk"), Stop);

        await ToAsync(25);

        _world.Mails.Letters.Select(DigestWorld.Say).ShouldBe(["new pinned near", "new other"], ignoreOrder: true);
        Of("ann").Notes.Select(n => n.In("nl")).ShouldBe(["Partners gezocht", "See you in Delft"], ignoreOrder: true);
        Of("bob").Notes.Select(n => n.NoteId).ShouldBe(["n2"]);
    }

    [Fact]
    public async Task Words_alone_are_no_digest()
    {
        await _world.SubscribeAsync("ann");
        await _world.RunDigestsAsync();
        await _world.Get<DeskNotes>().SaveAsync(new("n2", null, Now, Now + Duration.FromDays(7), "See you in Delft", "", "desk"), Stop);

        await ToAsync(25);

        _world.Mails.Letters.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("  ", 1)]
    [InlineData("words", 0)]
    public async Task A_note_says_something_for_some_time(string words, int days) =>
        await Should.ThrowAsync<ArgumentException>(() => _world.Get<DeskNotes>().SaveAsync(new("n", null, Now, Now + Duration.FromDays(days), words, "", "desk"), Stop));

    private Digest Of(string subscriber) => _world.Written.Values.Single(d => d.Reader.SubscriberId == subscriber);

    private async Task ToAsync(int day)
    {
        _world.Clock.Reset(Instant.FromUtc(2026, 8, day, 7, 10));
        (await _world.RunDigestsAsync()).Failures.ShouldBe(0);
    }
}
