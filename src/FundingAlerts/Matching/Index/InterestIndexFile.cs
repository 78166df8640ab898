using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// The index as a file that is read faster than it is built: a mark, the versions of the form and of the rules that it was built
/// with, a checksum (CRC-32C), then its rows as they lie in memory.
/// </summary>
internal static class InterestIndexFile
{
    /// <summary>The version of what is stored: raised with every change of the rows or of what they mean.</summary>
    public const int Version = 2;

    private const int Mark = 0x4941_4658;
    private const int HeaderLength = 16;

    public static byte[] Write(InterestIndex index)
    {
        using var stream = new MemoryStream();
        stream.SetLength(HeaderLength);
        stream.Position = HeaderLength;
        using (var writer = new IndexWriter(stream))
            index.Write(writer);
        var file = stream.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), Version);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), WordForms.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), Checksum(file.AsSpan(HeaderLength)));
        return file;
    }

    /// <exception cref="InvalidDataException">It is none, is of another version, or is damaged: build the index anew.</exception>
    public static InterestIndex Read(ReadOnlyMemory<byte> file)
    {
        var header = file.Span;
        if (header.Length < HeaderLength || BinaryPrimitives.ReadInt32LittleEndian(header) != Mark)
            throw new InvalidDataException("This is no index of interests.");
        if (BinaryPrimitives.ReadInt32LittleEndian(header[4..]) != Version || BinaryPrimitives.ReadInt32LittleEndian(header[8..]) != WordForms.Version)
            throw new InvalidDataException("The index was built by another version of the program.");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != Checksum(header[HeaderLength..]))
            throw new InvalidDataException("The index is damaged: its checksum does not fit.");
        var bytes = MemoryMarshal.TryGetArray(file, out var segment) ? segment : new ArraySegment<byte>(file.ToArray());
        using var reader = new IndexReader(new MemoryStream(bytes.Array!, bytes.Offset + HeaderLength, bytes.Count - HeaderLength, writable: false));
        return new(QueryIndex.Read(reader), InterestTable.Read(reader));
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var eight in longs)
            checksum = BitOperations.Crc32C(checksum, eight);
        foreach (var one in bytes[(longs.Length * sizeof(ulong))..])
            checksum = BitOperations.Crc32C(checksum, one);
        return ~checksum;
    }
}
