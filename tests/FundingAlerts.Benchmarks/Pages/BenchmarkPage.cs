using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks.Pages;

/// <summary>A page to be read again and again, named for the table.</summary>
/// <param name="Source">The definition that reads it.</param>
public sealed record BenchmarkPage(string Name, SourceDefinition Source, Uri Address, ReadOnlyMemory<byte> Body)
{
    /// <summary>As the fetcher would hand it over.</summary>
    public Page Page { get; } = new(Address, "", "utf-8", Body);

    public override string ToString() => FormattableString.Invariant($"{Name}, {Size()}");

    private string Size() => Body.Length < 1_000_000
        ? FormattableString.Invariant($"{Math.Round(Body.Length / 1e3)} KB")
        : FormattableString.Invariant($"{Body.Length / 1e6:0.0} MB");
}
