using System.Collections.Concurrent;
using FundingAlerts.Local.Demo;
using FundingAlerts.Local.Storage;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Tests.Hosting;

public sealed class PrivacyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fundingalerts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_log_holds_an_address_or_a_name_whatever_is_logged()
    {
        using var log = new CollectingLog();
        await using var world = await DemoWorld.OpenAsync(_folder, StorageKind.Embedded, l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(log), default);
        for (var day = 1; day <= DemoWorld.Days; day++)
            (await world.LiveAsync(day, DemoWorld.NowOn(day), progress: null, default)).Work.Emails.ShouldBe(3);

        log.Lines.Count.ShouldBeGreaterThan(100);
        log.Lines.ShouldContain(l => l.Contains("researcher-cole", StringComparison.Ordinal)); // ids may
        var people = SampleSubscribers.Read(Path.Combine(DemoWorld.Samples, "subscribers.yml")).Select(s => s.Subscriber).ToList();
        foreach (var personal in people.SelectMany(p => new[] { p.Address, p.Address.Split('@')[0], p.Name }).Append("Marianne"))
            log.Lines.ShouldNotContain(l => l.Contains(personal, StringComparison.OrdinalIgnoreCase), personal);
    }

    /// <summary>Every line at every level, with what it was made of.</summary>
    private sealed class CollectingLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {state} {exception}");

        public void Dispose()
        {
        }
    }
}
