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
            // That the host cannot start is thrown as well, and said in one sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.Services.Configure<ConsoleLoggerOptions>(c => c.LogToStandardErrorThreshold = LogLevel.Trace);
        return logging;
    }
}
