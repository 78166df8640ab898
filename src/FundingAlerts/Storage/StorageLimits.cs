using System.Globalization;
using NodaTime;

namespace FundingAlerts.Storage;

/// <summary>
/// What every backend takes: the limits of Azure Tables and Queues, checked alike everywhere, so that what works on one
/// machine works in the cloud. Each check throws a <see cref="StorageLimitException"/> that says what to do.
/// </summary>
public static class StorageLimits
{
    /// <summary>UTF-16 units of a partition or row key (1 KiB).</summary>
    public const int KeyLength = 512;

    /// <summary>UTF-16 units of a string value (64 KiB).</summary>
    public const int StringLength = 32_768;

    /// <summary>Bytes of a byte[] value.</summary>
    public const int BytesLength = 64 * 1024;

    /// <summary>Values of a row, its keys not among them.</summary>
    public const int RowValues = 252;

    /// <summary>Bytes of a row as <see cref="RowSize.Stored"/> counts them.</summary>
    public const int RowBytes = 1024 * 1024;

    /// <summary>Edits of one transaction.</summary>
    public const int Edits = 100;

    /// <summary>Bytes of a transaction as <see cref="RowSize.Sent"/> counts them.</summary>
    public const int TransactionBytes = 4 * 1024 * 1024;

    /// <summary>Rows of one page.</summary>
    public const int PageRows = 1_000;

    /// <summary>UTF-8 bytes of a queue message.</summary>
    public const int MessageBytes = 48 * 1024;

    /// <summary>Messages received or peeked at together.</summary>
    public const int MessagesAtOnce = 32;

    private const int ValueNameLength = 255;
    private static readonly DateTimeOffset FirstTime = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Duration LongestHidden = Duration.FromDays(7);
    private static readonly HashSet<string> TakenValueNames = ["PartitionKey", "RowKey", "Timestamp", "ETag"];

    /// <summary>A partition or row key: no / \ # ? or control character, no half of a surrogate pair, not too long.</summary>
    public static void CheckKey(string key)
    {
        if (key.Length > KeyLength)
            throw new StorageLimitException($"The key '{key[..60]}…' has {Figure(key.Length)} characters, {KeyLength} are allowed; build it with Keys.Join, which shortens long parts.");
        foreach (var unit in key)
        {
            if (unit is '/' or '\\' or '#' or '?' || char.IsControl(unit))
                throw new StorageLimitException($"The key '{key}' has the character U+{(int)unit:X4}, which no key may have (nor / \\ # ? or control characters); build it with Keys.Join, which escapes it.");
        }

        CheckWellFormed(key, "key");
    }

    /// <summary>A row about to be stored.</summary>
    public static void CheckRow(Row row)
    {
        CheckKey(row.Partition);
        CheckKey(row.Key);
        if (row.Values.Count > RowValues)
            throw new StorageLimitException($"{Name(row)} has {Figure(row.Values.Count)} values, {RowValues} are allowed; store some of them together as one document.");
        foreach (var (name, value) in row.Values)
        {
            CheckValueName(row, name);
            CheckValue(row, name, value);
        }

        var size = RowSize.Stored(row);
        if (size > RowBytes)
            throw new StorageLimitException($"{Name(row)} has {Figure(size)} bytes (two for each character), {Figure(RowBytes)} are allowed; split it over several rows or keep the bulk in a blob.");
    }

    /// <summary>The edits of one transaction: not too many or too large, each of its own row, all of one partition.</summary>
    public static void CheckEdits(string partition, IReadOnlyList<RowEdit> edits)
    {
        CheckKey(partition);
        if (edits.Count > Edits)
            throw new StorageLimitException($"The transaction in partition '{partition}' has {Figure(edits.Count)} edits, {Edits} are allowed; split it into several.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var edit in edits)
        {
            var (row, key) = edit switch
            {
                RowEdit.Insert insert => (insert.Row, insert.Row.Key),
                RowEdit.Upsert upsert => (upsert.Row, upsert.Row.Key),
                RowEdit.Update update => (update.Row, update.Row.Key),
                RowEdit.Delete delete => (new Row(partition, delete.Key, RowSize.NoValues), delete.Key),
                _ => throw new ArgumentOutOfRangeException(nameof(edits), edit, "Unknown edit."),
            };
            if (row.Partition != partition)
                throw new StorageLimitException($"The transaction in partition '{partition}' has a row of partition '{row.Partition}'; rows of one partition only are changed together.");
            if (!keys.Add(key))
                throw new StorageLimitException($"The transaction in partition '{partition}' has the row '{key}' twice; make one edit of them.");
            CheckRow(row);
            bytes += RowSize.Sent(row);
        }

        if (bytes > TransactionBytes)
            throw new StorageLimitException($"The transaction in partition '{partition}' has {Figure(bytes)} bytes as it travels, {Figure(TransactionBytes)} are allowed; split it into several.");
    }

    /// <summary>A range to read. Its bounds need not be keys themselves (they may end in '/'), but must be text.</summary>
    public static void CheckRange(RowRange range, int take)
    {
        CheckKey(range.Partition);
        CheckWellFormed(range.From ?? "", "bound");
        CheckWellFormed(range.To ?? "", "bound");
        CheckCount(take, PageRows, "rows");
    }

    public static void CheckScan(int take) => CheckCount(take, PageRows, "rows");

    /// <summary>A message about to be sent.</summary>
    public static void CheckMessage(string body, Duration delay)
    {
        CheckWellFormed(body, "message");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(body);
        if (bytes > MessageBytes)
            throw new StorageLimitException($"The message has {Figure(bytes)} bytes in UTF-8, {Figure(MessageBytes)} are allowed; store the bulk as a row or blob and send its key.");
        CheckHidden(delay, Duration.Zero);
    }

    public static void CheckReceive(int max, Duration visibility)
    {
        CheckCount(max, MessagesAtOnce, "messages");
        CheckHidden(visibility, Duration.FromSeconds(1));
    }

    /// <summary>Zero hands the message back at once.</summary>
    public static void CheckExtend(Duration visibility) => CheckHidden(visibility, Duration.Zero);

    public static void CheckPeek(int max) => CheckCount(max, MessagesAtOnce, "messages");

    private static void CheckValueName(Row row, string name)
    {
        var plain = name.Length is > 0 and <= ValueNameLength
            && (char.IsAsciiLetter(name[0]) || name[0] == '_')
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!plain || TakenValueNames.Contains(name))
            throw new StorageLimitException($"{Name(row)} has a value named '{name}'; use letters, digits and '_', a letter first, up to {ValueNameLength}, and none of {string.Join(", ", TakenValueNames.Order(StringComparer.Ordinal))}.");
    }

    private static void CheckValue(Row row, string name, object value)
    {
        switch (value)
        {
            case string { Length: > StringLength } text:
                throw new StorageLimitException($"The value '{name}' of {Name(row)} has {Figure(text.Length)} characters, {Figure(StringLength)} are allowed; use Documents.ToRow, which splits it, or a blob.");
            case string text:
                CheckWellFormed(text, $"value '{name}'");
                break;
            case byte[] { Length: > BytesLength } bytes:
                throw new StorageLimitException($"The value '{name}' of {Name(row)} has {Figure(bytes.Length)} bytes, {Figure(BytesLength)} are allowed; use a blob.");
            case DateTimeOffset time when time < FirstTime:
                throw new StorageLimitException($"The value '{name}' of {Name(row)} is before the year 1601, where stored time begins; store it as text.");
            case double number when double.IsInfinity(number):
                throw new StorageLimitException($"The value '{name}' of {Name(row)} is infinite, which Azure's client cannot send; leave it out, or store it as text.");
            case bool or int or long or double or DateTimeOffset or byte[]:
                break;
            default:
                throw new StorageLimitException($"The value '{name}' of {Name(row)} is {(value is null ? "null" : $"of type {value.GetType().Name}")}; a value is a string, bool, int, long, double, DateTimeOffset or byte[]. Leave out what is not there, and store other things with Documents.ToRow.");
        }
    }

    // UTF-8, in which all backends travel or store, cannot hold half a pair: it would silently become U+FFFD.
    private static void CheckWellFormed(string text, string what)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (System.Text.Rune.DecodeFromUtf16(rest[at..], out _, out var units) != System.Buffers.OperationStatus.Done)
                throw new StorageLimitException($"The {what} has half a surrogate pair (U+{(int)rest[at]:X4}), which is no text; mend it where it was cut.");
            rest = rest[(at + units)..];
        }
    }

    private static void CheckCount(int count, int most, string what)
    {
        if (count < 1 || count > most)
            throw new StorageLimitException($"{Figure(count)} {what} were asked for; ask for 1 to {Figure(most)}.");
    }

    private static void CheckHidden(Duration hidden, Duration least)
    {
        if (hidden < least || hidden > LongestHidden)
            throw new StorageLimitException($"A message cannot be hidden for {hidden}; from {least.TotalSeconds:0} seconds to 7 days are allowed.");
    }

    private static string Name(Row row) => $"the row '{row.Key}' of partition '{row.Partition}'";

    private static string Figure(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
