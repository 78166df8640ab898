namespace FundingAlerts.Opportunities.Printed;

/// <summary>Reads a source's own word for the status, in English, Dutch, German and French, and the EU portal's codes.</summary>
public static class StatusText
{
    /// <summary>A status is a few words; a page of prose says too many things at once.</summary>
    private const int MostWords = 30;

    private static readonly string[] Forthcoming =
    [
        " not yet open", " not open yet", " not currently open yet", " yet to open", " opening soon", " opens soon", " open soon", " soon open", " opens in ", " opens on ", " opening on ", " opening in ", " will open", " to open ", " opens later", " opens shortly", " coming soon", " forthcoming", " upcoming", " planned ", " scheduled", " pre announce", " preannounce", " pre call ", " pre announcement", " prior information", " expected ", " anticipated ",
        " not started", " not yet started", " not launched", " not yet launched", " not yet accept", " not yet available", " pending opening", " future call", " about to open",
        " binnenkort open", " binnenkort geopend", " binnenkort", " nog niet open", " nog niet geopend", " nog niet gestart", " nog niet opengesteld", " nog niet mogelijk", " wordt geopend", " gaat open", " gaat binnenkort", " opent ", " in voorbereiding", " aangekondigd", " verwacht ", " gepland", " aankomend", " toekomstig", " komende ", " vooraankondiging",
        " noch nicht", " in vorbereitung", " in planung", " geplant", " demnachst offen", " demnachst geoffnet", " bald offen", " demnachst", " angekundigt", " vorankundigung", " bald ", " offnet ", " startet ", " wird geoffnet", " kunftig", " bevorstehend", " kommende",
        " a venir", " bientot ouvert ", " prochainement ouvert ", " bientot", " prochainement", " pas encore", " en preparation", " prevu", " annonce ", " ouvrira", " ouverture le ", " ouvre le ", " s ouvre ", " ouverture prochaine", " ouverture a venir", " futur",
    ];

    private static readonly string[] Closed =
    [
        " closed", " no longer open", " no longer accept", " no longer possible", " no longer available", " no longer active", " not accepting", " not currently open", " not currently accepting", " currently not open", " currently not accepting", " expired", " deadline has passed", " deadline passed", " deadline is past", " deadline over", " date has passed", " ended ", " has ended", " finished ", " inactive ", " archived", " cancelled", " canceled", " withdrawn", " suspended",
        " past call", " past deadline", " discontinued", " has passed", " completed ", " concluded",
        " gesloten", " niet meer ", " verlopen", " afgelopen", " niet langer", " beeindigd", " afgesloten", " verstreken", " ingetrokken", " vervallen", " gearchiveerd", " voorbij ",
        " geschlossen", " abgelaufen", " nicht mehr", " beendet", " abgeschlossen", " ausgelaufen", " eingestellt", " archiviert", " vorbei ", " verstrichen",
        " ferme ", " fermee ", " fermes ", " fermees ", " termine ", " terminee ", " expire ", " expiree ", " cloturee ", " cloturees ", " clotures ", " echu ", " n est plus", " ne sont plus", " n est pas ouvert", " plus possible", " depasse", " clos ", " close ", " acheve",
    ];

    private static readonly string[] Open =
    [
        " open ", " opened ", " is open", " now open", " currently open", " open now", " accepting", " closing soon", " closes soon", " closing shortly", " apply now", " applications invited", " active ", " live ", " rolling", " continuous", " ongoing", " expression of interest", " expressions of interest", " last chance", " always open", " invited to apply", " can apply", " can now apply",
        " geopend", " opengesteld", " doorlopend", " lopend", " actief", " sluit binnenkort", " aanvragen mogelijk", " aanvragen is mogelijk", " aanvraag mogelijk", " indienen mogelijk", " indienen is mogelijk", " indiening mogelijk", " sluit over", " sluit op", " nu aanvragen", " kan worden ingediend", " kunnen worden ingediend",
        " offen ", " offene ", " geoffnet", " laufend", " aktiv ", " einreichung moglich", " einreichung ist moglich", " antragstellung moglich", " antragstellung ist moglich", " bewerbung moglich", " bewerbungen moglich", " moglich ", " aktuell ", " endet bald",
        " ouvert ", " ouverte ", " ouverts ", " ouvertes ", " en cours", " permanent", " actif ", " deposez ", " abierto ", " abierta ", " aperto ", " aperta ",
    ];

    private static readonly string[] Closing = [" closing soon", " closes soon", " closing shortly", " closes on ", " closes in ", " closing on ", " closes ", " sluit binnenkort", " schliesst bald", " schliesst ", " ferme bientot", " cloture prochaine", " closing in "];

    private static readonly string[] Doubtful = [" not open ", " was open", " were open", " previously ", " formerly ", " was geopend", " war geoffnet", " isn t open", " n est pas ", " nicht offen", " niet open ", " nicht geoffnet", " niet geopend", " partially", " partly", " gedeeltelijk", " teilweise", " may open", " may close", " might", " or closed", " open or ", " invitation only", " unless", " reopen", " re open", " heropen", " wieder geoffnet", " never ", " not closed", " niet gesloten", " nicht geschlossen", " pas ferme", " will close when", " unknown",
        " keine offenen", " geen open ", " no open ", " no active ", " no upcoming ", " no forthcoming ", " aucun appel", " geen lopende", " keine laufenden", " not active", " not live", " nicht moglich", " niet mogelijk", " pas ouvert", " non ouvert", " not possible"];

    private static readonly HashSet<string> Denials = [" nicht mehr", " niet meer", " noch nicht", " pas encore", " n est plus", " ne sont plus", " niet langer"];

    /// <summary>"Open Science" and "an open call" describe, they do not say that it is open.</summary>
    private static readonly string[] Descriptions = [" open science ", " open access ", " open source ", " open data ", " open innovation ", " open research ", " open university ", " open competition ", " open hardware "];

    public static OpportunityStatus Read(string text, PrintedContext context)
    {
        var printed = PrintedText.Of(text);
        var line = printed.Line();
        if (OfCode(line.Trim()) is { } coded)
            return coded;
        foreach (var description in Descriptions)
            line = line.Replace(description, " ", StringComparison.Ordinal);
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > MostWords)
            return OpportunityStatus.Unknown;
        return OfWords(line, printed.Text);
    }

    // The codes of the EU Funding & Tenders portal's search.
    private static OpportunityStatus? OfCode(string code) => code switch
    {
        "31094501" => OpportunityStatus.Forthcoming,
        "31094502" => OpportunityStatus.Open,
        "31094503" or "310945031" or "99999998" => OpportunityStatus.Closed,
        _ => null,
    };

    private static OpportunityStatus OfWords(string line, string printed)
    {
        var closing = RoleWords.Has(line, Closing);
        // "ferme bientôt", "closes soon": still open; take the words away before "ferme" is read as closed.
        foreach (var words in Closing)
            line = line.Replace(words.TrimEnd() + " ", " ", StringComparison.Ordinal);
        var forthcoming = RoleWords.Has(line, Forthcoming);
        var rest = line;
        foreach (var words in Forthcoming.Concat(Closed).Where(words => line.Contains(words, StringComparison.Ordinal)).OrderByDescending(words => words.Length))
            rest = Without(rest, words.TrimEnd());
        var closed = RoleWords.Has(line, Closed) || IsCloture(line, printed);
        var open = RoleWords.Has(rest, Open);
        var doubtful = RoleWords.Has(rest, Doubtful) || RoleWords.Has(line, [" not closed", " niet gesloten", " nicht geschlossen", " pas ferme", " reopen", " heropen", " re open", " never ", " or closed"]);
        if (doubtful || (closing && (closed || forthcoming)))
            return OpportunityStatus.Unknown;
        return (forthcoming, closed, open || closing) switch
        {
            (true, false, false) => OpportunityStatus.Forthcoming,
            (false, true, false) => OpportunityStatus.Closed,
            (false, false, true) => OpportunityStatus.Open,
            _ => OpportunityStatus.Unknown,
        };
    }

    /// <summary>The line without these words, and without the word that they deny: "nicht mehr möglich", "pas encore ouvert".</summary>
    private static string Without(string line, string words)
    {
        var at = line.IndexOf(words, StringComparison.Ordinal);
        if (at < 0)
            return line;
        var end = at + words.Length;
        if (Denials.Contains(words) && line.IndexOf(' ', end) is >= 0 and var space && line.IndexOf(' ', space + 1) is > 0 and var next)
            end = next;
        return line[..at] + " " + line[end..];
    }

    /// <summary>"clôturé" is closed; "clôture" with a date is only a date to come.</summary>
    private static bool IsCloture(string line, string printed) =>
        line.Contains(" cloture ", StringComparison.Ordinal) && (printed.Contains("turé", StringComparison.OrdinalIgnoreCase) || line.Trim() == "cloture");
}
