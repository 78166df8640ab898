using System.Text.Json.Nodes;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Digests;
using FundingAlerts.Verification;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Verification;

/// <summary>Each rule is broken in a small world where all others hold, and just that is found.</summary>
public sealed class VerifyTests : IDisposable
{
    private const string Subscribers = "subscribers";
    private const string Calls = "opportunities";
    private static readonly OpportunityId A = new(DigestWorld.Source, "a");
    private static readonly OpportunityId B = new(DigestWorld.Source, "b");
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_world_that_went_its_way_is_clean()
    {
        await LiveAsync();
        (await FindAsync()).ShouldBeEmpty();
        (await Documents<Match>("ann", "match")).Count.ShouldBe(3);
        (await Documents<Match>("ann", "pending")).Count.ShouldBe(1);
    }

    [Theory]
    [Table("""
        log of a version is gone       ¦ call-without-log ukri:a
        log is ahead of its call       ¦ log-ahead ukri:a
        call is gone                   ¦ log-without-call ukri:b
        mark without log               ¦ mark-without-log ukri:b
        mark of a change that waits    ¦ change-waits ukri:b
        document is unreadable         ¦ unreadable-row opportunities/ukri/call!c
        letter is unreadable           ¦ unreadable-row subscribers/ann/profile
        match of no change             ¦ match-without-change ann ukri:nowhere
        pending without match          ¦ pending-without-match ann ukri:b
        pending though passed over     ¦ pending-passed-over ann ukri:b
        told twice                     ¦ told-twice ann ukri:a
        told and still pending         ¦ told-and-pending ann ukri:b
        told by none                   ¦ match-untold ann ukri:a
        told by none, long ago         ¦
        not in the agenda              ¦ not-in-agenda ann
        queued without mark            ¦ mail-without-mark ann ann-2026-08-24
        mark without mail              ¦ mark-without-mail ann ann-1999-01-01
        queued without letter          ¦ mail-without-letter ann ann-2026-08-24
        letter without mail            ¦ letter-without-mail letters/2026-08-24/nobody.json
        missing in the roster          ¦ subscriber-not-in-roster ann
        roster without subscriber      ¦ roster-without-subscriber gone
        interest without subscriber    ¦ interest-without-subscriber gone gone-1
        twins on one side              ¦ twin-one-sided ukri:a ukri:b
        twins that differ              ¦ twin-sides-differ ukri:a ukri:b
        poison                         ¦ poison changes
        """)]
    public async Task A_rule_that_is_broken_is_found_and_no_other(string planted, string? expected)
    {
        await LiveAsync();
        await PlantAsync(planted);
        (await FindAsync()).Select(f => $"{f.Code} {f.Where}").ShouldBe(expected is null ? [] : [expected]);
    }

    [Fact]
    public async Task A_notice_is_no_fault()
    {
        await LiveAsync();
        await PlantAsync("letter without mail");
        await PlantAsync("poison");
        (await FindAsync()).ShouldAllBe(f => f.Kind == FindingKind.Notice);
        await PlantAsync("missing in the roster");
        (await FindAsync()).Count(f => f.Kind == FindingKind.Fault).ShouldBe(1);
    }

    // Two subscribers, three calls: a was told, amended and told again, b waits, c is of no interest.
    private async Task LiveAsync()
    {
        await _world.SubscribeAsync("ann");
        await _world.SubscribeAsync("bob", "nothing");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.ReadAsync(DigestWorld.Call("c", "medieval music"));
        await _world.DrainAsync();
        await _world.RunDigestsAsync();
        _world.Clock.Advance(Duration.FromDays(1));
        await _world.ReadAsync(DigestWorld.Call("a", closes: new(2026, 12, 24)));
        await _world.DrainAsync();
        await _world.RunDigestsAsync();
        await _world.ReadAsync(DigestWorld.Call("b"));
        await _world.DrainAsync();
        await _world.Get<TwinStore>().MergeAsync(A, B, "Bea", ["they are"], Now, Token);
    }

    private async Task PlantAsync(string what)
    {
        var (profiles, calls) = (Table(Subscribers), Table(Calls));
        switch (what)
        {
            case "log of a version is gone":
                // And the match with it, or that would be found too.
                await calls.DeleteAsync("ukri", "change!a!000001", null, Token);
                await profiles.DeleteAsync("ann", "match!ukri!a!000001", null, Token);
                break;
            case "log is ahead of its call":
                await PutAsync(calls, "ukri", "change!a!000003", new ChangeLogEntry(A, 3, []));
                break;
            case "call is gone":
                await calls.DeleteAsync("ukri", "call!b", null, Token);
                break;
            case "mark without log":
                await PutAsync(calls, "ukri", "pending!b!000007", new { reference = "b", version = 7 });
                break;
            case "mark of a change that waits":
                await PutAsync(calls, "ukri", "pending!b!000001", new { reference = "b", version = 1, told = 6 });
                break;
            case "document is unreadable":
                await calls.UpsertAsync(new("ukri", "call!c", new Dictionary<string, object> { ["json0"] = "{" }), Token);
                await calls.DeleteAsync("ukri", "change!c!000001", null, Token);
                break;
            case "letter is unreadable":
                await profiles.UpsertAsync(new("ann", "profile", new Dictionary<string, object>()), Token);
                break;
            case "match of no change":
                await PutAsync(profiles, "ann", "match!ukri!nowhere!000001", Match(new("ukri", "nowhere"), 1) with { WasPassedOver = true });
                break;
            case "pending without match":
                await profiles.DeleteAsync("ann", "match!ukri!b!000001", null, Token);
                break;
            case "pending though passed over":
                await PutAsync(profiles, "ann", "match!ukri!b!000001", Match(B, 1) with { WasPassedOver = true });
                break;
            case "told twice":
                await TellAsync((await Documents<JsonObject>("ann", "outbox"))[1], (A, 1), (A, 2));
                break;
            case "told and still pending":
                await TellAsync((await Documents<JsonObject>("ann", "outbox"))[1], (B, 1), (A, 2));
                break;
            default:
                await PlantMoreAsync(what, profiles);
                break;
        }
    }

    private async Task PlantMoreAsync(string what, ITable profiles)
    {
        switch (what)
        {
            case "told by none":
                await TellAsync((await Documents<JsonObject>("ann", "outbox"))[0]);
                break;
            case "told by none, long ago":
                await TellAsync((await Documents<JsonObject>("ann", "outbox"))[0]);
                _world.Clock.Advance(Duration.FromDays(401));
                break;
            case "not in the agenda":
                await foreach (var entry in _world.Get<Agenda>().AllAsync(AgendaKinds.Digest, Token))
                    await _world.Get<Agenda>().MoveAsync(Agenda.BucketOf("ann"), entry.SubscriberId == "ann" ? [(entry, null)] : [], Token);
                break;
            case "queued without mark":
                await PutQueuedAsync(profiles);
                break;
            case "mark without mail":
                await PutAsync(profiles, "ann", Keys.Join("queued", "ann-1999-01-01"), new { deliveryId = "ann-1999-01-01" });
                break;
            case "queued without letter":
                var queued = await PutQueuedAsync(profiles);
                await PutAsync(profiles, "ann", Keys.Join("queued", (string)queued["deliveryId"]!), new { deliveryId = (string)queued["deliveryId"]! });
                await _world.Get<StorageAccount>().Blobs("letters").DeleteAsync((string)queued["letter"]!, Token);
                break;
            case "letter without mail":
                await _world.Get<StorageAccount>().Blobs("letters").PutAsync("2026-08-24/nobody.json", "{}"u8.ToArray(), BlobCondition.None, Token);
                break;
            case "missing in the roster":
                await Table("roster").DeleteAsync(SubscriberStore.BucketOf("ann"), "ann", null, Token);
                break;
            case "roster without subscriber":
                await PutAsync(Table("roster"), SubscriberStore.BucketOf("gone"), "gone", new { subscriberId = "gone" });
                break;
            case "interest without subscriber":
                await PutAsync(Table("interests"), SubscriberStore.BucketOf("gone"), "gone!gone-1", new Interest("gone-1", "gone", "Gone", "a"));
                break;
            case "twins on one side":
                await Table("twins").DeleteAsync("twins", "call!ukri:a", null, Token);
                break;
            case "twins that differ":
                var row = await Table("twins").FindAsync("twins", "call!ukri:a", Token);
                await Table("twins").UpsertAsync(new("twins", "call!ukri:a", new Dictionary<string, object> { ["json0"] = ((string)row!.Values["json0"]).Replace("Bea", "Ben", StringComparison.Ordinal) }), Token);
                break;
            case "poison":
                await PoisonAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "Nothing of that name.");
        }
    }

    private async Task<JsonObject> PutQueuedAsync(ITable profiles)
    {
        var mail = (await Documents<JsonObject>("ann", "outbox"))[0];
        mail["state"] = "queued";
        await PutAsync(profiles, "ann", KeyOf(mail), mail);
        return mail;
    }

    private async Task PoisonAsync()
    {
        var queue = _world.Get<StorageAccount>().Queue("changes");
        await queue.SendAsync("bad", Duration.Zero, Token);
        for (var i = 0; i < IQueue.MaxDequeues; i++)
            await queue.ExtendAsync((await queue.ReceiveAsync(1, Duration.FromMinutes(1), Token)).Single(), Duration.Zero, Token);
        await queue.ReceiveAsync(1, Duration.FromMinutes(1), Token);
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private ITable Table(string name) => _world.Get<StorageAccount>().Table(name);

    private async Task<List<Finding>> FindAsync() => await VerifyStorage.Of(_world.Get<StorageAccount>()).RunAsync(Now, Token).ToListAsync(Token);

    private Match Match(OpportunityId call, int version) => new("ann", call, version, Now, []);

    private Task TellAsync(JsonObject mail, params (OpportunityId Call, int Version)[] tells)
    {
        mail["tells"] = new JsonArray([.. tells.Select(told => new JsonObject
        {
            ["opportunity"] = new JsonObject { ["source"] = told.Call.Source, ["reference"] = told.Call.Reference },
            ["version"] = told.Version,
        })]);
        return PutAsync(Table(Subscribers), "ann", KeyOf(mail), mail);
    }

    private static string KeyOf(JsonObject mail) => Keys.Join("outbox", (string)mail["deliveryId"]!);

    private static Task PutAsync<T>(ITable table, string partition, string key, T document) =>
        table.UpsertAsync(FundingAlerts.Storage.Documents.ToRow(partition, key, document), Token);

    private async Task<List<T>> Documents<T>(string subscriber, string kind) =>
        await Table(Subscribers).AllAsync(RowRange.StartingWith(subscriber, Keys.Prefix(kind)), Token).Select(FundingAlerts.Storage.Documents.Read<T>).ToListAsync(Token);
}
