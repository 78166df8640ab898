using System.Text;

namespace FundingAlerts.Sources;

/// <summary>The characters of a page.</summary>
public abstract record PageText
{
    // Of a page's characters; one broken byte in a long page spoils nothing.
    private const double TolerableDamage = 0.001;

    // What the bytes say of themselves before any charset: not text at all.
    private static readonly (byte[] Start, string Name)[] Binary =
    [
        ("%PDF-"u8.ToArray(), "PDF"),
        ("PK\u0003\u0004"u8.ToArray(), "ZIP or Office"),
        ([0x89, 0x50, 0x4E, 0x47], "PNG"),
        ([0xFF, 0xD8, 0xFF], "JPEG"),
        ("GIF8"u8.ToArray(), "GIF"),
    ];

    private PageText()
    {
    }

    /// <summary>
    /// Decodes by byte order mark, else the server's charset, else the page's own, else as UTF-8.
    /// Bytes that the charset does not know are taken for UTF-8 when they are that; a few in a long HTML page are let pass.
    /// </summary>
    public static PageText Read(Page page)
    {
        var bytes = page.Body.Span;
        foreach (var (start, name) in Binary)
            if (bytes.StartsWith(start))
                return CannotRead(SourceProblemKind.UnexpectedFormat, page, $"is a {name} file, not a page. Use the page that links to it.");

        if (Charset.FromByteOrderMark(bytes) is var (marked, length))
            return Decode(page, bytes[length..], marked);

        var declared = Charset.Find(page.Charset) ?? Charset.FromOwnWords(bytes);
        if (declared is null)
            return Decode(page, bytes, Charset.Utf8);

        // Servers call everything Latin-1 by default, and hardly any Latin-1 text happens to be UTF-8.
        if (Charset.IsLatin1(declared) && TryDecode(bytes, Charset.Utf8) is { } utf8)
            return new Decoded(utf8, Charset.Utf8.WebName);

        return Decode(page, bytes, declared);
    }

    private static PageText Decode(Page page, ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (TryDecode(bytes, encoding) is { } text)
            return new Decoded(text, encoding.WebName);

        if (TryDecode(bytes, Charset.Utf8) is { } utf8)
            return new Decoded(utf8, Charset.Utf8.WebName);

        var lenient = Charset.Lenient(encoding).GetString(bytes);
        var bad = lenient.AsSpan().Count('\uFFFD');
        if (IsHtml(page, lenient) && bad < lenient.Length * TolerableDamage)
            return new Decoded(lenient, encoding.WebName);

        return CannotRead(
            SourceProblemKind.InvalidBytes,
            page,
            $"has bytes that are no text in {encoding.WebName}, which it is said to be written in. Tell the site's owner; its page may be damaged.");
    }

    /// <summary>The text, or null when some byte is no character of it.</summary>
    private static string? TryDecode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            var text = encoding.GetString(bytes);

            // .NET reads the holes of windows-125x as C1 controls, which no page has in earnest.
            return encoding.IsSingleByte && text.AsSpan().ContainsAnyInRange('\u0080', '\u009F') ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsHtml(Page page, string text) =>
        page.MediaType.Contains("html", StringComparison.OrdinalIgnoreCase)
        || (page.MediaType.Length is 0 && text.AsSpan(0, Math.Min(text.Length, 1024)).Contains("<html", StringComparison.OrdinalIgnoreCase));

    private static Unreadable CannotRead(SourceProblemKind kind, Page page, string what) =>
        new(new SourceProblem(kind, $"{page.Address.Host}{page.Address.AbsolutePath} {what}"));

    /// <param name="Charset">The one that it was read in, such as "utf-8".</param>
    public sealed record Decoded(string Text, string Charset) : PageText;

    public sealed record Unreadable(SourceProblem Problem) : PageText;
}
