using BenchmarkDotNet.Running;
using FundingAlerts.Benchmarks;
using FundingAlerts.Benchmarks.Load;
using FundingAlerts.Benchmarks.Matching;
using FundingAlerts.Benchmarks.Reading;
using FundingAlerts.Benchmarks.Twins;

// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- load [--sizes 1000,10000,100000]
if (args is ["load", .. var load])
    return await LoadCommand.RunAsync(load);

// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- reading [--rounds 9]
if (args is ["reading", .. var reading])
    return await ReadingCommand.RunAsync(reading);
// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- matching [--sizes 1000,10000,100000,1000000]
if (args is ["matching", .. var matching])
    return MatchingCommand.Run(matching);
// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- twins [--calls 100000]
if (args is ["twins", .. var twins])
    return await TwinsCommand.RunAsync(twins);

// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- --short [--filter '*Listing*']
var isShort = args.Contains("--short");
string[] passed = [.. args.Where(a => a != "--short")];
if (!passed.Any(a => a is "-f" or "--filter" or "--list" or "--help"))
    passed = [.. passed, "--filter", "*"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(ReadingConfig).Assembly).Run(passed, new ReadingConfig(isShort));
return summaries.All(s => s.Reports.All(r => r.Success) && !s.HasCriticalValidationErrors) ? 0 : 1;
