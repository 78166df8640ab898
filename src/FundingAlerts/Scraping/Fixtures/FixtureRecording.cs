using System.Text;
using System.Text.RegularExpressions;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping.Fixtures;

/// <summary>A page to be kept beside its definition: stripped of personal data, with what is read from it.</summary>
/// <param name="Changed">Places in which personal data was taken out.</param>
public sealed partial record FixtureRecording(Fixture Fixture, byte[] Page, FixtureReading Reading, int Changed)
{
    /// <param name="name">The file's name, for example listing-2026-11-22.html.</param>
    /// <returns>Null when the page is no text at all; then it cannot be kept.</returns>
    public static FixtureRecording? Of(SourceDefinition source, Page page, FixtureKind kind, string name)
    {
        if (PageText.Read(page) is not PageText.Decoded decoded)
            return null;
        var format = DocumentFormat.Of(decoded.Text) ?? source.Response;
        var (text, changed) = PersonalData.Strip(decoded.Text, format);
        // Kept as UTF-8, whatever the site sent: a page that named another character set says so of itself no more.
        var body = Encoding.UTF8.GetBytes(NamedCharset().Replace(text, m => $"{m.Groups["before"].Value}utf-8"));
        var fixture = new Fixture(name, kind, page.Address);
        return new(fixture, body, FixtureReading.Of(source, fixture, body), changed);
    }

    /// <summary>The definition's text with this fixture in its list, at the end where there is none yet.</summary>
    public string AddTo(string yaml)
    {
        var line = $"  - {{ page: {Fixture.Page}, is: {Fixture.Is.ToString().ToLowerInvariant()}, url: '{Fixture.Url!.AbsoluteUri.Replace("'", "%27", StringComparison.Ordinal)}' }}";
        if (yaml.Contains($"page: {Fixture.Page},", StringComparison.Ordinal))
            return yaml;
        var lines = yaml.TrimEnd().Split('\n').ToList();
        var at = lines.FindIndex(l => l.TrimEnd() == "fixtures:");
        if (at < 0)
            return $"{yaml.TrimEnd()}\n\nfixtures:\n{line}\n";
        var end = at + 1;
        while (end < lines.Count && (lines[end].StartsWith(' ') || lines[end].StartsWith('-')))
            end++;
        lines.Insert(end, line);
        return string.Join('\n', lines) + "\n";
    }

    // <meta charset="iso-8859-1">, <?xml version="1.0" encoding="ISO-8859-1"?>
    [GeneratedRegex(@"(?<before>(?:<meta[^<>]{0,200}charset=|<\?xml[^<>]{0,100}encoding=)[""']?)[\w-]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedCharset();
}
