using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using FundingAlerts.Sources;
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
    public static IAnsiConsole Result { get; } = Open(Console.Out, Console.IsOutputRedirected);

    /// <summary>For progress, hints and faults.</summary>
    public static IAnsiConsole Aside { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>A line of the result, in Spectre's markup; what stands in braces is escaped.</summary>
    public static void Say(FormattableString line) => Result.MarkupLineInterpolated(CultureInfo.InvariantCulture, Shown(line));

    /// <summary>A line beside the result.</summary>
    public static void Hint(FormattableString line) => Aside.MarkupLineInterpolated(CultureInfo.InvariantCulture, Shown(line));

    /// <summary>Words from outside for a table: on one line, without what would steer the terminal.</summary>
    public static Text Cell(string? words, int most = 200) => new(PlainText.Cut(PlainText.Squash(words ?? ""), most));

    /// <summary>One line of JSON.</summary>
    public static void Json<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Lines));

    /// <summary>Says what is wrong and what to do; the exit code to return.</summary>
    public static int Wrong(string message)
    {
        Hint($"[red]{message}[/]");
        return WrongUsage;
    }

    public static int Fault(string message)
    {
        Hint($"[red]{message}[/]");
        return Failed;
    }

    // A title from outside must not steer the terminal.
    private static FormattableString Shown(FormattableString line) => FormattableStringFactory.Create(
        line.Format,
        [.. line.GetArguments().Select(a => a is string text ? string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t') ? ' ' : c)) : a)]);

    private static IAnsiConsole Open(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(writer) });
        // A file has no edge to wrap at.
        if (isRedirected)
            console.Profile.Width = 240;
        return console;
    }
}
