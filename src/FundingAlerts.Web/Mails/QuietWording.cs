using FundingAlerts.Digests;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Mails;

/// <summary>Words how sources fare for those who rely on them.</summary>
internal static class QuietWording
{
    private const int MostNames = 6;

    /// <summary>ZonMw cannot be read since Mon 5 October 2026; we go on trying, and calls come when it is back.</summary>
    public static string Of(SourceNotice notice, CallWording words)
    {
        var name = PlainText.Line(notice.Source.Name, 60);
        return notice.IsBack ? words.Book.SourceIsBack(name) : words.Book.SourceIsDown(name, Day(notice.Source.DownSince ?? words.Now, words));
    }

    /// <summary>What was looked at, when last, and what is down.</summary>
    public static IReadOnlyList<string> Of(SourceStandings sources, CallWording words)
    {
        var down = sources.Down(words.Now).ToList();
        var sentences = new List<string> { words.Book.SourcesChecked(sources.All.Count) };
        if (sources.LastGoodAt is { } last)
            sentences.Add(words.Book.LastChecked(words.Book.LongDate.Format(last.InZone(words.Zone).Date), words.Book.Time.Format(last.InZone(words.Zone).TimeOfDay)));
        sentences.Add(down.Count == 0
            ? words.Book.AllSourcesWork
            : words.Book.SourcesDown(string.Join(", ", down.Take(MostNames).Select(s => PlainText.Line(s.Name, 60))) + (down.Count > MostNames ? " …" : "")));
        return sentences;
    }

    private static string Day(Instant since, CallWording words) => words.Book.LongDate.Format(since.InZone(words.Zone).Date);
}
