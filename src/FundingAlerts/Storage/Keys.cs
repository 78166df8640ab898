using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Storage;

/// <summary>
/// Keys composed of parts. Any text makes a part; different parts make different keys, and keys of plain parts (letters,
/// digits, '-', '_', '.', ':') sort as their parts do, the first part first.
/// </summary>
public static class Keys
{
    /// <summary>A part longer than this once escaped is cut and ends in a hash of the whole.</summary>
    public const int PartLength = 200;

    // The lowest character that keys may have after the space, so that "a!z" sorts before "a-b!a", as "a" does before "a-b".
    private const char Separator = '!';
    private const char Escape = '~';
    private const char Cut = 'x';
    private const char Wide = 'u';
    private const int HashBytes = 16;

    /// <summary>One key of several parts, at most <see cref="StorageLimits.KeyLength"/> long.</summary>
    /// <exception cref="StorageLimitException">The parts together are too long.</exception>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                key.Append(Separator);
            key.Append(Part(parts[i]));
        }

        var joined = key.ToString();
        StorageLimits.CheckKey(joined);
        return joined;
    }

    /// <summary>How all keys of these parts and at least one more begin; for <see cref="RowRange.StartingWith"/>.</summary>
    public static string Prefix(params ReadOnlySpan<string> parts) => Join(parts) + Separator;

    /// <summary>The parts that a key was joined from.</summary>
    /// <exception cref="FormatException">A part was too long and is not in the key, or this is no key of ours.</exception>
    public static IReadOnlyList<string> Split(string key) => [.. key.Split(Separator).Select(Text)];

    /// <summary>Text as one part of a key: "a/b" becomes "a~2Fb".</summary>
    public static string Part(string text)
    {
        var part = new StringBuilder(text.Length);
        var whole = 0;
        for (var i = 0; i < text.Length;)
        {
            var valid = Rune.TryGetRuneAt(text, i, out var rune);
            var units = valid ? rune.Utf16SequenceLength : 1;
            if (valid && IsPlain(rune))
                part.Append(text, i, units);
            else if (text[i] < 0x100)
                part.Append(CultureInfo.InvariantCulture, $"{Escape}{(int)text[i]:X2}");
            else
                part.Append(CultureInfo.InvariantCulture, $"{Escape}{Wide}{(int)text[i]:X4}");
            i += units;

            // Where the part can be cut without breaking an escape or a pair.
            if (part.Length <= PartLength - 2 - (2 * HashBytes))
                whole = part.Length;
        }

        if (part.Length <= PartLength)
            return part.ToString();

        // Of the escaped part: UTF-8 would make all broken text the same.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(part.ToString()));
        return $"{part.ToString(0, whole)}{Escape}{Cut}{Convert.ToHexString(hash, 0, HashBytes)}";
    }

    /// <summary>The text that <see cref="Part"/> was made from.</summary>
    /// <exception cref="FormatException">The text was too long and is not in the part, or this is no part of ours.</exception>
    public static string Text(string part)
    {
        var text = new StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != Escape)
            {
                text.Append(part[i]);
                continue;
            }

            var mark = i + 1 < part.Length ? part[i + 1] : '\0';
            if (mark == Cut)
                throw new FormatException($"The key part '{part}' was cut because its text was too long; keep the text in the row itself.");
            var (from, digits) = mark == Wide ? (i + 2, 4) : (i + 1, 2);
            if (from + digits > part.Length || !ushort.TryParse(part.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                throw new FormatException($"The key part '{part}' has a broken escape at {i}.");
            text.Append((char)unit);
            i = from + digits - 1;
        }

        return text.ToString();
    }

    // '%' is legal, but is decoded twice by some of what lies between us and Azure; U+FFFE and U+FFFF are no characters.
    private static bool IsPlain(Rune rune) =>
        rune.Value > Separator
        && rune.Value is not ('/' or '\\' or '#' or '?' or '%' or Escape or 0xFFFE or 0xFFFF)
        && !Rune.IsControl(rune);
}
