using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace FundingAlerts.Web.Mails;

/// <summary>The mail's stylesheet, embedded. Gmail drops a style element of more than 8 KB.</summary>
internal static partial class MailStyle
{
    public static MarkupString Css { get; } = new(Dense(Embedded.Text("Mails/MailStyle.css")));

    private static string Dense(string css) => Spaces().Replace(Comments().Replace(css, ""), " ").Trim();

    // /* warm grey */
    [GeneratedRegex(@"/\*[^*]*\*/", RegexOptions.NonBacktracking)]
    private static partial Regex Comments();

    // "  color: red;\n  margin"
    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}
