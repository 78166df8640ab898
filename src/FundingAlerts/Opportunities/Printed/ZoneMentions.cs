using NodaTime;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads the clock that is named behind a time: CET, GMT-4, UK time, (heure de Paris), local time in Seoul.</summary>
internal static class ZoneMentions
{
    private const string Unplaced = "the printed clock is not one that we know";

    /// <summary>"ist", "est", "west" and "met" are words of their own in some language, so they count in capitals only.</summary>
    private static readonly HashSet<string> AlsoWords = ["est", "ist", "west", "wet", "ast", "mt", "et", "ct", "pt", "cst", "msk", "brt", "mst", "cet"];

    private static readonly HashSet<string> TimeWords = ["time", "tijd", "zeit", "ortszeit", "ora", "timezone", "clock"];

    private static readonly HashSet<string> Applicants = ["submitter", "applicant", "applicants", "submitters", "your", "institution", "organisation", "organization", "proposer", "proposers", "aanvrager"];

    private static readonly HashSet<string> In = ["in", "of", "at", "de", "a", "van", "from", "for", "di", "l", "d", "'", "the", "the", "zone"];

    public static bool AbbreviationAt(PrintedText text, int i) => Abbreviation(text, i) is not null;

    /// <summary>The zone printed here, after an opening bracket or a comma perhaps; null when none is.</summary>
    public static ZoneMention? ReadAt(PrintedText text, int i, PrintedContext context)
    {
        var at = i;
        while (text.At(at, "(") || text.At(at, ",") || (text.At(at, "-") && !text.NumberAt(at + 1, 4, 4)) || text.At(at, "["))
            at++;
        if (at - i > 2)
            return null;
        var bracket = text.At(at - 1, "(") && at > i;
        var zone = Abbreviation(text, at) ?? OffsetOnly(text, at, bracket || at == i) ?? Spelled(text, at) ?? Local(text, at) ?? Place(text, at, bracket) ?? Unknown(text, at);
        if (zone is null)
            return null;
        if (zone is { Zone: null, IsContext: false } && ZoneNames.IsAmbiguous(text.Tokens[at].Text))
            zone = Resolved(zone, text.Tokens[at].Text, context);
        // Central European Summer Time (CEST); CET (Brussels time)
        if (text.At(zone.After, "(") && (Abbreviation(text, zone.After + 1) ?? Place(text, zone.After + 1, bracketed: true)) is { } again && text.At(again.After, ")"))
            zone = (zone.Literal is null || again.Literal is not null ? zone with { Literal = again.Literal ?? zone.Literal } : zone) with { After = again.After + 1 };
        return bracket && text.At(zone.After, ")") ? zone with { After = zone.After + 1 } : zone;
    }

    // CET; CEST; CET/CEST; GMT-4; UTC+01:00; AoE
    private static ZoneMention? Abbreviation(PrintedText text, int i)
    {
        if (!text.WordAt(i))
            return null;
        var word = text.Tokens[i].Text;
        if (AlsoWords.Contains(word) && !text.AllCapitals(i))
            return null;
        // "A|oE" is cut where the capital begins.
        if (word == "ao" && text.At(i + 1, "e"))
            return new ZoneMention(i, i + 2, "UTC-12");
        if (word is "utc" or "gmt" && (text.At(i + 1, "+") || text.At(i + 1, "-")) && text.NumberAt(i + 2, 1, 2) && text.Tokens[i + 2].Value <= 14
            && (text.Glued(i + 2) || text.At(i + 1, "+")))
        {
            var minutes = text.At(i + 3, ":") && text.NumberAt(i + 4, 2, 2) ? text.Tokens[i + 4].Value % 60 : 0;
            var seconds = ((text.Tokens[i + 2].Value * 60) + minutes) * (text.At(i + 1, "-") ? -60 : 60);
            return new ZoneMention(i, text.At(i + 3, ":") ? i + 5 : i + 3, ZoneNames.Fixed(Offset.FromSeconds(seconds)));
        }

        if (ZoneNames.Abbreviation(word) is { } known)
        {
            // CET/CEST and CE(S)T name the clock as it runs
            if (text.At(i + 1, "/") && text.WordAt(i + 2) && ZoneNames.Abbreviation(text.Tokens[i + 2].Text) is { } twin && twin.Zone == known.Zone)
                return new ZoneMention(i, AfterTime(text, i + 3), known.Zone);
            return new ZoneMention(i, AfterTime(text, i + 1), known.Zone) { Literal = known.Literal };
        }

        if (word == "ce" && text.At(i + 1, "(") && text.At(i + 2, "s") && text.At(i + 3, ")") && text.At(i + 4, "t"))
            return new ZoneMention(i, i + 5, Zones.Brussels);
        if (word is "utc" or "aoe" or "et" or "ct" or "pt")
            return new ZoneMention(i, AfterTime(text, i + 1), ZoneNames.LocalName(word));
        return ZoneNames.IsAmbiguous(word) ? new ZoneMention(i, AfterTime(text, i + 1), null) { Doubt = Unplaced } : null;
    }

    // (+01:00); +0100
    private static ZoneMention? OffsetOnly(PrintedText text, int i, bool allowed)
    {
        if (!allowed || !(text.At(i, "+") || text.At(i, "-")) || !text.Glued(i + 1))
            return null;
        var colon = text.NumberAt(i + 1, 2, 2) && text.At(i + 2, ":") && text.NumberAt(i + 3, 2, 2);
        if (!colon && !text.NumberAt(i + 1, 4, 4))
            return null;
        var (hours, minutes) = colon ? (text.Tokens[i + 1].Value, text.Tokens[i + 3].Value) : (text.Tokens[i + 1].Value / 100, text.Tokens[i + 1].Value % 100);
        var seconds = ((hours * 60) + minutes) * (text.At(i, "-") ? -60 : 60);
        return hours > 14 || minutes > 59 ? null : new ZoneMention(i, colon ? i + 4 : i + 2, ZoneNames.Fixed(Offset.FromSeconds(seconds)));
    }

    // Central European Summer Time; British Summer Time; Greenwich Mean Time; Eastern Daylight Time; anywhere on earth
    private static ZoneMention? Spelled(PrintedText text, int i)
    {
        var at = text.At(i, "the") ? i + 1 : i;
        if (text.At(at, "anywhere") && text.At(at + 1, "on") && text.At(at + 2, "earth"))
            return new ZoneMention(i, at + 3, "UTC-12");
        var (zone, winter, next) = (text.At(at, "central") || text.At(at, "midden")) && (text.At(Skip(text, at + 1, "-"), "european") || text.At(Skip(text, at + 1, "-"), "europe") || text.At(Skip(text, at + 1, "-"), "europese"))
                ? (Zones.Brussels, 1, Skip(text, at + 1, "-") + 1)
            : text.At(at, "eastern") && text.At(at + 1, "european") ? ("Europe/Helsinki", 2, at + 2)
            : text.At(at, "mitteleuropaische") || text.At(at, "mitteleuropaischer") ? (Zones.Brussels, 1, at + 1)
            : text.At(at, "british") ? (Zones.London, 0, at + 1)
            : text.At(at, "greenwich") ? (Zones.London, 0, at + 1)
            : text.At(at, "eastern") ? ("America/New_York", -5, at + 1)
            : text.At(at, "pacific") ? ("America/Los_Angeles", -8, at + 1)
            : (null, 0, at);
        if (zone is null)
            return null;
        var summer = text.At(next, "summer") || text.At(next, "daylight") || text.At(next, "sommerzeit") || text.At(next, "zomertijd");
        var bracketed = text.At(next, "(") && (text.At(next + 1, "summer") || text.At(next + 1, "daylight")) && text.At(next + 2, ")");
        var standard = text.At(next, "standard") || text.At(next, "mean");
        next = bracketed ? next + 3 : summer || standard ? next + 1 : next;
        var said = text.At(next, TimeWords) || text.At(next - 1, "sommerzeit") || text.At(next - 1, "zomertijd");
        if (!said)
            return null;
        next = text.At(next, TimeWords) ? next + 1 : next;
        var hours = summer ? winter + 1 : winter;
        // "Eastern time" and "British time" are clocks as they run; "central European time" is a name that is used for both.
        var literal = !bracketed && (summer || standard || winter is 1 or 2);
        return new ZoneMention(i, next, zone) { Literal = literal ? Offset.FromHours(hours) : null };
    }

    // local time; local time in Seoul; submitter's local time; heure locale
    private static ZoneMention? Local(PrintedText text, int i)
    {
        var at = text.At(i, "the") ? i + 1 : i;
        if (text.At(at, Applicants))
        {
            var time = at + 1;
            while (time < at + 5 && !text.At(time, TimeWords))
                time++;
            return text.At(time, TimeWords) ? new ZoneMention(i, time + 1, null) { Doubt = "on the applicant's own clock" } : null;
        }

        var local = (text.At(at, "local") || text.At(at, "lokale") || text.At(at, "plaatselijke")) && text.At(at + 1, TimeWords) ? at + 2
            : text.At(at, "heure") && text.At(at + 1, "locale") ? at + 2
            : text.At(at, "ortszeit") ? at + 1
            : -1;
        if (local < 0)
            return null;
        var name = local;
        while (text.At(name, In))
            name++;
        if (text.At(name, Applicants) || text.At(name + 1, Applicants))
            return new ZoneMention(i, name + 1, null) { Doubt = "on the applicant's own clock" };
        return PlaceAt(text, name) is { } place
            ? new ZoneMention(i, place.After, place.Zone)
            : new ZoneMention(i, local, null) { IsContext = true, Doubt = "whose local time is meant is not said" };
    }

    // UK local time; Brussels time; heure de Paris; (Bruxelles)
    private static ZoneMention? Place(PrintedText text, int i, bool bracketed)
    {
        var at = text.At(i, "the") ? i + 1 : i;
        if (text.At(at, "heure") || text.At(at, "hora") || text.At(at, "ora") || text.At(at, "tijd") || text.At(at, "time"))
        {
            at++;
            while (text.At(at, In))
                at++;
            return PlaceAt(text, at) is { } of ? new ZoneMention(i, of.After, of.Zone) : null;
        }

        if (PlaceAt(text, at) is not { } place)
            return null;
        var after = text.At(place.After, "local") ? place.After + 1 : place.After;
        if (text.At(after, TimeWords))
            return new ZoneMention(i, after + 1, place.Zone);
        return bracketed && text.At(after, ")") ? new ZoneMention(i, after, place.Zone) : null;
    }

    // "17:00 Ruritania time", "17:00 XYT": a clock is named, so the funder's own is not to be assumed
    private static ZoneMention? Unknown(PrintedText text, int i)
    {
        if (text.WordAt(i) && text.WordAt(i + 1) && text.Capital(i) && (text.At(i + 1, "time") || (text.At(i + 1, "local") && text.At(i + 2, "time"))))
            return new ZoneMention(i, text.At(i + 1, "time") ? i + 2 : i + 3, null) { Doubt = Unplaced };
        return text.AllCapitals(i) && text.Tokens[i].Text is { Length: >= 3 and <= 5 } word && word[^1] == 't' && i > 0 && CalendarWords.Month(word) == 0
            ? new ZoneMention(i, i + 1, null) { Doubt = Unplaced }
            : null;
    }

    /// <summary>CST is Chicago's or Shanghai's; the funder's own clock may tell.</summary>
    private static ZoneMention Resolved(ZoneMention zone, string word, PrintedContext context) => (word, context.Zone) switch
    {
        ("cst", "America/Chicago" or "Asia/Shanghai" or "Asia/Taipei") or ("ist", "Asia/Kolkata" or "Europe/Dublin" or "Asia/Jerusalem")
            => zone with { Zone = context.Zone, Doubt = null },
        _ => zone,
    };

    private static (string Zone, int After)? PlaceAt(PrintedText text, int i)
    {
        if (!text.WordAt(i))
            return null;
        if (text.WordAt(i + 1) && ZoneNames.Place(text.Tokens[i].Text + " " + text.Tokens[i + 1].Text) is { } two)
            return (two, i + 2);
        return ZoneNames.Place(text.Tokens[i].Text) is { } one ? (one, i + 1) : null;
    }

    private static int Skip(PrintedText text, int at, string sign) => text.At(at, sign) ? at + 1 : at;

    private static int AfterTime(PrintedText text, int at) => text.At(at, "time") ? at + 1 : at;
}
