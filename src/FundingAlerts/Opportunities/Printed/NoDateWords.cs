namespace FundingAlerts.Opportunities.Printed;

/// <summary>Words that say that a call is always open, or that its date is still to come.</summary>
internal static class NoDateWords
{
    private static readonly string[] Ends =
        ["deadline", "deadlines", "closing date", "closing dates", "close date", "closing deadline", "cut off", "cut off date", "cut off dates", "end date", "due date", "sluitingsdatum", "sluitingstermijn", "einddatum",
         "uiterste datum", "indieningstermijn", "frist", "einreichfrist", "antragsfrist", "bewerbungsfrist", "abgabefrist", "einreichungsfrist", "fristen", "stichtag", "stichtage", "date limite", "date de cloture", "echeance", "dates limites", "scadenza", "fecha limite"];

    private static readonly HashSet<string> No = ["no", "geen", "keine", "kein", "ohne", "sans", "without", "zonder", "aucune", "pas", "not", "senza", "sin"];

    private static readonly HashSet<string> Between =
        ["a", "an", "the", "any", "fixed", "set", "specific", "submission", "application", "applications", "specified", "final", "formal", "particular", "deadline", "for", "call", "proposal", "vaste", "specifieke", "feste", "festen", "bestimmte", "de", "d", "fixe", "single", "hard", "official", "und", "further"];

    private static readonly string[] NotYet =
        [" yet ", " nog ", " noch ", " encore ", " announced ", " known ", " confirmed ", " bekend ", " bekannt ", " connue ", " established ", " extension", " exten", " information", " verleng", " verlang", " passed", " changes", " available ", " scheduled ", " determined ", " published ", " set "];

    private static readonly string[] Always =
    [
        " open all year", " open year round", " year round ", " all year round", " throughout the year", " het hele jaar", " hele jaar door", " ganzjahrig ", " das ganze jahr", " toute l annee", " tout au long de l annee",
        " rolling basis", " rolling deadline", " rolling call", " rolling submission", " rolling application", " rolling intake", " rolling programme", " rolling program ", " rolling scheme", " rolling admission", " open ended ", " continuous call", " continuous submission", " continuous application",
        " continuous intake", " continuous deadline", " continuously open", " open continuously", " continuous basis", " permanently open", " permanent open", " permanent call", " always open", " open permanently", " ongoing basis", " ongoing call", " ongoing submission",
        " doorlopende indiening", " doorlopend open", " doorlopende openstelling", " doorlopend indien", " doorlopende call", " doorlopend aanvra", " doorlopend geopend", " permanent open", " altijd open", " laufende einreichung", " laufend moglich", " laufende antragstellung", " laufend einreich", " fortlaufend",
        " laufend geoffnet", " immer offen", " dauerhaft geoffnet", " unbefristet", " fil de l eau", " en continu ", " appel permanent", " depot permanent", " toujours ouvert", " ouvert en permanence", " open until filled", " until funds are exhausted", " until the budget is exhausted",
        " until funding is exhausted", " first come first served", " wie het eerst komt", " windhundverfahren", " open call without deadline", " sempre aperto", " sportello", " abierta permanentemente", " open until further notice", " tot nader order open", " bis auf weiteres geoffnet",
    ];

    /// <summary>The whole text, or the whole behind a label: "Deadline: continuous".</summary>
    private static readonly HashSet<string> Bare =
        ["rolling", "continuous", "ongoing", "permanent", "continuously", "doorlopend", "doorlopende", "laufend", "jederzeit", "fortlaufend", "permanently open", "any time", "anytime", "at any time", "all year", "whole year", "continu", "en continu",
         "te allen tijde", "op elk moment", "altijd", "a tout moment", "open ended", "permanente", "continua", "none", "geen", "keine", "aucune", "jederzeit moglich"];

    private static readonly string[] AnyTime = [" at any time ", " any time ", " anytime ", " jederzeit ", " te allen tijde ", " op elk moment ", " op ieder moment ", " a tout moment ", " en cualquier momento ", " doorlopend ", " laufend ", " continuously ", " altijd ", " all year ", " gehele jaar "];

    private static readonly string[] Applying =
        [" appl", " submi", " proposal", " aanvra", " indien", " ingediend", " antrag", " antrage", " einreich", " eingereicht", " bewerb", " beantrag", " candidat", " depos", " soumis", " demande", " open ", " geopend", " welcome"];

    private static readonly string[] ButNot =
        [" withdraw", " close", " cancel", " amend", " change", " contact", " question", " terminate", " unsubscribe", " not be submitted", " not open", " sluiten", " wijzig", " intrekken", " vragen", " ruckfragen", " geschlossen", " schliess", " andern", " frage", " modifi", " clotur", " one application at", " only one",
         " suspend", " not possible", " niet ", " nicht ", " ne peu", " pas "];

    private static readonly string[] Later =
    [
        " to be confirmed", " to be announced", " to be determined", " to be decided", " to be set", " to be published", " to be defined", " to be advised", " tbc ", " tbd ", " tba ", " not yet known", " not yet announced", " not yet available", " not yet set", " not yet confirmed", " not yet been announced",
        " not yet been set", " not yet published", " not yet determined", " not been announced", " will be announced", " will be confirmed", " will be published", " will be communicated", " will be set", " coming soon", " available soon", " announced soon", " soon ", " shortly ", " nog niet bekend", " nog onbekend", " nog te bepalen",
        " nader te bepalen", " nog niet vastgesteld", " volgt ", " wordt nog bekend", " worden nog bekend", " wordt later bekend", " nnb ", " ntb ", " noch nicht bekannt", " noch nicht fest", " wird noch bekannt", " werden noch bekannt", " wird bekannt gegeben", " noch offen", " folgt ", " wird rechtzeitig bekannt",
        " steht noch aus", " noch unbekannt", " a venir ", " a confirmer", " a preciser", " a determiner", " a definir", " pas encore connue", " pas encore fixee", " sera annoncee", " seront annoncees", " sera communiquee", " sera precisee", " prochainement", " bientot ", " demnachst", " binnenkort", " da definire", " por confirmar", " in due course", " unknown ",
    ];

    public static bool IsRolling(PrintedText text)
    {
        var line = text.Line();
        if (RoleWords.Has(line, [" not a rolling", " no longer ", " niet langer ", " nicht mehr ", " ne plus ", " niet meer ", " not on a rolling", " non rolling", " not continuous", " geen doorlopende", " keine laufende", " not open ", " closed "]))
            return false;
        return RoleWords.Has(line, Always) || Bare.Contains(Value(text)) || SaysNoEnd(text)
            || (RoleWords.Has(line, AnyTime) && RoleWords.Has(line, Applying) && !RoleWords.Has(line, ButNot));
    }

    /// <summary>"Continuous submission until 11 December": the words stand before the date; "or until the budget is spent" does not.</summary>
    public static bool IsRollingBefore(PrintedText text, int date) => RoleWords.Has(text.Line(0, date), Always);

    public static bool IsLater(PrintedText text) => RoleWords.Has(text.Line(), Later);

    // no closing date; keine feste Frist; there is no submission deadline
    private static bool SaysNoEnd(PrintedText text)
    {
        for (var i = 0; i < text.Count; i++)
        {
            if (!text.At(i, No))
                continue;
            var at = i + 1;
            while ((text.At(at, Between) && !IsEnd(text, at)) || text.At(at, "'") || text.At(at, "-"))
                at++;
            while (text.At(at, Between) && text.WordAt(at + 1) && IsEnd(text, at + 1))
                at++;
            if (!IsEnd(text, at))
                continue;
            var rest = text.Line(at, Math.Min(text.Count, at + 9));
            if (!RoleWords.Has(rest, NotYet) && !RoleWords.Has(text.Line(Math.Max(0, i - 4), i), [" yet ", " nog ", " noch ", " encore "]))
                return true;
        }

        return false;
    }

    private static bool IsEnd(PrintedText text, int at) =>
        text.WordAt(at) && text.Line(at, at + 4) is var rest && Array.Exists(Ends, end => rest.StartsWith($" {end} ", StringComparison.Ordinal));

    /// <summary>The words behind the last colon, or all of them.</summary>
    private static string Value(PrintedText text)
    {
        var colon = Enumerable.Range(0, text.Count).LastOrDefault(i => text.At(i, ":"), -1);
        return text.Line(colon + 1, text.Count).Trim();
    }
}
