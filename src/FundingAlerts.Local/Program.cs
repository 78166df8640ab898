using System.CommandLine;
using FundingAlerts.Local.Commands;

var root = new RootCommand("FundingAlerts: reads funders' sites and mails each subscriber the calls that match their interests.")
{
    DemoCommand.Create(),
    RunCommand.Create(),
    SourceCommand.Create(),
    NormaliseCommand.Create(),
    MatchCommand.Create(),
    ServeCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count == 0)
    return await parsed.InvokeAsync();
await parsed.InvokeAsync(new() { Output = Console.Error, Error = Console.Error });
return Output.WrongUsage;
