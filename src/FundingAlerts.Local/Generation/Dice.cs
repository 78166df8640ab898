namespace FundingAlerts.Local.Generation;

/// <summary>The same throws for the same seed, on every machine and with every version of .NET (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice for one of many: what comes of it does not depend on how many others there are.</summary>
    public static Dice For(int seed, ulong kind, int index) => new(new Dice(new Dice((ulong)seed).Next() ^ kind).Next() + (ulong)index);

    /// <summary>0 to below 1.</summary>
    public double Part() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 to below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Part() * count);

    public bool Happens(double chance) => Part() < chance;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Between two numbers, each order of magnitude as likely as the next.</summary>
    public double Spread(double from, double to) => from * Math.Pow(to / from, Part());

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
