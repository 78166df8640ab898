namespace FundingAlerts.Sources;

/// <summary>The classes of each element of a tree, numbered: elements of the same look share a number.</summary>
internal sealed class ClassColumn
{
    private readonly List<string> printed = [""];
    private readonly int[] numbers;

    public ClassColumn(MarkupTree tree)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        numbers = new int[tree.Count];
        for (var at = 0; at < tree.Count; at++)
        {
            if (!tree.IsElement(at) || tree.Element(at).GetAttribute("class") is not { Length: > 0 } classes)
                continue;
            if (!known.TryGetValue(classes, out var number))
            {
                known[classes] = number = printed.Count;
                printed.Add(classes);
            }
            numbers[at] = number;
        }
    }

    /// <summary>For each node the number of its classes; 0 for none.</summary>
    public ReadOnlySpan<int> Numbers => numbers;

    /// <summary>The numbers of all that have this class.</summary>
    public IEnumerable<int> NumbersOf(string name) => Enumerable.Range(1, printed.Count - 1).Where(n => Has(printed[n], name));

    // The white space of HTML, which has fewer kinds than Unicode.
    private static bool Has(string classes, string name)
    {
        foreach (var part in classes.AsSpan().SplitAny(' ', '\t', '\n', '\r', '\f'))
        {
            if (classes.AsSpan()[part].SequenceEqual(name))
                return true;
        }
        return false;
    }
}
