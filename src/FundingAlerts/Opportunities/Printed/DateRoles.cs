namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads from the words around each date what the date is.</summary>
internal sealed class DateRoles(PrintedText text, List<PrintedDate> dates)
{
    private static readonly string[] Units =
        [" day", " week", " month", " dag", " weken", " maand", " tage", " wochen", " monat", " jour", " semaine", " mois", " working", " hours"];

    public static void Give(PrintedText text, List<PrintedDate> dates)
    {
        var roles = new DateRoles(text, dates);
        for (var i = 0; i < dates.Count; i++)
            roles.Give(i);
        roles.Replace();
    }

    private void Give(int i)
    {
        var date = dates[i];
        var leading = Line(date.Leading);
        var trailing = Line(date.Trailing);
        var note = Line(date.Note);
        date.IsBefore = RoleWords.EndsWith(leading, RoleWords.Before);
        if (date.Mention.MonthOnly)
        {
            date.Role = DateRole.Other;
        }
        else if (i > 0 && dates[i - 1].BeginsWindow)
        {
            var start = dates[i - 1].Role;
            date.Role = start is DateRole.Opens ? DateRole.Closes : start;
        }
        else if (i > 0 && date.ContinuesList && Bare(leading) && OfLine(note, window: true) is DateRole.Bare)
        {
            date.Role = dates[i - 1].Role;
        }
        else
        {
            date.Role = Of(date, leading, trailing, note);
        }

        // "Stage 1 deadline: 3 March; Stage 2: 7 September"
        if (i > 0 && date.Role is DateRole.Bare && dates[i - 1].Role is DateRole.Closes && (leading.Length > 1 || note.Length > 1))
            date.Role = DateRole.Closes;
        if (!date.BeginsWindow || date.Role is not (DateRole.Bare or DateRole.Closes))
            return;
        // "due by 5 p.m.: 24 September - 2 October": the time is that of the end
        if (date.Role is DateRole.Closes && date.Clock is { } clock && clock.First < date.Mention.First && dates[i + 1].Clock is null)
            (dates[i + 1].Clock, date.Clock) = (clock, null);
        date.Role = DateRole.Opens;
    }

    private DateRole Of(PrintedDate date, string leading, string trailing, string note)
    {
        var before = OfLine(leading, date.BeginsWindow);
        // A title in the line or column before says nothing about the date.
        if (before is DateRole.Other && (text.At(date.Leading.After, "|") || text.At(date.Leading.After, "\n")) && !RoleWords.Has(leading, RoleWords.Other))
            before = DateRole.Bare;
        var labelBehind = text.At(date.Trailing.First, ":") || text.At(date.Trailing.First, "-");
        var behind = OfLine(trailing, window: true);
        if (note.Length > 1 && before is DateRole.Bare && OfLine(note, window: true) is not DateRole.Bare and var noted && (noted is not DateRole.Other || RoleWords.Has(note, RoleWords.Other)))
            return noted;
        if (before is DateRole.Bare or DateRole.Closes && labelBehind && trailing.Length > 1 && behind is DateRole.Opens || (labelBehind && behind is DateRole.Other && RoleWords.Has(trailing, RoleWords.Other)))
            return behind;
        if (before is DateRole.Closes && Aimed(trailing) && RoleWords.Has(trailing, RoleWords.Other))
            return DateRole.Other;
        if (before is not DateRole.Bare)
            return before;
        if (behind is DateRole.Closes or DateRole.Opens || RoleWords.Has(trailing, RoleWords.Other))
            return behind;
        // A few strange words behind a bare date do no harm ("via elan"); a sentence does.
        return Strange(trailing) > 5 ? DateRole.Other : DateRole.Bare;
    }

    private static bool Aimed(string trailing) =>
        (trailing.StartsWith(" for ", StringComparison.Ordinal) || trailing.StartsWith(" voor ", StringComparison.Ordinal)
            || trailing.StartsWith(" fur ", StringComparison.Ordinal) || trailing.StartsWith(" pour ", StringComparison.Ordinal))
        && trailing.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 6;

    private static DateRole OfLine(string line, bool window)
    {
        if (line.Length <= 1)
            return DateRole.Bare;
        line = WithoutCompounds(line);
        if (IsRelative(line))
            return DateRole.Other;
        var closes = RoleWords.LastOf(line, RoleWords.Closes);
        var closesNext = RoleWords.EndsWith(line, RoleWords.ClosesBefore);
        var opens = RoleWords.LastOf(line, RoleWords.Opens);
        var opensNext = RoleWords.EndsWith(line, RoleWords.OpensBefore);
        var other = RoleWords.LastOf(line, RoleWords.Other);
        var genitive = !window && RoleWords.EndsWith(line, RoleWords.Genitive);
        if (other >= 0 && !IsOfApplications(line, other))
            return closes > other && closes - other > 24 ? DateRole.Closes : DateRole.Other;
        if (other >= 0 && closes < 0 && RoleWords.Has(line, [" start", " begin", " debut", " aanvang"]))
            return DateRole.Opens;
        if (RoleWords.Has(line, RoleWords.Replaced) && (closes < 0 || RoleWords.Has(line, [" original", " oorspronkelijk", " ursprunglich", " initial", " old ", " oude ", " previous", " was "])) && !RoleWords.Has(line, [" not later", " not after", " no later"]))
            return DateRole.Replaced;
        if (closesNext)
            return DateRole.Closes;
        if (line.EndsWith(" open ", StringComparison.Ordinal) && line.Trim() == "open")
            return DateRole.Other;
        if (opensNext && (closes < 0 || opens > closes || !RoleWords.Has(line, [" extend"])))
            return DateRole.Opens;
        if (RoleWords.EndsWith(line, [" after ", " nach dem ", " na ", " apres le "]))
            return closes >= 0 || RoleWords.Has(line, [" no ", " not ", " geen ", " niet ", " keine ", " nicht ", " aucune "]) && RoleWords.Has(line, RoleWords.OfApplications) ? DateRole.Closes : DateRole.Other;
        // A far word belongs to another part of the sentence.
        if (closes >= 0 && closes > opens && line.Length - closes > 120)
            return DateRole.Other;
        if (opens > closes && line.Length - opens > 45)
            return DateRole.Other;
        if (closes >= 0 || opens >= 0)
            return closes > opens ? genitive && closes < line.Length - 40 ? DateRole.Other : DateRole.Closes : DateRole.Opens;
        if (!genitive && RoleWords.Has(line, RoleWords.Extends) && line.Length < 60)
            return DateRole.Closes;
        if (genitive && line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 1 && !Neutral(line))
            return DateRole.Other;
        return genitive || Strange(line) > 0 ? DateRole.Other : DateRole.Bare;
    }

    private static bool Bare(string line) => OfLine(line, window: true) is DateRole.Bare;

    /// <summary>"Open Science", "open data": an adjective, not an opening.</summary>
    private static string WithoutCompounds(string line)
    {
        foreach (var noun in new[] { "science", "access", "call", "source", "innovation", "data", "hardware", "competition", "topic", "strand", "to", "until", "till", "for" })
            line = line.Replace($" open {noun} ", noun is "to" or "until" or "till" or "for" ? $" {noun} " : " ", StringComparison.Ordinal);
        return line;
    }

    /// <summary>"two weeks after 3 May"</summary>
    private static bool IsRelative(string line)
    {
        var tail = line.Length > 34 ? line[^34..] : line;
        return RoleWords.Has(tail, Units) && RoleWords.EndsWith(line, [" after ", " before ", " from ", " of ", " following ", " na ", " nach ", " nach dem ", " apres ", " apres le ", " voor ", " vor ", " vor dem ", " avant ", " avant le ", " prior to ", " since "]);
    }

    private static bool IsOfApplications(string line, int at) =>
        line[..at].LastIndexOf(' ') is >= 0 and var word
        && (line.AsSpan(word).StartsWith(" start", StringComparison.Ordinal) || line.AsSpan(word).StartsWith(" begin", StringComparison.Ordinal)
            || line.AsSpan(word).StartsWith(" debut", StringComparison.Ordinal) || line.AsSpan(word).StartsWith(" aanvang", StringComparison.Ordinal)
            || line.AsSpan(word).StartsWith(" complet", StringComparison.Ordinal) || line.AsSpan(word).StartsWith(" invited", StringComparison.Ordinal) || line.AsSpan(word).StartsWith(" expected", StringComparison.Ordinal))
        && RoleWords.Has(line, RoleWords.OfApplications) && !RoleWords.Has(line, [" project", " projekt", " projet"]);

    private static bool Neutral(string line) => Strange(line) == 0;

    private static int Strange(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Count(word => word.Length > 2 && !char.IsDigit(word[0]) && !RoleWords.Neutral.Contains(word) && CalendarWords.Month(word) == 0 && !StageWords.IsStage(word)
            && ZoneNames.Place(word) is null && word is not ("south" or "north" or "republic" or "submission"));

    /// <summary>"extended from 5 May to 12 May", "12 May (was 5 May)": only the new date counts.</summary>
    private void Replace()
    {
        for (var i = 0; i < dates.Count; i++)
        {
            var extends = RoleWords.Has(Line(dates[i].Leading), RoleWords.Extends);
            if (dates[i].BeginsWindow && (extends || Enumerable.Range(dates[i].After, dates[i + 1].First - dates[i].After).Any(j => text.At(j, RangeWords.Moves))))
            {
                dates[i].Role = DateRole.Replaced;
                if (dates[i + 1].Role is not DateRole.Other)
                    dates[i + 1].Role = DateRole.Closes;
                for (var j = 0; j < i; j++)
                    Demote(dates[j]);
            }
            else if (extends && !dates[i].BeginsWindow && dates[i].Role is DateRole.Closes)
            {
                for (var j = 0; j < i; j++)
                    Demote(dates[j]);
            }
        }

        // "The deadline was 5 May 2026": nothing replaces it.
        if (dates.TrueForAll(date => date.Role is not (DateRole.Closes or DateRole.Bare)))
        {
            foreach (var date in dates.Where(date => date.Role is DateRole.Replaced && RoleWords.Has(Line(date.Leading), [" deadline was ", " closing date was "])))
                date.Role = DateRole.Closes;
        }
    }

    private static void Demote(PrintedDate date)
    {
        if (date.Role is DateRole.Closes or DateRole.Bare)
            date.Role = DateRole.Replaced;
    }

    private string Line((int First, int After) piece) => piece.After > piece.First ? text.Line(piece.First, piece.After) : " ";
}
