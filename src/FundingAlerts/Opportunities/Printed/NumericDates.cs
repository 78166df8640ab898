using System.Globalization;
using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Dates in numbers only: 27.01.2026, 9/03/2015, 2026-09-16T00:00:00.000Z, 20230112, epoch milliseconds.</summary>
internal sealed class NumericDates(PrintedText text, PrintedContext context)
{
    public DateMention? ReadAt(int i)
    {
        if (!text.NumberAt(i, 1, 13) || PartOfNumber(i))
            return null;
        return Iso(i) ?? Basic(i) ?? EpochMilliseconds(i) ?? Written(i) ?? RangeStart(i);
    }

    private bool PartOfNumber(int i) =>
        text.Glued(i) && (text.At(i - 1, ".") || text.At(i - 1, ",") || text.At(i - 1, "/") || text.At(i - 1, ":") || text.At(i - 1, "-"))
            && text.NumberAt(i - 2) && text.Glued(i - 1) && text.Tokens[i - 2].Text.Length <= 2 && text.At(i - 1, "-") is false;

    private DateMention? Iso(int i)
    {
        if (!IsYear(i) || !(text.At(i + 1, "-") || text.At(i + 1, "/") || text.At(i + 1, ".")) || !text.At(i + 3, text.Tokens[i + 1].Text)
            || !text.NumberAt(i + 2, 1, 2) || !text.NumberAt(i + 4, 1, 2) || !text.Glued(i + 1) || !text.Glued(i + 2) || !text.Glued(i + 3) || !text.Glued(i + 4))
        {
            return null;
        }

        var date = new DateMention(i, i + 5, text.Tokens[i + 4].Value, text.Tokens[i + 2].Value, text.Tokens[i].Value);
        if (date.Day == 0)
            date = date with { Day = 99 };
        return text.At(i + 1, "-") ? WithClock(date) : date;
    }

    // the part behind the date: T17:00:00.000+0200, " 17:00:00", T00:00Z
    private DateMention WithClock(DateMention date)
    {
        var t = text.At(date.After, "t") && text.Glued(date.After);
        var at = date.After + (t ? 1 : 0);
        if (!text.NumberAt(at, 2, 2) || !text.At(at + 1, ":") || !text.NumberAt(at + 2, 2, 2) || !text.Glued(at + 2))
            return date;
        var (hour, minute, second) = (text.Tokens[at].Value, text.Tokens[at + 2].Value, 0);
        at += 3;
        if (text.At(at, ":") && text.NumberAt(at + 1, 2, 2))
        {
            second = text.Tokens[at + 1].Value;
            at += 2;
            if (text.At(at, ".") && text.NumberAt(at + 1) && text.Glued(at + 1))
                at += 2;
        }

        // A clock with words behind it ("2026-06-10 14:00 CET", "2:00 pm") is read as any other clock.
        if (hour > 23 || minute > 59 || second > 59 || (!t && text.WordAt(at) && !text.At(at, "z")))
            return date;
        if (!t && second == 0 && (hour, minute) != (0, 0) && !text.At(at, "z") && !OffsetAt(at))
            return date;
        date = date with { Clock = new LocalTime(hour, minute, second), After = at };
        if (text.At(at, "z"))
            return date with { Offset = Offset.Zero, After = at + 1 };
        if (!OffsetAt(at))
            return date;
        var digits = text.Tokens[at + 1].Text;
        var minutes = digits.Length == 4 ? Whole(digits[2..]) : text.At(at + 2, ":") && text.NumberAt(at + 3, 2, 2) ? text.Tokens[at + 3].Value : 0;
        var hours = Whole(digits[..2]);
        var after = digits.Length == 2 && text.At(at + 2, ":") && text.NumberAt(at + 3, 2, 2) ? at + 4 : at + 2;
        if (hours > 14 || minutes > 59)
            return date with { After = after, Ambiguous = true };
        var seconds = ((hours * 60) + minutes) * (text.At(at, "-") ? -60 : 60);
        return date with { Offset = Offset.FromSeconds(seconds), After = after };
    }

    private bool OffsetAt(int at) =>
        (text.At(at, "+") || text.At(at, "-")) && text.Glued(at) && text.Glued(at + 1)
            && (text.NumberAt(at + 1, 2, 2) || text.NumberAt(at + 1, 4, 4));

    // 20230112, 20260112T170000Z: alone or as the value of a label; elsewhere eight digits are some number
    private DateMention? Basic(int i)
    {
        if (!text.NumberAt(i, 8, 8) || !(i == 0 || text.At(i - 1, ":") || text.At(i - 1, "\n")))
            return null;
        var digits = text.Tokens[i].Text;
        var (year, month, day) = (Whole(digits[..4]), Whole(digits[4..6]), Whole(digits[6..]));
        if (year is < 2000 or > 2100 || month is < 1 or > 12 || day is < 1 or > 31)
            return null;
        var date = new DateMention(i, i + 1, day, month, year);
        if (!text.At(i + 1, "t") || !text.NumberAt(i + 2, 4, 6))
            return i + 1 == text.Count || text.Tokens[i + 1].Is("\n") ? date : null;
        var clock = text.Tokens[i + 2].Text;
        if (clock.Length == 5 || Whole(clock[..2]) > 23 || Whole(clock[2..4]) > 59)
            return null;
        var z = text.At(i + 3, "z");
        return date with
        {
            Clock = new LocalTime(Whole(clock[..2]), Whole(clock[2..4])),
            Offset = z ? Offset.Zero : null,
            After = z ? i + 4 : i + 3,
        };
    }

    private DateMention? EpochMilliseconds(int i)
    {
        if (text.Count != 1 || text.Tokens[i].Text.Length is not 13)
            return null;
        var instant = Instant.FromUnixTimeMilliseconds(long.Parse(text.Tokens[i].Text, CultureInfo.InvariantCulture)).InUtc().LocalDateTime;
        return instant.Year is < 2000 or > 2100
            ? null
            : new DateMention(i, i + 1, instant.Day, instant.Month, instant.Year)
            {
                Clock = new LocalTime(instant.Hour, instant.Minute, instant.Second),
                Offset = Offset.Zero,
            };
    }

    // 27.01.2026; 9/03/2015; 31-12-2026; 15.06.07
    private DateMention? Written(int i)
    {
        if (!text.NumberAt(i, 1, 2) || !(text.At(i + 1, ".") || text.At(i + 1, "/") || text.At(i + 1, "-")) || !text.NumberAt(i + 2, 1, 2)
            || !text.At(i + 3, text.Tokens[i + 1].Text) || !(text.NumberAt(i + 4, 4, 4) || text.NumberAt(i + 4, 2, 2)))
        {
            return null;
        }

        if (!text.Glued(i + 1) || !text.Glued(i + 3) || (text.Glued(i + 5) && text.At(i + 5, text.Tokens[i + 1].Text) && text.NumberAt(i + 6) && text.Glued(i + 6)))
            return null;
        // "12/05/2026-A" is the number of a file
        if (text.At(i + 5, "-") && text.Glued(i + 5) && text.WordAt(i + 6) && text.Glued(i + 6) && text.Tokens[i + 6].Text.Length == 1)
            return null;
        var dotted = text.At(i + 1, ".");
        var year = text.Tokens[i + 4].Value;
        if (text.Tokens[i + 4].Text.Length == 2)
        {
            // Two digits of a year only where the language says that the day comes first.
            if (context.Language is null || (context.Speaks("en") && !context.Speaks("en-GB")) || year is < 20 or > 49 || text.At(i + 1, "-"))
                return new DateMention(i, i + 5, 99, 1, 2000) { Ambiguous = true };
            year += 2000;
        }

        return year is < 1990 or > 2100 ? null : InOrder(i, i + 5, text.Tokens[i].Value, text.Tokens[i + 2].Value, year, dotted);
    }

    private DateMention InOrder(int first, int after, int one, int two, int? year, bool dotted)
    {
        var american = context.Speaks("en-US");
        var dayFirst = two <= 12 && (one > 12 || one == two || dotted || (context.Language is not null && !american));
        var monthFirst = one <= 12 && (two > 12 || (american && !dotted));
        if (dotted && american && one <= 12 && two <= 12 && one != two)
            dayFirst = monthFirst = false;
        return dayFirst ? new DateMention(first, after, one, two, year)
            : monthFirst ? new DateMention(first, after, two, one, year)
            : new DateMention(first, after, one, two, year) { Ambiguous = true };
    }

    // the first part of 01.10. - 31.12.2026 and of 01.10.-31.12.2026
    private DateMention? RangeStart(int i)
    {
        if (!text.NumberAt(i, 1, 2) || !(text.At(i + 1, ".") || text.At(i + 1, "/")) || !text.NumberAt(i + 2, 1, 2) || !text.Glued(i + 2) || !text.Glued(i + 1))
            return null;
        var separator = text.Tokens[i + 1].Text;
        var after = text.At(i + 3, separator) && text.Glued(i + 3) ? i + 4 : i + 3;
        var next = after;
        while (text.At(next, RangeWords.Connectors))
            next++;
        return next > after && Written(next) is { Ambiguous: false } && text.At(next + 1, separator)
            ? InOrder(i, after, text.Tokens[i].Value, text.Tokens[i + 2].Value, null, separator == ".")
            : null;
    }

    private bool IsYear(int i) => text.NumberAt(i, 4, 4) && text.Tokens[i].Value is >= 1990 and <= 2100;

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
