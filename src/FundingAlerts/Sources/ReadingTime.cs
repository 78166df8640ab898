using System.Diagnostics;

namespace FundingAlerts.Sources;

/// <summary>
/// The time that one page may take to be read. Selectors and patterns that are quick on any page for people can be made
/// to take hours by a page that was built against them, and nothing interrupts them; so it is asked between their steps.
/// </summary>
internal sealed class ReadingTime(TimeSpan longest)
{
    /// <summary>A page of the largest size that is fetched takes a tenth of it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // Looking at the clock costs as much as a simple selector does on one element.
    private const int StepsBetweenLooks = 16;

    private readonly long start = Stopwatch.GetTimestamp();
    private int steps;

    /// <summary>Between steps that take no time to speak of.</summary>
    /// <exception cref="PageTakesTooLongException">The time is up.</exception>
    public void Step()
    {
        if (++steps % StepsBetweenLooks == 0)
            Look();
    }

    /// <exception cref="PageTakesTooLongException">The time is up.</exception>
    public void Look()
    {
        if (Stopwatch.GetElapsedTime(start) > longest)
            throw new PageTakesTooLongException();
    }
}

/// <summary>A page whose reading had to be given up; the readers turn it into a named problem.</summary>
internal sealed class PageTakesTooLongException : Exception;
