using System.Security.Cryptography;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// What stands in the row of a key: whose it is, and enough of the call to see that it is surely another one without reading it.
/// </summary>
/// <param name="Words">Two bytes of the hash of each word of the title; null in rows from before there were glances.</param>
/// <param name="Text">The text's sketch (<see cref="TwinText.Sketch"/>); null for one that says too little.</param>
internal sealed record TwinGlance(string Source, string Reference, byte[]? Words = null, byte[]? Text = null)
{
    // Of texts that are alike by just as much as is taken for a copy, this low an estimate comes once in a hundred times.
    private const double LeastEstimate = TwinRules.CopiedText - 0.2;
    private const int Bytes = 2;

    public OpportunityId Id => new(Source, Reference);

    public static TwinGlance Of(TwinTraits call) => new(
        call.Id.Source,
        call.Id.Reference,
        [.. call.Title.Words.SelectMany(word => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(word)).Take(Bytes))],
        call.Text.Sketch);

    /// <summary>Whether the two may be one. What <see cref="TwinFinder"/> takes for one always may, but for the rare pair that only texts tell and their sketches belie.</summary>
    /// <param name="byName">They share a number or an address.</param>
    public bool MayBe(TwinGlance other, bool byName)
    {
        if (Id == other.Id)
            return false;
        if (Words is null || other.Words is null)
            return true;
        var (mine, theirs) = (Words.Length / Bytes, other.Words.Length / Bytes);
        var shared = Shared(other.Words);
        // One source's two references are two calls, unless it lists one twice over under the same title.
        if (Source == other.Source)
            return mine == theirs && shared == mine;
        return byName
            || (shared > 0 && shared >= TwinTraits.Required(Math.Max(mine, theirs)))
            || (Text is not null && other.Text is not null && TwinText.Estimate(Text, other.Text) >= LeastEstimate);
    }

    private int Shared(byte[] others)
    {
        var shared = 0;
        for (var i = 0; i < Words!.Length; i += Bytes)
        {
            for (var j = 0; j < others.Length; j += Bytes)
            {
                if (Words[i] == others[j] && Words[i + 1] == others[j + 1])
                {
                    shared++;
                    break;
                }
            }
        }
        return shared;
    }
}
