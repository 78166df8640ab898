using FundingAlerts.Delivery;
using NodaTime;

namespace FundingAlerts.Mail.Bounces;

/// <summary>
/// A mailbox as a folder, into which a mail server puts what comes back: a Maildir (its "new" and "cur") or plain files. What was
/// read goes into "read", what cannot be understood into "set-aside" with a note beside it. Reading twice does no harm.
/// </summary>
public sealed class BounceFolder(string folder, DeliveryLog log)
{
    /// <summary>So many files a look takes on.</summary>
    public const int MostFiles = 1_000;

    private const string Read = "read";
    private const string SetAside = "set-aside";

    // A plain file may still be written to; into a Maildir they come whole.
    private static readonly Duration StillWarm = Duration.FromSeconds(10);

    /// <summary>Whether there is such a folder.</summary>
    public bool IsThere => Directory.Exists(folder);

    /// <exception cref="IOException">The folder cannot be read, or a file not be moved.</exception>
    public async Task<BounceRun> RunAsync(string correlation, Instant now, CancellationToken cancellationToken)
    {
        var done = new BounceRun(0, 0, []);
        foreach (var path in Files(now).Order(StringComparer.Ordinal).Take(MostFiles))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reading = await ReadAsync(path, now, cancellationToken);
            if (reading.Event is { } said)
            {
                var added = await log.AcceptAsync([said], correlation, now, cancellationToken);
                Move(path, Read, note: null);
                done = done with { Files = done.Files + 1, Events = done.Events + added };
                continue;
            }
            Move(path, SetAside, reading.Problem);
            done = done with { Files = done.Files + 1, Aside = [.. done.Aside, (Path.GetFileName(path), reading.Problem!)] };
        }
        return done;
    }

    private IEnumerable<string> Files(Instant now)
    {
        string[] maildir = [Path.Combine(folder, "new"), Path.Combine(folder, "cur")];
        var isMaildir = maildir.All(Directory.Exists);
        return (isMaildir ? maildir : [folder])
            .SelectMany(Directory.EnumerateFiles)
            .Select(path => new FileInfo(path))
            // Not what a link leads to, and not what mail servers keep for themselves.
            .Where(file => !file.Attributes.HasFlag(FileAttributes.ReparsePoint) && !file.Name.StartsWith('.') && (isMaildir || !IsWarm(file, now)))
            .Select(file => file.FullName);
    }

    private static bool IsWarm(FileInfo file, Instant now)
    {
        var written = Instant.FromDateTimeUtc(file.LastWriteTimeUtc);
        return written > now - StillWarm && written < now + StillWarm;
    }

    private static async Task<BounceReading> ReadAsync(string path, Instant now, CancellationToken cancellationToken)
    {
        if (new FileInfo(path).Length > BounceReader.MostBytes)
            return BounceReading.Aside(BounceReader.TooLarge);
        return await BounceReader.ReadAsync(await File.ReadAllBytesAsync(path, cancellationToken), now, cancellationToken);
    }

    // A file of that name may lie there already: nothing is overwritten.
    private void Move(string path, string into, string? note)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, into)).FullName;
        var name = Path.GetFileName(path);
        var free = Path.Combine(target, name);
        for (var i = 2; File.Exists(free); i++)
            free = Path.Combine(target, FormattableString.Invariant($"{name}.{i}"));
        if (note is not null)
            File.WriteAllText(free + ".why", note + Environment.NewLine);
        File.Move(path, free);
    }
}

/// <param name="Files">How many were read.</param>
/// <param name="Events">How many told something new.</param>
/// <param name="Aside">Those that were set aside, and why.</param>
public sealed record BounceRun(int Files, int Events, IReadOnlyList<(string File, string Why)> Aside);
