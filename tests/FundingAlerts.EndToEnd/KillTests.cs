using FundingAlerts.Local.Storage;

namespace FundingAlerts.EndToEnd;

public sealed class KillTests
{
    private const int KillsAtLeast = 60;

    [Fact]
    public Task Whatever_kills_it_when_everybody_is_told_everything_once_embedded() => SurviveAsync("Embedded", []);

    internal static async Task SurviveAsync(string storage, (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        var control = new KilledWorld(folder.At("control"), storage, environment);
        await control.LiveAsync(day: 1, step: 0);
        await control.LiveAsync(day: 2, step: 0);
        var killed = new KilledWorld(folder.At("killed"), storage, environment);

        await killed.LiveAsync(day: 1, step: 1);
        // Fewer on the second day, or the tests would take all day.
        await killed.LiveAsync(day: 2, step: 8);

        var told = killed.Told.GroupBy(t => (t.Subscriber, t.Change)).ToList();
        var lost = control.Told.Select(t => (t.Subscriber, t.Change)).Except(told.Select(t => t.Key)).ToList();
        var doubled = told.Where(t => t.Count() > 1).ToList();
        Console.WriteLine($"{storage}: {killed.Kills} kills over {control.Writes} writes, {told.Count} changes told, {lost.Count} lost, {doubled.Count} double, {killed.Mailbox.Count} mails, {killed.Findings.Count} findings.");
        killed.Kills.ShouldBeGreaterThanOrEqualTo(KillsAtLeast);
        lost.ShouldBeEmpty();
        doubled.ShouldBeEmpty();
        told.Count.ShouldBe(control.Told.Count);
        killed.NotSent.ShouldBeEmpty();
        killed.Mailbox.ShouldBe(killed.Told.Select(t => t.Delivery).Distinct().Order(StringComparer.Ordinal));
        killed.Findings.ShouldBeEmpty();
        control.Findings.ShouldBeEmpty();
    }
}

/// <summary>A class of its own, to run beside the other.</summary>
public sealed class AzuriteKillTests
{
    [Fact]
    public async Task Whatever_kills_it_when_everybody_is_told_everything_once_on_azurite()
    {
        Azurites.SkipWithoutOne();
        await using var azurite = await AzuriteProcess.StartAsync(folder: null, TestContext.Current.CancellationToken);

        await KillTests.SurviveAsync("Azurite", [("FUNDINGALERTS_STORAGE", azurite.Connection)]);
    }
}
