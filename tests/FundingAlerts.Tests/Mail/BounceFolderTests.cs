using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Mail.Bounces;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Mail;

public sealed class BounceFolderTests : IDisposable
{
    private readonly DigestWorld _world = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fundingalerts-").FullName;

    public void Dispose()
    {
        _world.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_bounce_in_a_plain_folder_suppresses_and_is_moved()
    {
        await SendMailAsync();
        Put("1.eml", Bounce());
        Put("2.eml", "From: bob@example.org\r\n\r\nThanks.\r\n");
        var done = await RunAsync();

        (done.Files, done.Events).ShouldBe((2, 1));
        done.Aside.ShouldBe([("2.eml", BounceReader.NoReport)]);
        Left().ShouldBe(["read/1.eml", "set-aside/2.eml", "set-aside/2.eml.why"]);
        File.ReadAllText(Path.Combine(_folder, "set-aside", "2.eml.why")).Trim().ShouldBe(BounceReader.NoReport);
        await _world.DrainAsync();
        (await _world.Get<SubscriberStore>().FindAsync("ann", default))!.State.ShouldBe(SubscriberState.Suppressed);
    }

    [Fact]
    public async Task A_maildir_is_read_from_new_and_cur()
    {
        await SendMailAsync();
        foreach (var sub in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(Path.Combine(_folder, sub));
        Put("new/1", Bounce());
        Put("cur/2:2,S", Bounce("report-2"));
        Put("tmp/3", Bounce("report-3"));
        Put("dovecot.index", "x");
        (await RunAsync()).ShouldSatisfyAllConditions(d => d.Files.ShouldBe(2), d => d.Events.ShouldBe(2));
        Left().ShouldBe(["dovecot.index", "read/1", "read/2:2,S", "tmp/3"]);
    }

    [Fact]
    public async Task Read_again_after_a_crash_it_is_one_event_and_no_file_is_overwritten()
    {
        await SendMailAsync();
        Put("1.eml", Bounce());
        (await RunAsync()).Events.ShouldBe(1);
        Put("1.eml", Bounce());
        (await RunAsync()).Events.ShouldBe(0);
        Left().ShouldBe(["read/1.eml", "read/1.eml.2"]);
        (await _world.Get<DeliveryLog>().OfAsync("ann", default)).Single().Events.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_stored_stays_where_it_is()
    {
        await SendMailAsync();
        Put("1.eml", Bounce());
        using var crash = new Crash { At = 1 };
        _world.Restart(crash);
        await Should.ThrowAsync<InvalidOperationException>(RunAsync);
        Left().ShouldBe(["1.eml"]);
        _world.Restart();
        (await RunAsync()).Events.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_that_is_still_written_to_a_hidden_one_and_a_link_are_left()
    {
        Put("warm.eml", Bounce(), Now);
        Put(".hidden", Bounce());
        var outside = Path.Combine(_world.Outbox + "-secret");
        File.WriteAllText(outside, "secret");
        File.CreateSymbolicLink(Path.Combine(_folder, "link.eml"), outside);
        (await RunAsync()).Files.ShouldBe(0);
        File.ReadAllText(outside).ShouldBe("secret");
        Left().ShouldBe([".hidden", "link.eml", "warm.eml"]);
    }

    [Fact]
    public async Task A_huge_file_is_set_aside_without_being_read()
    {
        using (var file = File.Create(Path.Combine(_folder, "huge.eml")))
            file.SetLength(10L * 1024 * 1024 * 1024); // sparse
        File.SetLastWriteTimeUtc(Path.Combine(_folder, "huge.eml"), (Now - Duration.FromHours(1)).ToDateTimeUtc());
        (await RunAsync()).Aside.ShouldBe([("huge.eml", BounceReader.TooLarge)]);
    }

    [Fact]
    public async Task A_bounce_of_a_mail_that_is_forgotten_is_read_and_changes_nothing()
    {
        Put("1.eml", Bounce());
        (await RunAsync()).ShouldSatisfyAllConditions(d => d.Files.ShouldBe(1), d => d.Events.ShouldBe(0), d => d.Aside.ShouldBeEmpty());
    }

    private Instant Now => _world.Clock.GetCurrentInstant();

    private static string Bounce(string id = "report-1") => BounceReaderTests.Report("failed", "5.1.1", null, BounceReaderTests.Headers).Replace("report-1@", id + "@", StringComparison.Ordinal);

    private Task<BounceRun> RunAsync() => new BounceFolder(_folder, _world.Get<DeliveryLog>()).RunAsync("t", Now, default);

    private void Put(string name, string content, Instant? at = null)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, (at ?? Now - Duration.FromMinutes(5)).ToDateTimeUtc());
    }

    private IEnumerable<string> Left() =>
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private async Task SendMailAsync()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        (await _world.RunDigestsAsync()).Emails.ShouldBe(1);
    }
}
