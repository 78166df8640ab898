using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>How often something may be done in a day.</summary>
/// <param name="Name">Of what is counted.</param>
public sealed record Limit(string Name, int PerDay);

/// <summary>Counts what strangers ask for, by day (UTC), over all machines; forgotten after some days. What is counted is kept as a hash.</summary>
public sealed class Throttle(StorageAccount storage)
{
    public static readonly Limit Mailbox = new("mailbox", 3);
    public static readonly Limit Network = new("network", 30);
    public static readonly Limit Founder = new("founder", 3);
    public static readonly Limit Inviter = new("inviter", 30);
    internal const string TableName = "throttles";
    private const int Attempts = 20;
    private const int DaysKept = 3;
    private const int Prefix4 = 24;
    private const int Prefix6 = 56;
    private readonly ITable _table = storage.Table(TableName);

    /// <returns>Whether it may be done once more today; then it is counted.</returns>
    public async Task<bool> TryAsync(Limit limit, string who, Instant now, CancellationToken cancellationToken)
    {
        var (partition, key) = (DayOf(now), Keys.Join(limit.Name, HashOf(who)));
        for (var attempt = 1; ; attempt++)
        {
            var row = await _table.FindAsync(partition, key, cancellationToken);
            var count = row is null ? 0 : Documents.Read<Count>(row).Times;
            if (count >= limit.PerDay)
                return false;
            try
            {
                var next = Documents.ToRow(partition, key, new Count(count + 1));
                _ = row is null ? await _table.InsertAsync(next, cancellationToken) : await _table.UpdateAsync(next, row.ETag!, cancellationToken);
                return true;
            }
            catch (Exception raced) when (raced is RowChangedException or RowExistsException)
            {
                // Who is that busy at once is over any limit.
                if (attempt == Attempts)
                    return false;
            }
        }
    }

    /// <summary>Forgets the counts of some days ago.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(Instant now, int most, CancellationToken cancellationToken)
    {
        var forgotten = 0;
        for (var ago = DaysKept; ago < 2 * DaysKept && forgotten < most; ago++)
        {
            var partition = DayOf(now - Duration.FromDays(ago));
            while (forgotten < most && await _table.QueryAsync(new(partition), StorageLimits.Edits, continuation: null, cancellationToken) is { Rows.Count: > 0 } page)
            {
                await _table.TransactAsync(partition, [.. page.Rows.Select(r => new RowEdit.Delete(r.Key))], cancellationToken);
                forgotten += page.Rows.Count;
            }
        }
        return forgotten;
    }

    /// <summary>The network that an address belongs to, as its owner can have many: 192.0.2.0/24, 2001:db8:1:200::/56.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var length = plain.AddressFamily == AddressFamily.InterNetwork ? Prefix4 : Prefix6;
        var bytes = plain.GetAddressBytes();
        for (var i = length / 8; i < bytes.Length; i++)
            bytes[i] = 0;
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{length}");
    }

    private static string DayOf(Instant now) => now.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string HashOf(string who) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(who)).AsSpan(0, 16));

    private sealed record Count(int Times);
}
