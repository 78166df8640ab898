using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace FundingAlerts.Local.Hosting;

internal static class LocalLogging
{
    /// <summary>Warnings and faults on stderr: stdout is for results.</summary>
    public static ILoggingBuilder AddLocalLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders()
            .AddSimpleConsole(c => c.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            // What a site answers in the end is the run's verdict; its single tries would fill the screen with stack traces.
            .AddFilter("Polly", LogLevel.None)
            // That the host cannot start is thrown as well, and said in one sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
