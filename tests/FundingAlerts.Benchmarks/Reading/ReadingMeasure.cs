namespace FundingAlerts.Benchmarks.Reading;

/// <summary>What one page took of the processor, for the wall's clock says more of what else the machine does.</summary>
/// <param name="Ours">Microseconds, the median of all rounds, and so is <paramref name="Parse"/>.</param>
/// <param name="Ratio">Ours by the parse within a round, the median of all rounds: what else the machine does falls on both.</param>
internal sealed record ReadingMeasure(ReadPage Page, double Ours, double Parse, double Ratio, long OursAllocated, long ParseAllocated)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan Sample = TimeSpan.FromMilliseconds(40);

    public static ReadingMeasure Of(ReadPage page, int rounds)
    {
        var times = Math.Max(1, (int)(Repeat(page) * (Sample / WarmUp)));
        var (ours, parse) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            // In turns, lest one of them always pays for the other's garbage.
            if (round % 2 == 0)
                ours[round] = Time(page.Read, times);
            parse[round] = Time(page.Parse, times);
            if (round % 2 == 1)
                ours[round] = Time(page.Read, times);
        }
        return new(page, Median(ours), Median(parse), Median(ours.Zip(parse, (a, b) => a / b)), Allocated(page.Read), Allocated(page.Parse));
    }

    /// <summary>Reads and parses it until the compiler has had its second thoughts.</summary>
    public static void Warm(ReadPage page) => Repeat(page);

    /// <returns>How often it was read and parsed.</returns>
    private static int Repeat(ReadPage page)
    {
        var started = Environment.CpuUsage.TotalTime;
        var times = 0;
        for (; Environment.CpuUsage.TotalTime - started < WarmUp || times < 3; times++)
        {
            page.Read();
            page.Parse();
        }
        return times;
    }

    private static double Time(Action work, int times)
    {
        var started = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < times; i++)
            work();
        return (Environment.CpuUsage.TotalTime - started).TotalMicroseconds / times;
    }

    private static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
