using System.Runtime.InteropServices;

namespace FundingAlerts.Matching.Index;

/// <summary>
/// What is asked of a call beside the feature that a query is filed under: up to eight clauses, a byte each, to be met one after
/// the other. The numbers that they are about follow the number of the query.
/// </summary>
/// <param name="Clauses">The first in the lowest byte; 0 when nothing more is asked.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Shape(ulong Clauses)
{
    public const int MostClauses = 8;
    public const int MostNumbers = (1 << (ClauseBits - OperationBits)) - 1;

    private const int ClauseBits = 8;
    private const int OperationBits = 3;

    /// <summary>Whatever has the feature meets the query.</summary>
    public static readonly Shape Nothing;

    /// <summary>The query's own code is asked.</summary>
    public static readonly Shape OnlyCode = default(Shape).With(Clause.Code, 0, 0);

    /// <summary>How many numbers belong to it.</summary>
    public int Numbers
    {
        get
        {
            var numbers = 0;
            for (var left = this; left != Nothing; left = left.Rest)
                numbers += left.First.Count;
            return numbers;
        }
    }

    public (Clause Clause, int Count) First => ((Clause)(Clauses & ((1 << OperationBits) - 1)), (int)(Clauses >> OperationBits) & MostNumbers);

    public Shape Rest => new(Clauses >> ClauseBits);

    /// <param name="at">How many clauses there are before it.</param>
    public Shape With(Clause clause, int count, int at) => new(Clauses | (((ulong)clause | ((ulong)count << OperationBits)) << (ClauseBits * at)));
}

/// <summary>The order is part of the stored form.</summary>
internal enum Clause
{
    None,

    /// <summary>The call has all of some features.</summary>
    AllOf,

    /// <summary>The call has one of some features, or more.</summary>
    OneOf,

    /// <summary>The call has none of some features.</summary>
    NoneOf,

    /// <summary>The call has all facets of the sets.</summary>
    Facets,

    /// <summary>What the clauses cannot say: the query's own code decides.</summary>
    Code,
}

/// <summary>The shapes that there are, numbered.</summary>
internal sealed class ShapeTable
{
    /// <summary>Postings say which shape they have in so many bits.</summary>
    public const int Most = 1 << 15;

    private readonly List<Shape> _shapes;
    private readonly Dictionary<Shape, int> _numbers;

    public ShapeTable()
        : this([Shape.Nothing, Shape.OnlyCode])
    {
    }

    /// <summary>As they were stored.</summary>
    public ShapeTable(List<Shape> shapes) => (_shapes, _numbers) = (shapes, shapes.Index().ToDictionary(s => s.Item, s => s.Index));

    public ReadOnlySpan<Shape> All => CollectionsMarshal.AsSpan(_shapes);

    /// <returns>Its number, or -1 when there is no room for another.</returns>
    public int NumberOf(Shape shape)
    {
        if (_numbers.TryGetValue(shape, out var number))
            return number;
        if (_shapes.Count == Most)
            return -1;
        _shapes.Add(shape);
        return _numbers[shape] = _shapes.Count - 1;
    }
}
