using System.Numerics;
using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// The texts that queries ask for, each with the number of its feature: an open hash table that holds the texts themselves,
/// so that equal hashes are told apart. Reading it changes nothing.
/// </summary>
internal sealed class TermTable
{
    private const int FewestSlots = 64;

    // A place says which entry it is, and by some bits of the hash which it is not.
    private const int TagShift = 25;
    private const int EntryMask = (1 << TagShift) - 1;

    // By their first four letters it is known how long the prefixes are that a word may begin with.
    private const int Start = 4;
    private const int Starts = 1 << 13;
    private const int LastBit = 63;
    private readonly ulong[] _prefixes = new ulong[Starts];
    private ulong _shortPrefixes;
    private int[] _slots;
    private readonly List<Entry> _entries;
    private readonly List<char> _texts;

    public TermTable()
        : this([], [], new int[FewestSlots])
    {
    }

    /// <summary>As it was stored.</summary>
    public TermTable(List<Entry> entries, List<char> texts, int[] slots)
    {
        (_entries, _texts, _slots) = (entries, texts, slots);
        _entries.ForEach(NotePrefix);
    }

    /// <summary>Where the entries are, as they are stored; each number is that of the entry and 1, with a tag.</summary>
    public ReadOnlySpan<int> Slots => _slots;

    public ReadOnlySpan<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    public ReadOnlySpan<char> Texts => CollectionsMarshal.AsSpan(_texts);

    /// <summary>The lengths of the prefixes that a word may begin with, as bits; those of 63 letters and more share the last.</summary>
    /// <param name="word">A folded word.</param>
    public ulong PrefixLengths(ReadOnlySpan<char> word) =>
        _shortPrefixes | (word.Length < Start ? 0 : _prefixes[TextHash.Of(word[..Start]) & (Starts - 1)]);

    /// <summary>The feature of a text, or -1.</summary>
    public int Find(FeatureKind kind, ReadOnlySpan<char> text) => Find(kind, text, TextHash.Of(text));

    /// <param name="hash">As <see cref="TextHash"/> makes it of the text.</param>
    public int Find(FeatureKind kind, ReadOnlySpan<char> text, uint hash)
    {
        var slots = _slots;
        hash = TextHash.Salted(hash, kind);
        for (var at = (int)hash & (slots.Length - 1); slots[at] is not 0 and var slot; at = (at + 1) & (slots.Length - 1))
        {
            if ((uint)slot >> TagShift != hash >> TagShift)
                continue;
            ref readonly var entry = ref Entries[(slot & EntryMask) - 1];
            if (entry.Hash == hash && entry.Kind == kind && Texts.Slice(entry.Start, entry.Length).SequenceEqual(text))
                return entry.Feature;
        }
        return -1;
    }

    /// <summary>The feature of a text, which gets the next number when it is new.</summary>
    public int Intern(FeatureKind kind, string text, Func<int> next)
    {
        var found = Find(kind, text);
        if (found >= 0)
            return found;
        if (_entries.Count * 2 >= _slots.Length)
            Grow();
        var entry = new Entry(TextHash.Salted(TextHash.Of(text), kind), _texts.Count, next(), (ushort)text.Length, kind);
        _texts.AddRange(text);
        _entries.Add(entry);
        Put(entry.Hash, _entries.Count);
        NotePrefix(entry);
        return entry.Feature;
    }

    /// <summary>The next of the lengths that <see cref="PrefixLengths"/> tells.</summary>
    public static int NextLength(ulong lengths, int after)
    {
        if (after >= LastBit)
            return after + 1;
        var left = lengths >> (after + 1);
        return left == 0 ? int.MaxValue : after + 1 + BitOperations.TrailingZeroCount(left);
    }

    private static ulong LengthBit(int length) => 1UL << Math.Min(length, LastBit);

    private void NotePrefix(Entry entry)
    {
        if (entry.Kind is not (FeatureKind.Prefix or FeatureKind.AcronymPrefix))
            return;
        if (entry.Length < Start)
            _shortPrefixes |= LengthBit(entry.Length);
        else
            _prefixes[TextHash.Of(Texts.Slice(entry.Start, Start)) & (Starts - 1)] |= LengthBit(entry.Length);
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        for (var i = 0; i < _entries.Count; i++)
            Put(_entries[i].Hash, i + 1);
    }

    private void Put(uint hash, int value)
    {
        var at = (int)hash & (_slots.Length - 1);
        while (_slots[at] != 0)
            at = (at + 1) & (_slots.Length - 1);
        _slots[at] = (int)(hash >> TagShift << TagShift) | value;
    }

    /// <param name="Start">Where its text begins in <see cref="Texts"/>.</param>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Entry(uint Hash, int Start, int Feature, ushort Length, FeatureKind Kind);
}
