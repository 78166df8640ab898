using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>Writes rows of plain values as they lie in memory (little endian), which is what makes them quick to read.</summary>
internal sealed class IndexWriter(Stream stream) : IDisposable
{
    private readonly BinaryWriter _writer = new(stream);

    public void Write(int value) => _writer.Write(value);

    public void Write(string text) => _writer.Write(text);

    public void Write(decimal value) => _writer.Write(value);

    public void WriteRow<T>(ReadOnlySpan<T> row)
        where T : unmanaged
    {
        _writer.Write(row.Length);
        _writer.Write(MemoryMarshal.AsBytes(row));
    }

    public void Dispose() => _writer.Dispose();
}

/// <summary>Reads what <see cref="IndexWriter"/> wrote.</summary>
internal sealed class IndexReader(Stream stream) : IDisposable
{
    private readonly BinaryReader _reader = new(stream);

    public int ReadNumber() => _reader.ReadInt32();

    public string ReadText() => _reader.ReadString();

    public decimal ReadDecimal() => _reader.ReadDecimal();

    public T[] ReadRow<T>()
        where T : unmanaged
    {
        var row = new T[_reader.ReadInt32()];
        _reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
        return row;
    }

    public List<T> ReadList<T>()
        where T : unmanaged
    {
        var list = new List<T>();
        CollectionsMarshal.SetCount(list, _reader.ReadInt32());
        _reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)));
        return list;
    }

    public void Dispose() => _reader.Dispose();
}
