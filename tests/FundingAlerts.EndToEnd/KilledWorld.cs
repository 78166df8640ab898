using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.EndToEnd;

/// <summary>
/// The demo's two days lived by a process that is killed (SIGKILL) before its first write, started again and killed before its
/// second, and so on, until one lives to the end.
/// </summary>
/// <param name="storage">Embedded or Azurite.</param>
internal sealed class KilledWorld(string folder, string storage, (string Name, string Value)[] environment)
{
    private const int Killed = 128 + 9;
    private const int MostStarts = 130;

    // What was asked for and not done is asked for again after an hour.
    private static readonly Duration BetweenStarts = Duration.FromMinutes(65);

    public int Kills { get; private set; }

    /// <summary>Writes of the starts that lived.</summary>
    public int Writes { get; private set; }

    /// <summary>Who was told what, and by which mail; as the storage says after the last start.</summary>
    public IReadOnlyList<(string Subscriber, string Delivery, string Change)> Told { get; private set; } = [];

    public IReadOnlyList<string> NotSent { get; private set; } = [];

    public IReadOnlyList<string> Findings { get; private set; } = [];

    /// <summary>The mails that lie in the mailbox, each named by its delivery.</summary>
    public IReadOnlyList<string> Mailbox => [.. Directory.EnumerateFiles(Path.Combine(folder, "outbox"), "*.eml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    /// <param name="step">Kills before the 1st, (1 + step)th, (1 + 2 step)th … write; 0: never.</param>
    public async Task LiveAsync(int day, int step)
    {
        for (var start = 0; start < MostStarts; start++)
        {
            var now = Instant.FromUtc(2026, 8, 24, 7, 0) + Duration.FromDays(7 * (day - 1)) + (BetweenStarts * start);
            var point = step == 0 ? 0 : 1 + (start * step);
            var result = await FundingAlertsCommand.RunProgramAsync(
                "FundingAlerts.KillTarget", environment, folder, $"{day}", InstantPattern.General.Format(now), $"{point}", storage);
            if (result.ExitCode == Killed)
            {
                Kills++;
                continue;
            }
            result.ExitCode.ShouldBe(0, result.Error);
            Read(result.Json.ShouldHaveSingleItem());
            return;
        }
        throw new InvalidOperationException($"It has not come to its end after {MostStarts} starts.");
    }

    private void Read(JsonElement end)
    {
        end.GetProperty("failures").GetInt32().ShouldBe(0);
        Writes += end.GetProperty("writes").GetInt32();
        var mails = end.GetProperty("mails").EnumerateArray().ToList();
        Told = [.. mails.SelectMany(m => Texts(m, "tells").Select(t => (Text(m, "subscriberId"), Text(m, "deliveryId"), t)))];
        NotSent = [.. mails.Where(m => Text(m, "state") != "Sent").Select(m => Text(m, "deliveryId"))];
        Findings = Texts(end, "findings");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static List<string> Texts(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];
}
