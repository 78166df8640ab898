using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Finds the times of day: 4:00pm, 5 p.m., 14.00 uur, 17u00, 13 h, um 12 Uhr, noon, midnight.</summary>
internal sealed class ClockMentions
{
    private const string EndOfDay = "midnight is read as the end of the printed day";

    private static readonly HashSet<string> HourWords = ["h", "hrs", "hr", "hours", "hour", "u", "uur", "uhr", "heures", "heure"];

    private static readonly HashSet<string> Noon = ["noon", "midday", "midi", "mittags", "mezzogiorno", "mediodia"];

    private static readonly HashSet<string> Midnight = ["midnight", "middernacht", "mitternacht", "minuit", "mezzanotte", "medianoche"];

    private static readonly HashSet<string> At = ["at", "om", "um", "a", "ore", "by", "before", "until", "tot", "bis", "vor", "uiterlijk", "avant", "@", "ora", "alle", "las"];

    private static readonly HashSet<string> Within = ["within", "binnen", "innerhalb", "sous", "in", "every", "next", "les", "per", "entro"];

    /// <summary>What may stand between two clocks for one instant.</summary>
    private static readonly HashSet<string> Same = ["(", ")", "/", "=", ",", "which", "is", "or", "and", "ie", "i", "e", ".", "respectively", "equivalent", "to", "on", "your"];

    private readonly PrintedText text;

    private ClockMentions(PrintedText text) => this.text = text;

    public static List<ClockMention> In(PrintedText text, IReadOnlyList<DateMention> dates, PrintedContext context)
    {
        var finder = new ClockMentions(text);
        var found = new List<ClockMention>();
        var next = 0;
        for (var i = 0; i < text.Count;)
        {
            while (next < dates.Count && dates[next].After <= i)
                next++;
            if (next < dates.Count && dates[next].First <= i)
            {
                i = dates[next].After;
                continue;
            }

            if (finder.ReadAt(i) is { } clock)
            {
                clock = clock with { First = i };
                if (ZoneMentions.ReadAt(text, clock.After, context) is { } zone)
                    clock = clock with { Zone = zone, After = zone.After };
                found.Add(clock);
                i = clock.After;
            }
            else
            {
                i++;
            }
        }

        return finder.Grouped(found);
    }

    private ClockMention? ReadAt(int i)
    {
        if (text.At(i, Noon))
            return new ClockMention(i, Numbered(i + 1, 12), new LocalTime(12, 0));
        if (text.At(i, Midnight))
            return new ClockMention(i, i + 1, new LocalTime(23, 59)) { Doubt = EndOfDay };
        if (!text.NumberAt(i, 1, 4) || (text.Glued(i) && (text.At(i - 1, ".") || text.At(i - 1, ",") || text.At(i - 1, "/") || text.At(i - 1, ":"))))
            return null;
        var (hour, minute, second, at) = (text.Tokens[i].Value, 0, 0, i + 1);
        var sign = ".";
        if (text.Tokens[i].Text.Length > 2)
        {
            // 1700 hrs
            if (text.Tokens[i].Text.Length != 4 || !(text.At(at, "hrs") || text.At(at, "hours") || text.At(at, "h") || text.At(at, "uur") || text.At(at, "uhr")))
                return null;
            (hour, minute, sign) = (hour / 100, hour % 100, ":");
        }
        else if (text.NumberAt(at + 1, 2, 2) && text.Glued(at) && text.Glued(at + 1) && (text.At(at, ":") || text.At(at, ".") || text.At(at, "h") || text.At(at, "u")))
        {
            sign = text.Tokens[at].Text;
            minute = text.Tokens[at + 1].Value;
            at += 2;
            if (sign == ":" && text.At(at, ":") && text.NumberAt(at + 1, 2, 2) && text.Glued(at))
            {
                second = text.Tokens[at + 1].Value;
                at += 2;
            }
        }
        else
        {
            sign = "";
        }

        return minute > 59 || second > 59 ? null : WithSuffix(i, at, hour, minute, second, sign);
    }

    private ClockMention? WithSuffix(int first, int at, int hour, int minute, int second, string sign)
    {
        var half = Half(at, out var after);
        if (half is not null)
        {
            if (hour is < 1 or > 23 || (half == 'a' && hour > 12))
                return null;
            var doubt = half == 'a' && hour == 12 ? "12 am is read as the start of the printed day" : null;
            hour = half == 'a' ? hour % 12 : hour < 12 ? hour + 12 : hour;
            return new ClockMention(first, AfterNoonOrMidnight(after, hour, minute, out _), new LocalTime(hour, minute, second)) { Doubt = doubt };
        }

        var hours = text.At(at, HourWords) && !text.At(first - 1, Within);
        if (hours)
            at++;
        if (text.At(at, "o") && text.At(at + 1, "'") && text.At(at + 2, "clock"))
            (hours, at) = (true, at + 3);
        var plain = sign is ":" or "h" or "u" || hours || (sign == "." && (text.At(first - 1, At) || ZoneMentions.AbbreviationAt(text, at)));
        if (!plain && sign.Length == 0)
            plain = text.At(at, Noon) || text.At(at, Midnight);
        if (!plain || hour > 24 || (hour == 24 && minute > 0) || (text.At(at, "%") || text.At(at, "€")))
            return null;
        after = AfterNoonOrMidnight(at, hour, minute, out var midnight);
        if (hour == 24 || midnight)
            return new ClockMention(first, after, new LocalTime(23, 59)) { Doubt = EndOfDay };
        return new ClockMention(first, after, new LocalTime(hour, minute, second))
        {
            Doubt = sign == ":" && !hours && hour is >= 1 and <= 6 && text.NumberAt(first, 1, 1) ? "morning or afternoon is not said" : null,
        };
    }

    // pm; p.m.; a. m.
    private char? Half(int at, out int after)
    {
        after = at;
        if (text.At(at, "am") || text.At(at, "pm"))
        {
            after = at + 1;
            return text.Tokens[at].Text[0];
        }

        if ((text.At(at, "a") || text.At(at, "p")) && text.At(at + 1, ".") && text.At(at + 2, "m"))
        {
            after = text.At(at + 3, ".") && text.Glued(at + 3) ? at + 4 : at + 3;
            return text.Tokens[at].Text[0];
        }

        return null;
    }

    // 11:59pm (Midnight); 12 noon; 12:00 (noon); 0:00 midnight
    private int AfterNoonOrMidnight(int at, int hour, int minute, out bool midnight)
    {
        var word = text.At(at, "(") ? at + 1 : at;
        midnight = text.At(word, Midnight) && minute == 0 && hour is 0 or 12;
        if (!text.At(word, Midnight) && !(text.At(word, Noon) && hour == 12))
            return at;
        return text.At(word + 1, ")") && word > at ? word + 2 : word + 1;
    }

    // midday 12pm; noon (12:00)
    private int Numbered(int at, int hour)
    {
        var number = text.At(at, "(") ? at + 1 : at;
        if (!text.NumberAt(number, 1, 2) || text.Tokens[number].Value != hour || ReadAt(number) is not { } clock)
            return at;
        return number > at && text.At(clock.After, ")") ? clock.After + 1 : clock.After;
    }

    private List<ClockMention> Grouped(List<ClockMention> clocks)
    {
        var groups = new List<ClockMention>();
        foreach (var clock in clocks)
        {
            var last = groups.Count > 0 ? groups[^1] : null;
            if (last is not null && Between(last.After, clock.First, Same) && (clock.First == last.After || last.Zone is not null || clock.Zone is not null || text.At(last.After, "(")))
            {
                var after = text.At(clock.After, ")") ? clock.After + 1 : clock.After;
                groups[^1] = last with { After = after, Others = [.. last.Others, clock] };
            }
            else if (last is not null && clock.First == last.After + 1 && text.At(last.After, RangeWords.Signs))
            {
                groups[^1] = last with { After = clock.After, IsHours = true };
            }
            else
            {
                groups.Add(clock);
            }
        }

        return groups;
    }

    private bool Between(int first, int after, HashSet<string> allowed)
    {
        for (var i = first; i < after; i++)
        {
            if (!text.At(i, allowed))
                return false;
        }

        return true;
    }
}
