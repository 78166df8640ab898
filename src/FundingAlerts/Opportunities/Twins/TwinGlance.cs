using System.Security.Cryptography;
using System.Text;

namespace FundingAlerts.Opportunities.Twins;

/// <summary>
/// What stands in the row of a key: whose it is, and enough of the call to see that it is surely another one without reading it.
/// Rows from before there were glances have neither words nor text.
/// </summary>
/// <param name="Words">Two bytes of the hash of each word of the title; not under keys of texts.</param>
/// <param name="Text">The text's sketch (<see cref="TwinText.Sketch"/>); only under keys of texts.</param>
internal sealed record TwinGlance(string Source, string Reference, byte[]? Words, byte[]? Text)
{
    // Of texts that are just alike enough to be taken for copies, one in a hundred is estimated this low.
    private const double LeastEstimate = TwinRules.CopiedText - 0.12;
    private const int Bytes = 2;

    public OpportunityId Id => new(Source, Reference);

    /// <summary>All of a call.</summary>
    public static TwinGlance Of(TwinTraits call) => new(
        call.Id.Source,
        call.Id.Reference,
        [.. call.Title.Words.SelectMany(word => SHA256.HashData(Encoding.UTF8.GetBytes(word)).Take(Bytes))],
        call.Text.Sketch);

    /// <summary>What the row of a key has. Who is like the title is met under a key of the title, who is like the text under one of the text.</summary>
    public TwinGlance Under(string key) => TwinText.IsKey(key) ? this with { Words = null } : this with { Text = null };

    /// <summary>Whether a call may be the same as the one of a row.</summary>
    /// <param name="row">What stands under a key that the two share.</param>
    /// <param name="byName">It is the key of a number or an address.</param>
    public bool MayBe(TwinGlance row, bool byName)
    {
        if (Id == row.Id)
            return false;
        if (row.Words is { } words)
        {
            var (mine, theirs, shared) = (Words!.Length / Bytes, words.Length / Bytes, Shared(words));
            // One source's two references are two calls, unless it lists one twice over under the same title.
            return Source == row.Source
                ? mine == theirs && shared == mine
                : byName || (shared > 0 && shared >= TwinTraits.Required(Math.Max(mine, theirs)));
        }
        return row.Text is not { } text || (Source != row.Source && TwinText.Estimate(Text, text) >= LeastEstimate);
    }

    private int Shared(byte[] words)
    {
        var shared = 0;
        for (var i = 0; i < Words!.Length; i += Bytes)
        {
            for (var j = 0; j < words.Length; j += Bytes)
            {
                if (Words[i] == words[j] && Words[i + 1] == words[j + 1])
                {
                    shared++;
                    break;
                }
            }
        }
        return shared;
    }
}
