using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Tests.Scraping.Fetching;

public sealed class LogTests
{
    [Fact]
    public async Task A_log_names_host_and_path_and_never_the_query()
    {
        using var logs = new KeptLogs();
        await using var world = await FetchingWorld.StartAsync(logs: logs);
        world.Site.OnStatus("/calls", 503, 200);
        world.Site.OnStatus("/broken", 500);

        await world.GetAsync("https://a.example/calls?apiKey=secret");
        await world.GetAsync("https://a.example/broken?apiKey=secret");
        await world.GetAsync("http://10.0.0.1/calls?apiKey=secret");

        logs.Lines.ShouldContain("a.example/calls answered 200 with 0 bytes.");
        logs.Lines.ShouldContain("a.example/broken answered 500 with 0 bytes.");
        logs.Lines.ShouldAllBe(l => !l.Contains("secret", StringComparison.Ordinal));
    }

    private sealed class KeptLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
