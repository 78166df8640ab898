using System.Text.Encodings.Web;
using System.Text.Json;
using FundingAlerts.Storage;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Results go to stdout, for people or (with --json) for machines; everything else goes to stderr.</summary>
internal static class Output
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private static readonly JsonSerializerOptions Lines = new(StoredJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For tables and prose that are the result.</summary>
    public static IAnsiConsole Result { get; } = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Out) });

    /// <summary>For progress, hints and faults.</summary>
    public static IAnsiConsole Aside { get; } = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>One line of JSON.</summary>
    public static void Json<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Lines));

    /// <summary>Says what is wrong and what to do; the exit code to return.</summary>
    public static int Wrong(string message)
    {
        Aside.MarkupLineInterpolated($"[red]{message}[/]");
        return WrongUsage;
    }

    public static int Fault(string message)
    {
        Aside.MarkupLineInterpolated($"[red]{message}[/]");
        return Failed;
    }
}
