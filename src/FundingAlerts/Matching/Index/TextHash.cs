namespace FundingAlerts.Matching.Index;

/// <summary>A hash of a text that grows with it letter by letter, the same on every machine: FNV-1a (Fowler, Noll, Vo) over UTF-16.</summary>
internal static class TextHash
{
    public const uint Empty = 2_166_136_261;
    private const uint Prime = 16_777_619;

    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Empty;
        foreach (var c in text)
            hash = With(hash, c);
        return hash;
    }

    public static uint With(uint hash, char next) => (hash ^ next) * Prime;

    /// <summary>Another hash for each kind, with its last bits well mixed.</summary>
    public static uint Salted(uint hash, FeatureKind kind)
    {
        hash ^= (uint)kind * 0x9E37_79B1;
        hash ^= hash >> 15;
        hash *= 0x2C1B_3C6D;
        return hash ^ (hash >> 13);
    }
}
