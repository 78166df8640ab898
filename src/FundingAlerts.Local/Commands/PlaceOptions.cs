using System.CommandLine;
using FundingAlerts.Local.Storage;

namespace FundingAlerts.Local.Commands;

/// <summary>--data and --storage: where a command keeps things. Added to a command like one option.</summary>
internal sealed class PlaceOptions
{
    private readonly Option<string> _data = SharedOptions.Data();
    private readonly Option<StorageKind> _storage = SharedOptions.Storage();

    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_storage);
    }

    public StoragePlace Of(ParseResult parsed) => new(parsed.GetValue(_storage), parsed.GetValue(_data)!);
}

internal static class PlaceOptionsOfCommands
{
    /// <summary>For the braces of a new command.</summary>
    public static void Add(this Command command, PlaceOptions place) => place.AddTo(command);
}
