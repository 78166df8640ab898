namespace FundingAlerts.Opportunities.Printed;

/// <summary>Lays out a text: which time goes with which date, and which words with which.</summary>
internal sealed class DateLayout
{
    private static readonly HashSet<string> ToClock =
        ["at", "by", "before", "om", "um", "a", "alle", "ore", "ora", "until", "till", "tot", "bis", "uiterlijk", "no", "later", "than", "the", "latest", "spatestens", "voor", "vor", "avant", "las", "jusqu",
         ",", "(", "-", "@", "/", "'", "|", ":", ".", "\n", "closing", "time", "deadline", "au", "plus", "tard", ")", "de", "hrs", "before", "promptly", "strictly", "uur"];

    private static readonly HashSet<string> ToDate =
        ["on", "of", "the", "op", "am", "den", "dem", "le", "du", "van", "del", "il", "el", ",", "(", ")", ":", "-", "local", "time", "vom", "date", "o", "=", "/"];

    private static readonly HashSet<string> OnDate = ["on", "op", "am", "le", "of", "den", "vom", "du", "van"];

    private static readonly HashSet<string> ListSigns = [",", "and", "/", ";", "&", "en", "und", "et", "or", "of", "oder", "ou", "y", "e", "\n", "|", "then", "as", "well", "on"];

    private readonly PrintedText text;
    private readonly List<PrintedDate> dates;

    private DateLayout(PrintedText text, List<PrintedDate> dates) => (this.text, this.dates) = (text, dates);

    public static List<PrintedDate> Of(PrintedText text, PrintedContext context)
    {
        var mentions = DateMentions.In(text, context);
        var layout = new DateLayout(text, [.. mentions.Select(mention => new PrintedDate(mention))]);
        foreach (var clock in ClockMentions.In(text, mentions, context))
            layout.Attach(clock);
        layout.FindZones(context);
        for (var i = 0; i < layout.dates.Count; i++)
            layout.Connect(i);
        layout.ShareWords();
        return layout.dates;
    }

    private void Attach(ClockMention clock)
    {
        var previous = dates.LastOrDefault(date => date.After <= clock.First);
        var next = dates.FirstOrDefault(date => date.First >= clock.After);
        var behind = previous is { Clock: null, Mention.Clock: null, Mention.MonthOnly: false } && Only(previous.After, clock.First, ToClock);
        var ahead = next is { Clock: null, Mention.MonthOnly: false } && Only(clock.After, next.First, ToDate);
        if (ahead && behind)
        {
            ahead = Enumerable.Range(clock.After, next!.First - clock.After).Any(i => text.At(i, OnDate));
            behind = !ahead;
        }

        if (behind)
        {
            previous!.Clock = clock;
            previous.After = text.At(clock.After, ")") ? clock.After + 1 : clock.After;
        }
        else if (ahead)
        {
            next!.Clock = clock;
            next.First = clock.First;
        }
    }

    private void FindZones(PrintedContext context)
    {
        foreach (var date in dates)
        {
            if (date.Clock is { Zone: not null } || ZoneMentions.ReadAt(text, date.After, context) is not { } zone || text.Tokens[date.After].IsWord && text.At(date.After, "time"))
                continue;
            date.Zone = zone;
            date.After = zone.After;
        }
    }

    private void Connect(int i)
    {
        if (i + 1 == dates.Count)
            return;
        var (date, next) = (dates[i], dates[i + 1]);
        var (first, after) = (TakeNote(date, next.First), next.First);
        if (date.Mention.MonthOnly || next.Mention.MonthOnly)
            return;
        var before = text.Line(Math.Max(0, date.First - 3), date.First);
        var between = RangeWords.BetweenOpeners.Any(word => before.Contains($" {word} ", StringComparison.Ordinal));
        var signs = Enumerable.Range(first, after - first).ToList();
        var connected = signs.Count is > 0 and <= 5 && signs.TrueForAll(j => text.At(j, RangeWords.Connectors) || text.At(j, "\n"));
        var slash = text.At(first, "/") && signs.Count == 1 && !(date.Mention.Date is not null && text.Glued(first));
        if (connected && !slash && (signs.Exists(j => text.At(j, RangeWords.Signs)) || text.At(first, "/")))
            date.BeginsWindow = true;
        else if (between && signs.Count == 1 && text.At(first, RangeWords.Between))
            date.BeginsWindow = true;
        else
            next.ContinuesList = signs.Count > 0 && signs.TrueForAll(j => text.At(j, ListSigns));
    }

    private void ShareWords()
    {
        if (dates.Count == 0)
            return;
        var head = LabelPieces.Of(text, 0, dates[0].First);
        dates[0].Leading = head.LastWithWords();
        for (var i = 0; i < dates.Count; i++)
        {
            var end = i + 1 < dates.Count ? dates[i + 1].First : text.Count;
            var first = TakeNote(dates[i], end);
            var gap = LabelPieces.Of(text, first, end);
            var (trailing, leading) = i + 1 < dates.Count ? gap.Shared() : (gap.FirstWithWords(), default);
            dates[i].Trailing = trailing;
            if (i + 1 < dates.Count)
                dates[i + 1].Leading = leading;
        }
    }

    private int TakeNote(PrintedDate date, int end)
    {
        var at = date.After;
        if (!text.At(at, "("))
            return at;
        var close = at + 1;
        while (close < end && !text.At(close, ")"))
            close++;
        if (close >= end)
            return at;
        date.Note = (at + 1, close);
        return close + 1;
    }

    private bool Only(int first, int after, HashSet<string> allowed)
    {
        for (var i = first; i < after; i++)
        {
            if (!text.At(i, allowed))
                return false;
        }

        return after - first <= 8;
    }
}
