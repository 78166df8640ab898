using System.Text;
using System.Text.RegularExpressions;

namespace FundingAlerts.Sources;

/// <summary>Which character set a page is written in. All encodings here throw at bytes that they do not know.</summary>
internal static partial class Charset
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private const int Windows1252 = 1252;

    // How far browsers look for a page's own word on its charset.
    private const int OwnWordsWithin = 1024;

    // Longest first: the mark of UTF-16 begins that of UTF-32.
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0x00, 0x00, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
    ];

    /// <summary>The encoding and the length of its mark; null when the bytes begin with none.</summary>
    public static (Encoding Encoding, int Length)? FromByteOrderMark(ReadOnlySpan<byte> bytes)
    {
        foreach (var (mark, encoding) in Marks)
            if (bytes.StartsWith(mark))
                return (encoding, mark.Length);

        return null;
    }

    /// <summary>By XML declaration, else by meta element; null when the page says nothing that we know.</summary>
    public static Encoding? FromOwnWords(ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, OwnWordsWithin)]);
        var words = XmlDeclaration().Match(start);
        if (!words.Success)
            words = Meta().Match(start);

        // Whoever could be read as ASCII up to here is not UTF-16, whatever it says.
        return words.Success && Find(words.Groups["name"].Value) is { } encoding
            ? encoding is UnicodeEncoding ? Utf8 : encoding
            : null;
    }

    /// <summary>By the name that a server or a page uses; null when it is absent or not known.</summary>
    public static Encoding? Find(string? name)
    {
        var canonical = name?.Trim(' ', '"', '\'').ToLowerInvariant() switch
        {
            // The web's names for what browsers read as these (WHATWG Encoding §4.2).
            "utf8" or "utf-8" => "utf-8",
            "latin1" or "latin-1" or "iso-8859-1" or "iso8859-1" or "us-ascii" or "ascii" or "cp1252" or "ansi" => "windows-1252",
            "iso-8859-9" or "latin5" => "windows-1254",
            "latin2" => "iso-8859-2",
            "" or null => null,
            var other => other,
        };
        if (canonical is null)
            return null;

        if (canonical is "utf-8")
            return Utf8;

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(canonical, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(canonical, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    public static bool IsLatin1(Encoding encoding) => encoding.CodePage is Windows1252;

    /// <summary>The same, with U+FFFD for bytes that it does not know.</summary>
    public static Encoding Lenient(Encoding encoding)
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return lenient;
    }

    // <?xml version="1.0" encoding="ISO-8859-1"?>
    [GeneratedRegex("""^\s*<\?xml[^>]{0,80}?\sencoding\s*=\s*["'](?<name>[\w.:-]{1,40})["']""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 500)]
    private static partial Regex XmlDeclaration();

    // <meta charset="windows-1252">
    // <meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">
    [GeneratedRegex("""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*(?<name>[\w.:-]{1,40})""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Meta();
}
