namespace FundingAlerts.Opportunities.Printed;

/// <summary>The words between the first and the last date of a window.</summary>
internal static class RangeWords
{
    /// <summary>12 Jan - 11 Dec; tot en met; t/m; bis zum; au</summary>
    public static readonly HashSet<string> Connectors =
        ["-", "to", "until", "till", "til", "through", "thru", "tot", "en", "met", "t", "/", "m", "bis", "zum", "einschliesslich", "inklusive", "und", "mit",
         "au", "jusqu", "'", "al", "hasta", "fino", "and", "including", "inclusive", "incl", "the", "le", "den", "up", "including", "inkl", "naar", "nach", "on"];

    /// <summary>Of these at least one makes it a window; the others of <see cref="Connectors"/> only go with them.</summary>
    public static readonly HashSet<string> Signs =
        ["-", "to", "until", "till", "til", "through", "thru", "tot", "t", "bis", "au", "jusqu", "al", "hasta", "fino", "naar", "nach"];

    /// <summary>between 3 March and 5 May; tussen ... en; zwischen ... und; entre ... et</summary>
    public static readonly HashSet<string> Between = ["and", "en", "und", "et", "e", "y"];

    public static readonly HashSet<string> BetweenOpeners = ["between", "tussen", "zwischen", "entre", "tra", "fra"];

    /// <summary>from 5 May to 12 May, when the words before say that it moved</summary>
    public static readonly HashSet<string> Moves = ["naar", "nach"];
}
