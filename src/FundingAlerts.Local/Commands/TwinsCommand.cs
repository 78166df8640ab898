using System.CommandLine;

namespace FundingAlerts.Local.Commands;

/// <summary>What curators do with calls that several sites show.</summary>
internal static class TwinsCommand
{
    public static Command Create() => new("twins", "Lists calls that several sites show, and decides which are one.")
    {
        TwinsListCommand.Create(),
        TwinsFindCommand.Create(),
        TwinsDecideCommand.Create("merge", "Says that two calls are one.", TwinsDecideCommand.MergeAsync),
        TwinsDecideCommand.Create("split", "Says that two calls are two; no rule will merge them again.", TwinsDecideCommand.SplitAsync),
        TwinsDecideCommand.Create("undo", "Takes the last decision about two calls back.", TwinsDecideCommand.UndoAsync),
    };
}
