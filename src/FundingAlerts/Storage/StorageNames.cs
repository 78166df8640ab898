using System.Text.RegularExpressions;

namespace FundingAlerts.Storage;

/// <summary>What tables, queues, containers and blobs may be called, on every backend alike.</summary>
public static partial class StorageNames
{
    private const int ShortestName = 3;
    private const int LongestName = 63;
    private const string Poison = "-poison";

    // A file system takes 255 bytes; the embedded backend writes capital letters with two characters.
    private const int SegmentLength = 120;
    private const int BlobNameLength = 512;

    /// <summary>Letters and digits, a letter first, 3 to 63. Names that differ only in case are one table.</summary>
    public static void CheckTable(string name)
    {
        if (!TableName().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase))
            throw new StorageLimitException($"No table may be called '{name}'; use 3 to 63 letters and digits, a letter first, but not 'tables'.");
    }

    /// <summary>Small letters, digits and single hyphens between them, 3 to 56: "-poison" is added for the poison queue.</summary>
    public static void CheckQueue(string name)
    {
        const int longest = LongestName - 7;
        if (!IsDashed(name, longest) || name.EndsWith(Poison, StringComparison.Ordinal))
            throw new StorageLimitException($"No queue may be called '{name}'; use 3 to {longest} small letters, digits and single hyphens between them, not ending in '{Poison}'.");
    }

    /// <summary>Small letters, digits and single hyphens between them, 3 to 63.</summary>
    public static void CheckContainer(string name)
    {
        if (!IsDashed(name, LongestName))
            throw new StorageLimitException($"No container may be called '{name}'; use 3 to {LongestName} small letters, digits and single hyphens between them.");
    }

    /// <summary>Segments of letters, digits, '-', '_' and '.', none empty or ending in '.', joined by '/'.</summary>
    public static void CheckBlob(string name)
    {
        if (name.Length > BlobNameLength || !BlobName().IsMatch(name) || name.Split('/').Any(segment => segment.Length > SegmentLength || segment[^1] == '.'))
            throw new StorageLimitException($"No blob may be called '{name}'; use ASCII letters, digits, '-', '_' and '.' in segments joined by '/', none empty or ending in '.', each up to {SegmentLength} characters, {BlobNameLength} in all.");
    }

    /// <summary>The beginning of a blob's name; it may end anywhere.</summary>
    public static void CheckBlobPrefix(string prefix)
    {
        // "a." may go on as "a.html", and "a/" as "a/b".
        if (prefix.Length > 0)
            CheckBlob(prefix + "x");
    }

    private static bool IsDashed(string name, int longest) =>
        name.Length >= ShortestName && name.Length <= longest && DashedName().IsMatch(name);

    // Opportunities
    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,62}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TableName();

    // source-definitions
    [GeneratedRegex(@"\A[a-z0-9](-?[a-z0-9])+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DashedName();

    // ukri/2026-11-22/page.html
    [GeneratedRegex(@"\A[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BlobName();
}
