using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage.Backups;

/// <summary>A storage with something of everything, and its content as text.</summary>
internal static class BackupWorld
{
    private static readonly object[] Values =
    [
        "", "神经 🧠 <a>&\"\\\r\n\t", true, false, 0, int.MinValue, long.MaxValue, -0.5, 0.1, double.Epsilon, double.NaN,
        new DateTimeOffset(2026, 11, 22, 9, 0, 0, 123, TimeSpan.Zero).AddTicks(4567), Array.Empty<byte>(), new byte[] { 0, 255, 10 },
    ];

    /// <summary>371 rows and 4 blobs.</summary>
    public static async Task FillAsync(StorageAccount account)
    {
        var calls = account.Table("opportunities");
        foreach (var part in Enumerable.Range(0, 250).Chunk(100))
            await calls.TransactAsync("ukri", [.. part.Select(i => new RowEdit.Insert(Of($"k{i:D3}", Values[i % Values.Length], "ukri")))], Token);
        await calls.InsertAsync(new("Ａ!🧠", "", Values.Select((value, i) => (value, i)).ToDictionary(v => $"v{v.i}", v => v.value)), Token);
        for (var i = 0; i < 12; i++)
            await account.Table("sources").InsertAsync(Documents.ToRow("large", $"row{i:D2}", new string((char)('a' + i), 500_000)), Token);
        for (var i = 0; i < 108; i++)
            await account.Table("subscribers").InsertAsync(Of("profile", i, $"s{i:D3}"), Token);
        var letters = account.Blobs("letters");
        await letters.PutAsync("2026-11-22/abc.json", "{}"u8.ToArray(), BlobCondition.None, Token);
        await letters.PutAsync("empty", ReadOnlyMemory<byte>.Empty, BlobCondition.None, Token);
        await account.Blobs("snapshots").PutAsync("ukri/large", LargeContent(), BlobCondition.None, Token);
        await account.Blobs("snapshots").PutAsync("ukri/A", "\n\0"u8.ToArray(), BlobCondition.None, Token);
    }

    public static async Task<MemoryStream> BackUpAsync(StorageAccount account, Instant now)
    {
        var backup = new MemoryStream();
        await new BackupWriter(account).WriteAsync(backup, "1.2.3", now, Token);
        backup.Position = 0;
        return backup;
    }

    /// <summary>All rows and blobs, each with the types of its values.</summary>
    public static async Task<string> TextAsync(StorageAccount account)
    {
        var text = new StringBuilder();
        foreach (var table in StorageContents.Tables)
        {
            await foreach (var row in account.Table(table).ScanAllAsync(Token))
            {
                text.Append(CultureInfo.InvariantCulture, $"{table} {row.Partition} {row.Key}");
                foreach (var (name, value) in row.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
                    text.Append(CultureInfo.InvariantCulture, $" {name}={value.GetType().Name}:{Shown(value)}");
                text.AppendLine();
            }
        }
        foreach (var container in StorageContents.Containers)
        {
            await foreach (var name in account.Blobs(container).ListAsync("", Token))
                text.AppendLine(CultureInfo.InvariantCulture, $"{container} {name} {Convert.ToHexString(SHA256.HashData((await account.Blobs(container).FindAsync(name, Token))!.Content.Span))}");
        }
        return text.ToString();
    }

    /// <summary>The same account for one test alone: its tables and containers have names that no other has.</summary>
    public static StorageAccount Renamed(StorageAccount account)
    {
        var mark = Fresh.Name();
        return new(name => account.Table($"{mark}{name}"), name => account.Queue($"{mark}{name}"), name => account.Blobs($"{mark}{name}"));
    }

    private static byte[] LargeContent() => [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];

    private static string Shown(object value) => value switch
    {
        string { Length: > 1_000 } text => FormattableString.Invariant($"{text[0]}*{text.Length} {text.Distinct().Count()}"),
        byte[] bytes => Convert.ToHexString(bytes),
        DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
