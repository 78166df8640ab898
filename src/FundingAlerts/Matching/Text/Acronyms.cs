namespace FundingAlerts.Matching.Text;

/// <summary>What is written as an acronym: SNN, ReRAM is none, "SNNs" is one.</summary>
internal static class Acronyms
{
    private const int Shortest = 2;
    private const int Longest = 5;

    /// <summary>Two to five capitals and digits, at least two of them letters or one with a digit, and perhaps a plural s.</summary>
    public static bool Is(ReadOnlySpan<char> written)
    {
        if (char.IsAsciiLetterLower(written[0]))
            return false;
        if (written.Length > Shortest && written[^1] == 's')
            written = written[..^1];
        if (written.Length is < Shortest or > Longest)
            return false;
        var capitals = 0;
        foreach (var c in written)
        {
            if (char.IsUpper(c))
                capitals++;
            else if (!char.IsDigit(c))
                return false;
        }
        return capitals > 0;
    }
}
