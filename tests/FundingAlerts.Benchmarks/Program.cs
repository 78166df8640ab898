using BenchmarkDotNet.Running;
using FundingAlerts.Benchmarks;

// dotnet run -c Release --project tests/FundingAlerts.Benchmarks -- --short [--filter '*Listing*']
var isShort = args.Contains("--short");
string[] passed = [.. args.Where(a => a != "--short")];
if (!passed.Any(a => a is "-f" or "--filter" or "--list" or "--help"))
    passed = [.. passed, "--filter", "*"];
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(passed, new ReadingConfig(isShort));
return summaries.All(s => s.Reports.All(r => r.Success) && !s.HasCriticalValidationErrors) ? 0 : 1;
