using System.Text;
using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>Reads one field, or all, of a made-up page with a piece of a definition.</summary>
internal static class ReadingWorld
{
    public static readonly Uri Address = new("https://site.example/calls/list.html");

    private const string Yaml = """
        version: 1
        id: site
        name: Site
        home: https://site.example/
        country: NL
        language: en
        zone: Europe/Amsterdam
        evidence: { level: recorded, date: 2026-01-31 }
        request: { url: 'https://site.example/calls/list.html' }
        response: FORMAT
        rows: ROWS
        fields:
          reference: { value: r }
          title: { value: 'The title' }
          address: { value: 'https://site.example/r' }

        """;

    /// <param name="fields">YAML of fields, indented by two.</param>
    public static SourceDefinition Define(ResponseFormat format, string fields, string? rows = null)
    {
        rows ??= format switch { ResponseFormat.Json => "{ path: '$' }", ResponseFormat.Xml => "{ select: item }", _ => "{ select: body }" };
        var reading = DefinitionReader.Read(Yaml.Replace("FORMAT", format.ToString().ToLowerInvariant(), StringComparison.Ordinal).Replace("ROWS", rows, StringComparison.Ordinal) + fields);
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    public static ListingPage Read(ResponseFormat format, string page, string fields, string? rows = null) =>
        PageReader.ReadListing(Define(format, fields, rows), new(Address, "", "utf-8", Encoding.UTF8.GetBytes(page)));

    /// <summary>The values of the field "type", whose rule is given in YAML's flow form.</summary>
    public static IReadOnlyList<string> Values(ResponseFormat format, string page, string rule) =>
        Read(format, page, $"  type: {rule}\n").ShouldSatisfyAllConditionsAndReturn().Rows[0].AllOf("type");

    private static ListingPage ShouldSatisfyAllConditionsAndReturn(this ListingPage page)
    {
        page.Problem.ShouldBeNull();
        page.Rows.ShouldNotBeEmpty();
        return page;
    }
}
