namespace FundingAlerts.Sources;

/// <summary>Tells pages that only look like an answer: walls, empty shells, the wrong kind of document, broken ends.</summary>
public static class PageInspection
{
    // A page with more to read than this is a page, whatever else is in it.
    private const int MostTextOfAWall = 1500;
    private const int MostTextOfAShell = 250;

    /// <summary>What keeps the page from being read as what the definition expects; null when nothing does.</summary>
    public static SourceProblem? Inspect(Page page, string text, ResponseFormat expected)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Problem(SourceProblemKind.UnexpectedFormat, page.Address, "is empty. Open it in a browser and check the address.");

        var actual = DocumentFormat.Of(text);
        var sketch = actual is null or ResponseFormat.Html ? HtmlSketch.Of(text) : null;
        var isWall = sketch is null ? IsBotWallForScripts(text) : IsBotWall(text, sketch);
        if (isWall)
            return BotWall(page.Address);

        var isShell = sketch is not null && IsJavaScriptShell(sketch);
        if (IsOther(actual, expected) && !isShell)
            return Problem(
                SourceProblemKind.UnexpectedFormat,
                page.Address,
                $"is {Name(actual)}, where {Name(expected)} was expected. Check the address and the format in the definition.");

        return expected switch
        {
            _ when isShell => JavaScriptShell(page.Address),
            ResponseFormat.Html => null,
            ResponseFormat.Xml => DocumentEnd.IsMissingInXml(text) ? CutOff(page.Address) : null,
            _ => DocumentEnd.InJson(text) switch
            {
                DocumentEnd.State.Missing => CutOff(page.Address),
                DocumentEnd.State.Broken => Problem(
                    SourceProblemKind.UnexpectedFormat,
                    page.Address,
                    "is not proper JSON. The site may have changed its interface; open the address and look."),
                _ => null,
            },
        };
    }

    /// <summary>A page that asks whether we are human, instead of what we asked for.</summary>
    internal static bool IsBotWall(string text) => IsBotWall(text, HtmlSketch.Of(text));

    private static bool IsBotWall(string text, HtmlSketch sketch)
    {
        var seen = sketch.Visible;
        if (seen.Length > MostTextOfAWall)
            return false;

        // A form with a captcha in it asks for more than our being human.
        var isForm = sketch.Fields >= 2;
        return BotWallMarks.InTitle(sketch.Title)
            || BotWallMarks.InSource(text)
            || (!isForm && BotWallMarks.InWords(seen + ' ' + sketch.NoScript));
    }

    internal static SourceProblem BotWall(Uri address) => Problem(
        SourceProblemKind.BotWall,
        address,
        "asks whether we are human, which we are not. Look for a feed or an interface of the site, or ask its owner to let us in.");

    // {"url":"https://geo.captcha-delivery.com/captcha/?…"}
    private static bool IsBotWallForScripts(string text) => text.Length < MostTextOfAWall && BotWallMarks.InSource(text);

    private static bool IsJavaScriptShell(HtmlSketch sketch) =>
        sketch.Scripts > 0
        && !sketch.HasData
        && sketch.Visible.Length <= MostTextOfAShell
        && (sketch.HasAppRoot || sketch.NoScript.Contains("JavaScript", StringComparison.OrdinalIgnoreCase));

    private static bool IsOther(ResponseFormat? actual, ResponseFormat expected) => (actual, expected) switch
    {
        // Text without any markup can still be an HTML fragment or a lone JSON number.
        (null, ResponseFormat.Xml) => true,
        (null, _) => false,
        _ => actual != expected,
    };

    private static SourceProblem JavaScriptShell(Uri address) => Problem(
        SourceProblemKind.JavaScriptShell,
        address,
        "is an empty frame that a browser fills by JavaScript. Look in the browser's network panel for the address that the data comes from.");

    private static SourceProblem CutOff(Uri address) => Problem(
        SourceProblemKind.CutOff,
        address,
        "ends in the middle. It is tried again at the next reading; if this lasts, tell the site's owner.");

    private static string Name(ResponseFormat? format) => format switch
    {
        ResponseFormat.Html => "an HTML page",
        ResponseFormat.Xml => "an XML document",
        ResponseFormat.Json => "JSON",
        _ => "plain text",
    };

    private static SourceProblem Problem(SourceProblemKind kind, Uri address, string what) =>
        new(kind, $"{address.Host}{address.AbsolutePath} {what}");
}
