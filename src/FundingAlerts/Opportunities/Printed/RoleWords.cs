namespace FundingAlerts.Opportunities.Printed;

/// <summary>
/// The words that give a date its role, in four languages, without accents. Each is looked for in a line of words with
/// spaces around: " clos" begins a word, "frist " ends one.
/// </summary>
internal static class RoleWords
{
    /// <summary>What a page also dates: publication, events, decisions, the projects themselves.</summary>
    public static readonly string[] Other =
    [
        " publi", " gepubli", " veroffentlich", " posted", " update", " bijgewerkt", " geactualiseerd", " aktualisiert", " stand ", " mise a jour", " mis a jour",
        " modifi", " gewijzigd", " geandert", " last checked", " checked", " retrieved", " accessed", " crawled", " copyright", " webinar", " event", " workshop",
        " conferen", " konferenz", " symposium", " meeting", " bijeenkomst", " sitzung", " reunion", " session", " sessie", " briefing", " info day", " infoday",
        " information day", " infodag", " infotag", " brokerage", " matchmaking", " networking", " launch", " kick", " interview", " hearing", " panel ",
        " evaluat", " assess", " beoordel", " review", " begutacht", " decision", " besluit", " beslissing", " entscheid", " result", " uitslag", " ergebnis",
        " resultat", " notif", " outcome", " feedback", " award", " projectstart", " projektstart", " projektbeginn", " projektende", " laufzeit", " looptijd", " duration",
        " duree", " question", " vragen", " fragen", " queries", " enquir", " inquir", " clarification", " announce", " aankondiging", " aangekondigd", " bekanntmach",
        " annonce", " consensus", " label given", " signature", " signing", " signed", " contract", " grant agreement", " consortium building", " payment", " report ", " reporting",
        " adopted", " approved", " dated", " founded", " version", " versie", " since", " sinds", " seit ", " depuis", " newsletter", " ceremony", " pitch", " training", " course",
        " amend", " start", " begin", " commenc", " debut", " complet", " finish", " delivered by", " spent", " eligible costs", " born", " invited", " selection", " not before", " expected",
        " information session", " roadshow", " registered", " incorporated", " received funding", " entered", " withdrawn", " aanvang", " uitvoering",
    ];

    /// <summary>Words of <see cref="Other"/> that belong to an opening or a closing beside these.</summary>
    public static readonly string[] OfApplications =
    [
        " appl", " submi", " call", " competition", " intake", " indien", " aanvra", " openstelling", " einreich", " antrag", " bewerb", " candidature", " depot", " soumission", " inschrijv",
    ];

    public static readonly string[] Closes =
    [
        " deadline", "deadline ", "deadlines ", " clos", " due ", " no later than", " not later than", " at the latest", " latest", " ends ", " end date", " ending", " end of", " expir",
        " cut off", " cutoff", " last day", " last date", " final date", " final day", " submi", " apply by", " apply before", " uiterlijk", " sluit", " indien", " inlever", " inschrijv", " einddatum",
        " eindigt", " eindatum", " laatste dag", " frist", "frist ", "schluss ", " abgabe", "abgabetermin ", " einreich", " antragstermin", " stichtag", " spatestens", " endet", " schliesst", " schliessung", " ausser kraft", " ablauf",
        " date limite", " limite", " cloture", " fermeture", " ferme ", " echeance", " au plus tard", " scadenza", " termine ", " fecha limite", " plazo", " valid until", " not after", " accepted until",
    ];

    /// <summary>They count only where the date comes next: "by 13 January", "bis zum 1. Dezember".</summary>
    public static readonly string[] ClosesBefore =
    [
        " by ", " until ", " till ", " til ", " before ", " tot ", " t m ", " tot en met ", " voor ", " bis ", " bis zum ", " bis spatestens ", " vor dem ", " jusqu ", " jusqu au ", " avant le ", " avant ",
        " entro il ", " entro ", " hasta ", " hasta el ", " by the ", " until the ", " tot uiterlijk ", " bis einschliesslich ", " bis einschliesslich zum ", " up to ", " by end of ", " before the ", " through ", " voor de ", " vor ", " by midnight on ", " jusqu au plus tard le ",
    ];

    /// <summary>"before" leaves open whether the day itself is still in time.</summary>
    public static readonly string[] Before = [" before ", " before the ", " voor ", " vor dem ", " vor ", " avant le ", " avant "];

    public static readonly string[] Opens =
    [
        " opens", " opening", " opened", " open from", " open on", " open ", " opent", " geopend", " openstelling", " opengesteld", " opengaat", " apply from", " submit from", " available from",
        " geoffnet", " offnung", " offnet", " eroffn", " ouvert", " a partir", " in kraft", " wirkung vom", " inwerkingtreding", " apertura", " vanaf", " from the ", " indienen vanaf",
    ];

    /// <summary>They count only where the date comes next.</summary>
    public static readonly string[] OpensBefore = [" from ", " from the ", " vanaf ", " ab ", " ab dem ", " a partir du ", " des le ", " vanaf de ", " from the ", " as from ", " starting from ", " a partire dal ", " desde el "];

    /// <summary>"Richtlinie vom 5. Mai 2026", "du 5 mai": a date of something, unless a window begins there.</summary>
    public static readonly string[] Genitive = [" of ", " van ", " vom ", " von ", " du ", " dal ", " del ", " de ", " after ", " following ", " na ", " nach ", " nach dem ", " apres ", " apres le ", " since ", " as of ", " on or after ", " prior to "];

    public static readonly string[] Replaced =
    [
        " previously", " formerly", " originally", " original ", " initially", " initial ", " instead of", " rather than", " eerder", " voorheen", " oorspronkelijk", " statt ", " anstatt ", " bisher", " ursprunglich", " fruher",
        " zuvor", " initialement", " precedemment", " auparavant", " au lieu d", " in plaats van", " old ", " oude ", " alte ", " ancienne", " was ", " war ", " no longer ", " not ", " niet langer",
    ];

    public static readonly string[] Extends =
    [
        " extend", " extension", " verleng", " verlanger", " prolong", " reporte", " postpone", " verschoben", " uitgesteld", " verplaatst", " verschoven", " moved", " changed", " now ", " new ", " nieuwe ", " neue ", " nouvelle ", " revised",
        " prorog", " gewijzigd naar", " rescheduled",
    ];

    /// <summary>The words say nothing about the role.</summary>
    public static readonly HashSet<string> Neutral =
    [
        .. ("the a an of for on at in and or to is are be will it this that with call calls application applications proposal proposals round stage phase grant grants funding fund scheme programme program competition project "
        + "projects outline full pre date dates time local de het een van op om datum aanvraag aanvragen oproep oproepen ronde voorstel voorstellen subsidie regeling der die das den dem des am im um zum zur antrag antrage anträge aufruf "
        + "ausschreibung skizze vollantrag le la les du d l un une au aux appel projets demandes candidature candidatures dossier dossiers et und en il el y e eoi expression interest letter intent concept note "
        + "first second third one two three final part national international s i r1 r2 r3 uhr uur ora ore midday noon stufe runde cutoff tranche window key tba tbc between tussen zwischen entre vom from").Split(' '),
    ];

    /// <summary>The place behind the last of these words in the line, or -1.</summary>
    public static int LastOf(string line, string[] words)
    {
        var last = -1;
        foreach (var word in words)
        {
            var at = line.LastIndexOf(word, StringComparison.Ordinal);
            if (at >= 0)
                last = Math.Max(last, at + word.TrimEnd().Length);
        }

        return last;
    }

    public static bool Has(string line, string[] words) => Array.Exists(words, word => line.Contains(word, StringComparison.Ordinal));

    public static bool EndsWith(string line, string[] words) => Array.Exists(words, word => line.EndsWith(word, StringComparison.Ordinal));
}
