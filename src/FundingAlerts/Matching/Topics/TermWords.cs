namespace FundingAlerts.Matching.Topics;

/// <summary>By what words of a term and words of a text meet.</summary>
internal static class TermWords
{
    // stand-in
    public static string KeyOf(Word word) => word.Folded.Length > 3 && word.Folded.EndsWith('s') ? word.Folded[..^1] : word.Folded;
}
