using System.Globalization;
using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace FundingAlerts.Tests;

/// <summary>Rows of a theory as an aligned table, cells parted by ¦; an empty cell is null for all but the words.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TableAttribute(string rows) : DataAttribute
{
    public string Rows => rows;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var parameters = testMethod.GetParameters();
        var found = rows.Split('\n')
            .Where(row => row.Trim().Length > 0)
            .Select(row => row.Split('¦'))
            .Select(cells => (ITheoryDataRow)new TheoryDataRow([.. parameters.Select((parameter, i) => Value(cells[i].Trim(), parameter.ParameterType))]))
            .ToList();
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(found);
    }

    public override bool SupportsDiscoveryEnumeration() => true;

    private static object? Value(string cell, Type type) =>
        cell.Length == 0 ? null
        : type == typeof(string) ? cell.Replace("\\n", "\n", StringComparison.Ordinal)
        : type.IsEnum ? Enum.Parse(type, cell)
        : Convert.ChangeType(cell, type, CultureInfo.InvariantCulture);
}
