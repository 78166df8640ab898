using System.Globalization;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Single calls or pages that went wrong in a run: the first few in full, the rest counted, so that the ledger stays readable and small.</summary>
internal sealed class RunNotes
{
    private const int Most = 20;
    private const int Length = 300;
    private readonly List<string> _notes = [];
    private int _more;

    /// <summary>How many pages were read; those that are as they were are not.</summary>
    public int PagesRead { get; private set; }

    public void AddPage() => PagesRead++;

    public void Add(string note)
    {
        if (_notes.Count < Most)
            _notes.Add(PlainText.Cut(CleanText.Of(note), Length));
        else
            _more++;
    }

    public IReadOnlyList<string> All =>
        _more == 0 ? [.. _notes] : [.. _notes, string.Create(CultureInfo.InvariantCulture, $"… and {_more} more.")];
}
