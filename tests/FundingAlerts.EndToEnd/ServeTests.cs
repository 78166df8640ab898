using System.Diagnostics;
using FundingAlerts.Azure.Storage;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;
using FundingAlerts.Storage;
using FundingAlerts.Work;

namespace FundingAlerts.EndToEnd;

/// <summary>The service as it runs on a machine. All sources are switched off before, so that nothing leaves loopback.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_timers_run_and_a_signal_ends_it_well_within_seconds(bool interrupt)
    {
        using var storage = SqliteStorage.Open(_folder.At("data"), HostClock.System);
        await SwitchOffAsync(storage.Account);
        await ServeAndStopAsync(interrupt, "embedded", () => UntilItsTimersRanAsync(storage.Account));
    }

    [Fact]
    public async Task On_the_account_that_the_environment_names_likewise()
    {
        Azurites.SkipWithoutOne();
        await using var azurite = await AzuriteProcess.StartAsync(folder: null, default);
        var account = AzureStorage.Open(azurite.Connection, TimeProvider.System);
        await SwitchOffAsync(account);
        await ServeAndStopAsync(interrupt: false, "azure", () => UntilItsTimersRanAsync(account), (AzureSettings.Own, azurite.Connection));
        Directory.Exists(_folder.At("data", "azurite")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_an_azurite_of_its_own_it_ends_with_it_and_the_data_stays(bool interrupt)
    {
        Azurites.SkipWithoutOne();
        var place = new StoragePlace(StorageKind.Azurite, _folder.At("data"));
        await using (var before = await AzuriteProcess.StartAsync(place.AzuriteFolder, default))
            await SwitchOffAsync(AzureStorage.Open(before.Connection, TimeProvider.System));
        await ServeAndStopAsync(interrupt, "azurite", () => Task.CompletedTask);
        (await FundingAlertsCommand.RunAsync("run", "digests", "--data", place.Data, "--storage", "azurite")).ExitCode.ShouldBe(0);

        await using var after = await AzuriteProcess.StartAsync(place.AzuriteFolder, default);
        var account = AzureStorage.Open(after.Connection, TimeProvider.System);
        (await RunsAsync(account)).ShouldContain(r => r.Work == WorkNames.PlanDigests);
        (await new CuratedCatalogue(SourceCatalogue.Shipped, new DefinitionStore(account)).DefinitionsAsync(default)).ShouldAllBe(s => !s.Enabled);
    }

    [Fact]
    public async Task The_bounce_mailbox_that_the_environment_names_is_looked_into()
    {
        using var storage = SqliteStorage.Open(_folder.At("data"), HostClock.System);
        await SwitchOffAsync(storage.Account);
        Directory.CreateDirectory(_folder.At("bounces"));
        File.SetLastWriteTimeUtc(_folder.Write(Path.Combine("bounces", "1.eml"), "From: somebody@example.org\n\nThank you.\n"), new(2026, 8, 24, 0, 0, 0, DateTimeKind.Utc));
        await ServeAndStopAsync(interrupt: false, "embedded", () => UntilThereAsync(_folder.At("bounces", "set-aside", "1.eml.why")), ("FUNDINGALERTS_MAIL__BOUNCES", _folder.At("bounces")));
    }

    [Fact]
    public async Task A_schedule_that_is_none_is_said_before_anything_begins()
    {
        using var serve = FundingAlertsCommand.StartWith([("PlanDigestsSchedule", "hourly")], "serve", "--port", "0", "--data", _folder.At("data"));
        var result = await serve.EndAsync();
        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain("PlanDigestsSchedule is 'hourly'");
        Directory.Exists(_folder.At("data")).ShouldBeFalse();
    }

    private async Task ServeAndStopAsync(bool interrupt, string storage, Func<Task> meanwhile, params (string Name, string Value)[] environment)
    {
        using var serve = FundingAlertsCommand.StartWith(environment, "serve", "--port", "0", "--json", "--data", _folder.At("data"), "--storage", storage);
        new Uri((await serve.ReadAsync("address")).GetString()!).IsLoopback.ShouldBeTrue();
        await meanwhile();
        var watch = Stopwatch.StartNew();
        var result = await serve.StopAsync(interrupt);
        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldNotContain("Exception");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static async Task UntilThereAsync(string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (!File.Exists(path))
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
    }

    private static async Task SwitchOffAsync(StorageAccount account)
    {
        var catalogue = new CuratedCatalogue(SourceCatalogue.Shipped, new DefinitionStore(account));
        foreach (var source in SourceCatalogue.Shipped.Where(s => s.Enabled))
            (await catalogue.SwitchAsync(source.Id, enabled: false, "test", HostClock.System.GetCurrentInstant(), note: null, default)).ShouldBeNull();
    }

    private static async Task UntilItsTimersRanAsync(StorageAccount account)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        IReadOnlyList<WorkRun> runs = [];
        string[] turns = [WorkNames.PlanScrapes, WorkNames.WatchSources, WorkNames.PlanDigests, WorkNames.PlanReminders, WorkNames.Housekeeping];
        while (!turns.All(turn => runs.Any(r => r.Work == turn)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
            runs = await RunsAsync(account);
        }
        runs.ShouldAllBe(r => r.Outcome == WorkOutcome.Done);
        while (await new TimerTurns(account).LastAsync(WorkNames.PlanDigests, default) is null)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, patience.Token);
    }

    private static Task<IReadOnlyList<WorkRun>> RunsAsync(StorageAccount account) =>
        new RunLedger(account).RecentAsync(work: null, 10, HostClock.System.GetCurrentInstant(), default);
}
