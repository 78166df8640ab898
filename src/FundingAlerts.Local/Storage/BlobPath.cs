using System.Text;

namespace FundingAlerts.Local.Storage;

/// <summary>
/// Where a blob lies: "ukri/Page.html" in "ukri+/+page.html". A folder ends in '+', so that the blob "a" can lie beside
/// "a/b"; a capital is a '+' and its small letter, so that "A" and "a" are two files on every disk.
/// </summary>
internal static class BlobPath
{
    private const char Mark = '+';

    public static string Of(string root, string name) => name.LastIndexOf('/') is >= 0 and var slash
        ? Path.Combine(OfFolder(root, name[..slash]), Encode(name[(slash + 1)..]))
        : Path.Combine(root, Encode(name));

    public static string OfFolder(string root, string name) =>
        Path.Combine([root, .. name.Split('/').Select(segment => Encode(segment) + Mark)]);

    public static string Name(string root, string path)
    {
        var segments = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
        return string.Join('/', segments[..^1].Select(folder => folder[..^1]).Append(segments[^1]).Select(Decode));
    }

    private static string Encode(string segment)
    {
        var encoded = new StringBuilder(segment.Length);
        foreach (var letter in segment)
            _ = char.IsAsciiLetterUpper(letter) ? encoded.Append(Mark).Append(char.ToLowerInvariant(letter)) : encoded.Append(letter);
        return encoded.ToString();
    }

    private static string Decode(string segment)
    {
        var decoded = new StringBuilder(segment.Length);
        for (var i = 0; i < segment.Length; i++)
            decoded.Append(segment[i] == Mark && i + 1 < segment.Length ? char.ToUpperInvariant(segment[++i]) : segment[i]);
        return decoded.ToString();
    }
}
