using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FundingAlerts.Local.Storage;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Local.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON lines on stdout." };

    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of the database and blobs.",
        DefaultValueFactory = _ => "./data",
    };

    /// <summary>Both --data and --storage.</summary>
    public static PlaceOptions Place() => new();

    public static Option<StorageKind> Storage()
    {
        var storage = new Option<StorageKind>("--storage")
        {
            Description = "embedded: SQLite and files in the data folder. azure: the account that FUNDINGALERTS_STORAGE or AzureWebJobsStorage names. azurite: Azure's emulator on this machine, started if need be.",
            DefaultValueFactory = _ => StorageKind.Embedded,
        };
        return storage.AcceptOnlyFromAmong([.. Enum.GetNames<StorageKind>().Select(name => name.ToLowerInvariant())]);
    }

    public static Option<string> By() => new("--by")
    {
        Description = "Who does it; kept in the history.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    public static Option<string?> Note() => new("--note") { Description = "Why; kept in the history." };

    public static Argument<string> SourceId() => new("id") { Description = "The source's id." };

    /// <summary>A name that stands for a decision must be given.</summary>
    public static Option<string> NeededBy() => Words("--by", "Who says so; kept with it.", most: 200);

    public static Option<string> NeededNote() => Words("--note", "What was found, for those who look later.", most: 2_000);

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

    public static Option<int> Port(int otherwise)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port of the web page on 127.0.0.1; 0 takes a free one.",
            DefaultValueFactory = _ => otherwise,
        };
        port.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var number) && number is < 0 or > ushort.MaxValue)
                result.AddError($"{number} is no port; take one from 0 to {ushort.MaxValue}.");
        });
        return port;
    }

    /// <summary>An instant such as 2026-08-24T07:00:00Z; null when it is not given.</summary>
    public static Option<Instant?> Now() => new("--now")
    {
        Description = "Run as if it were this instant: 2026-08-24T07:00:00Z.",
        CustomParser = ReadInstant,
    };

    private static Instant? ReadInstant(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var parsed = InstantPattern.ExtendedIso.Parse(text);
        if (parsed.Success)
            return parsed.Value;
        result.AddError($"'{text}' is no instant; write it in UTC, for example 2026-08-24T07:00:00Z.");
        return null;
    }
}
