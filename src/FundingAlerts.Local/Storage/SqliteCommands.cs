using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace FundingAlerts.Local.Storage;

internal static class SqliteCommands
{
    /// <summary>A command within the connection's transaction, if there is one.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "The SQL is all our own; what comes from outside goes in as a parameter.")]
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    /// <summary>Runs it and returns how many rows it changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }
}
