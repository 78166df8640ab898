using AngleSharp.Dom;
using Newtonsoft.Json.Linq;

namespace FundingAlerts.Sources.Curation;

/// <summary>A page as a tree, of whatever kind it turns out to be; or why it is none.</summary>
internal sealed record OpenedPage(ResponseFormat? Format, IDocument? Document, JToken? Json, SourceProblem? Problem)
{
    /// <param name="expected">The kind that a definition expects; null takes what is there.</param>
    public static OpenedPage Of(Page page, ResponseFormat? expected = null)
    {
        var format = expected
            ?? (PageText.Read(page) is PageText.Decoded decoded ? DocumentFormat.Of(decoded.Text) : null)
            ?? ResponseFormat.Html;
        var (document, json, problem) = PageReader.Open(page, format);
        return new(problem is null ? format : null, document, json, problem);
    }
}
