using FundingAlerts.Sources;

namespace FundingAlerts.Benchmarks;

/// <summary>Both sides must have found the same before either is measured: who reads less is faster.</summary>
internal static class Agreement
{
    // Of long texts the beginning is compared; how blocks become lines is nobody's error.
    private const int Compared = 100;

    /// <summary>As many rows, and in each of them every field of the peer's with as many values and the same words.</summary>
    /// <exception cref="InvalidOperationException">They did not; the message says where.</exception>
    public static void Check(IReadOnlyList<Listing> ours, IReadOnlyList<Listing> theirs)
    {
        if (ours.Count == 0 || ours.Count != theirs.Count)
            throw new InvalidOperationException(FormattableString.Invariant($"We found {ours.Count} rows, the peer {theirs.Count}."));
        foreach (var (our, their) in ours.Zip(theirs))
        {
            foreach (var field in FieldNames.All.Where(f => their.Fields.ContainsKey(f)))
            {
                var (a, b) = (our.AllOf(field).Select(Bare).ToList(), their.AllOf(field).Select(Bare).ToList());
                if (!a.SequenceEqual(b))
                    throw new InvalidOperationException($"{field} of {our.First(FieldNames.Reference)}: we found '{string.Join('|', a)}', the peer '{string.Join('|', b)}'.");
            }
            if (our.Fields.Keys.Except(their.Fields.Keys).ToList() is { Count: > MostOwn } own)
                throw new InvalidOperationException($"The peer does not look for {string.Join(", ", own)}.");
        }
    }

    // Shipped definitions grow; constants and a field or two beyond the peer's cost us, not the peer.
    private const int MostOwn = 6;

    private static string Bare(string text)
    {
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        return bare[..Math.Min(bare.Length, Compared)].TrimEnd('…');
    }
}
