using System.CommandLine;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Local.Storage;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Local.Commands;

/// <summary>What the commands about a source's health share.</summary>
internal static class HealthOptions
{
    private const int NameLength = 200;
    private const int NoteLength = 2_000;

    public static Argument<string> Id() => new("id") { Description = "The source's id." };

    public static Option<string> By() => Words("--by", "Who says so; kept with it.", NameLength);

    public static Option<string> Note() => Words("--note", "What was found, for those who look later.", NoteLength);

    /// <summary>The exit code when there is no such data folder; null when there is.</summary>
    public static int? FaultOf(string data) => Directory.Exists(data)
        ? null
        : Output.Wrong($"There is no data in '{data}'. Give the --data that 'serve' or 'run scrape' uses.");

    public static async Task<(SourceDefinition? Source, int Fault)> FindAsync(string id, string data, CancellationToken cancellationToken) =>
        (await CurationDesk.SourcesAsync(data, cancellationToken)).FirstOrDefault(s => s.Id == id)?.Definition is { } source
            ? (source, Output.Done)
            : (null, Output.Wrong($"There is no source '{id}'. 'source list' shows all."));

    private static Option<string> Words(string name, string description, int most)
    {
        var option = new Option<string>(name) { Description = description, Required = true };
        option.Validators.Add(result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value.Trim() : "";
            if (text.Length == 0 || text.Length > most)
                result.AddError(FormattableString.Invariant($"{name} wants some words, at most {most} characters."));
        });
        return option;
    }
}

/// <summary>An opened data folder, at an instant: the present one unless another is asked for.</summary>
internal sealed class OpenedHealth(string data, Instant? now) : IDisposable
{
    private readonly SqliteStorage _storage = SqliteStorage.Open(data, HostClock.System);

    public Instant Now { get; } = now ?? HostClock.System.GetCurrentInstant();

    public HealthStore Health => new(_storage.Account);

    public SourceStore Sources => new(_storage.Account);

    public void Dispose() => _storage.Dispose();
}
