using System.Globalization;
using FundingAlerts.Sources.Curation;
using Spectre.Console;

namespace FundingAlerts.Local.Commands;

/// <summary>Fields before and after: how often each was found, and values that changed.</summary>
internal static class DriftTable
{
    public static void Write(IEnumerable<FieldDrift> fields)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("Field", "Before", "After", "For example");
        foreach (var field in fields)
        {
            table.AddRow(
                new Text(field.Name, field.IsBlind ? Color.Red : Color.Default),
                new Text(Share(field.Before, field.RowsBefore)),
                new Text(Share(field.After, field.RowsAfter)),
                new Rows(field.Changed.Select(c => Output.Cell($"{Value(c.Before)} → {Value(c.After)}"))));
        }
        Output.Result.Write(table);
    }

    private static string Share(int found, int rows) => rows == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{found} of {rows}");

    private static string Value(string? value) => value is null ? "(nothing)" : Sources.PlainText.Cut(Sources.PlainText.Squash(value), 50);
}
