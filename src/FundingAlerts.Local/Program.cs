using System.CommandLine;
using FundingAlerts.Local.Commands;

var root = new RootCommand("FundingAlerts: reads funders' sites and mails each subscriber the calls that match their interests.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    SourceCommand.Create(),
    NormaliseCommand.Create(),
    MatchCommand.Create(),
    TopicsCommand.Create(),
    TwinsCommand.Create(),
    MailCommand.Create(),
    DeskCommand.Create(),
    ServeCommand.Create(),
    OpsCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync(new() { Output = Console.Error, Error = Console.Error });
    return Output.WrongUsage;
}

try
{
    // A scrape or a request under way may end in peace.
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (Exception fault) when (Trouble.Of(fault) is { } sentence)
{
    return Output.Fault(sentence);
}
