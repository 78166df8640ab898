using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Finds the dates in a text, in the order in which they are printed.</summary>
internal sealed class DateMentions
{
    private static readonly HashSet<string> OfWords = ["of", "de", "di", "del", "d", "van"];

    /// <summary>"Round 3 March 2026" is a month; the number belongs to the word before it.</summary>
    private static readonly HashSet<string> Counted =
        ["stage", "round", "phase", "ronde", "fase", "runde", "stufe", "tour", "no", "nr", "batch", "wave", "call", "tranche", "trl", "part", "step", "strand", "lot"];

    private readonly PrintedText text;
    private readonly PrintedContext context;
    private readonly NumericDates numeric;

    private DateMentions(PrintedText text, PrintedContext context)
    {
        this.text = text;
        this.context = context;
        numeric = new(text, context);
    }

    public static List<DateMention> In(PrintedText text, PrintedContext context)
    {
        var finder = new DateMentions(text, context);
        var found = new List<DateMention>();
        for (var i = 0; i < text.Count;)
        {
            if (finder.ReadAt(i) is { } mention)
            {
                found.Add(mention);
                i = mention.After;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    private DateMention? ReadAt(int i)
    {
        var at = i;
        IsoDayOfWeek? weekday = null;
        if (text.WordAt(i) && CalendarWords.Weekday(text.Tokens[i].Text, context) is { } day)
        {
            weekday = day;
            at++;
            while (text.At(at, ",") || text.At(at, ".") || text.At(at, "the") || text.At(at, "den") || text.At(at, "dem") || text.At(at, "le"))
                at++;
        }

        var mention = numeric.ReadAt(at) ?? DayMonth(at) ?? DayAlone(at) ?? MonthDay(at) ?? MonthAlone(at);
        if (mention is null || (weekday is not null && mention.MonthOnly))
            return null;
        mention = mention with { First = i };
        return weekday is null ? WithWeekdayBehind(mention) : mention with { Weekday = weekday };
    }

    // 13 October 2026; 1st of March; the first of March; 1. Dezember; 1er mars; 2 December2026
    private DateMention? DayMonth(int i)
    {
        var at = i;
        int day;
        if (text.NumberAt(i, 1, 2))
        {
            day = text.Tokens[i].Value;
            at++;
            if (text.WordAt(at) && CalendarWords.IsOrdinalSuffix(text.Tokens[at].Text) && text.Glued(at))
                at++;
            else if (text.At(at, ".") || text.At(at, "º"))
                at++;
        }
        else if (text.WordAt(i))
        {
            (day, at) = OrdinalAt(i);
        }
        else
        {
            return null;
        }

        if (text.At(at, "-") && text.WordAt(at + 1))
            at++;
        if (text.At(at, OfWords) && text.At(at + 1, "'"))
            at++;
        if (text.At(at, OfWords) || text.At(at, "'"))
            at++;
        if (day is < 1 or > 31 || !text.WordAt(at) || CalendarWords.Month(text.Tokens[at].Text) is not (> 0 and var month))
            return null;
        if (text.NumberAt(i) && day <= 12 && text.At(i - 1, Counted) && !text.Glued(i) && !(text.WordAt(i - 2) && CalendarWords.Ordinal(text.Tokens[i - 2].Text) > 0))
            return null;
        if (i > 0 && text.Glued(i) && (text.At(i - 1, ".") || text.At(i - 1, ",") || text.At(i - 1, "/") || text.At(i - 1, ":")) && text.NumberAt(i - 2))
            return null;
        at++;
        var (year, after) = YearAt(at);
        return new DateMention(i, after, day, month, year);
    }

    // the first part of "1-15 March 2026", "1. bis 15. März 2026", "01.-15.10.2026"
    private DateMention? DayAlone(int i)
    {
        if (!text.NumberAt(i, 1, 2) || text.Tokens[i].Value is not (>= 1 and <= 31 and var day) || text.At(i - 1, Counted)
            || (text.Glued(i) && !text.At(i - 1, "(")))
        {
            return null;
        }

        var after = i + 1;
        if (text.At(after, ".") || (text.WordAt(after) && CalendarWords.IsOrdinalSuffix(text.Tokens[after].Text) && text.Glued(after)))
            after++;
        var next = after;
        while (text.At(next, RangeWords.Connectors) || text.At(next, RangeWords.Between))
            next++;
        return next > after && (DayMonth(next) ?? numeric.ReadAt(next)) is { Ambiguous: false, Clock: null } end && end.Day > day
            ? new DateMention(i, after, day, end.Month, null)
            : null;
    }

    // May 27th 2024; October 15, 2019
    private DateMention? MonthDay(int i)
    {
        if (!text.WordAt(i) || CalendarWords.Month(text.Tokens[i].Text) is not (> 0 and var month))
            return null;
        var at = i + 1;
        if (text.At(at, "."))
            at++;
        if (text.At(at, "the"))
            at++;
        if (!text.NumberAt(at, 1, 2) || text.Tokens[at].Value is not (>= 1 and <= 31 and var day))
            return null;
        var ordinal = text.WordAt(at + 1) && CalendarWords.IsOrdinalSuffix(text.Tokens[at + 1].Text) && text.Glued(at + 1);
        at += ordinal ? 2 : 1;
        var clock = text.At(at, ":") || (text.At(at, ".") && text.NumberAt(at + 1, 2, 2)) || text.At(at, "am") || text.At(at, "pm") || text.At(at, "h");
        var (year, after) = YearAt(at);
        if (year is not null)
            return new DateMention(i, after, day, month, year);
        // "may 10 projects" is no date.
        var plain = text.Capital(i) && (ordinal || text.Tokens[i].Text.Length > 3 || after >= text.Count || text.Tokens[after].Kind == TokenKind.Sign);
        return plain && !clock ? new DateMention(i, at, day, month, null) : null;
    }

    // May 2026
    private DateMention? MonthAlone(int i)
    {
        if (!text.WordAt(i) || CalendarWords.Month(text.Tokens[i].Text) is not (> 0 and var month))
            return null;
        var (year, after) = YearAt(i + 1);
        return year is null ? null : new DateMention(i, after, 0, month, year);
    }

    private (int Day, int After) OrdinalAt(int i)
    {
        var word = text.Tokens[i].Text;
        if (CalendarWords.Tens(word) is > 0 and var tens)
        {
            var at = text.At(i + 1, "-") ? i + 2 : i + 1;
            return text.WordAt(at) && CalendarWords.Ordinal(text.Tokens[at].Text) is >= 1 and <= 9 and var ones ? (tens + ones, at + 1) : (0, i);
        }

        return (CalendarWords.Ordinal(word), i + 1);
    }

    /// <summary>The year that stands here after a comma, a dot, "of" or a dash, and where it ends; else the place where we began.</summary>
    private (int? Year, int After) YearAt(int i)
    {
        var at = i;
        while (text.At(at, ",") || text.At(at, ".") || (text.At(at, "-") && text.Glued(at + 1) && text.Glued(at)) || text.At(at, OfWords))
            at++;
        if (text.At(at, "'") && text.NumberAt(at + 1, 2, 2) && text.Tokens[at + 1].Value >= 20 && text.Glued(at + 1))
            return (2000 + text.Tokens[at + 1].Value, at + 2);
        var clock = text.At(at + 1, ":") && text.NumberAt(at + 2, 2, 2) && text.Glued(at + 2);
        return IsYear(at) && !clock ? (text.Tokens[at].Value, at + 1) : (null, i);
    }

    private bool IsYear(int i) => text.NumberAt(i, 4, 4) && text.Tokens[i].Value is >= 1990 and <= 2100;

    // 5 May 2026 (Tuesday)
    private DateMention WithWeekdayBehind(DateMention mention)
    {
        var at = mention.After;
        var open = text.At(at, "(");
        if (mention.MonthOnly || !(open || text.At(at, ",")) || !text.WordAt(at + 1) || CalendarWords.Weekday(text.Tokens[at + 1].Text, context) is not { } day)
            return mention;
        if (open ? !text.At(at + 2, ")") : !(at + 2 >= text.Count || text.At(at + 2, ",")))
            return mention;
        return mention with { Weekday = day, After = open ? at + 3 : at + 2 };
    }
}
