using System.CommandLine;
using FundingAlerts.Local.Commands;

return await new RootCommand("FundingAlerts on one machine.") { NormaliseCommand.Create() }.Parse(args).InvokeAsync();
