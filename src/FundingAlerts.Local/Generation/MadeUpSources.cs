namespace FundingAlerts.Local.Generation;

/// <summary>A made-up source: funders and programmes that there are, on a site that there is not.</summary>
/// <param name="Share">How many of a hundred calls it has.</param>
/// <param name="Time">When its calls close on the day; null where only a date is printed.</param>
internal sealed record MadeUpSource(
    string Id, int Share, string Country, string Zone, string Currency, int? Time, IReadOnlyList<string> Funders, IReadOnlyList<string> Programmes, IReadOnlyList<string> Types);

internal static class MadeUpSources
{
    private static readonly string[] Projects = ["Project grant", "Network or consortium", "Personal fellowship", "Travel grant", "Award"];

    // Shares as in the listings that were counted.
    public static IReadOnlyList<MadeUpSource> All { get; } =
    [
        new("made-eu", 34, "BE", "Europe/Brussels", "EUR", 17, ["European Commission", "European Research Council", "European Innovation Council"], ["Horizon Europe", "Digital Europe", "EU4Health", "LIFE", "Erasmus+", "European Defence Fund"], ["HORIZON Research and Innovation Actions", "HORIZON Innovation Actions", "HORIZON Coordination and Support Actions", "LIFE Project Grants"]),
        new("made-regions", 14, "AT", "Europe/Vienna", "EUR", null, ["Interreg South Baltic", "Interreg Poland-Ukraine", "Interreg North Sea"], ["Interreg VI-A", "Interreg VI-B"], ["Project grant"]),
        new("made-ukri", 12, "GB", "Europe/London", "GBP", 16, ["UK Research and Innovation", "EPSRC", "BBSRC", "Medical Research Council"], ["Digital security", "Future leaders", "Strategic networks"], Projects),
        new("made-innovate", 5, "GB", "Europe/London", "GBP", 11, ["Innovate UK"], ["Smart grants", "Launchpad", "Contracts for Innovation"], ["Feasibility projects", "Demonstration"]),
        new("made-nihr", 6, "GB", "Europe/London", "GBP", 13, ["NIHR"], ["Health Technology Assessment", "Public Health Research"], ["Project grant", "Personal fellowship"]),
        new("made-eureka", 6, "BE", "Europe/Brussels", "EUR", null, ["Eureka Network"], ["Eurostars", "Innowwide", "Network Projects"], ["Network Projects", "Eureka Clusters"]),
        new("made-nwo", 8, "NL", "Europe/Amsterdam", "EUR", 14, ["NWO"], ["Open Technology Programme", "Talent Programme", "Knowledge and Innovation Covenant"], Projects),
        new("made-health-nl", 5, "NL", "Europe/Amsterdam", "EUR", 14, ["ZonMw", "KWF Kankerbestrijding", "Nierstichting"], ["Open competition", "Translational research"], Projects),
        new("made-rvo", 3, "NL", "Europe/Amsterdam", "EUR", 17, ["RVO"], ["MIT", "DEI+"], ["Subsidy"]),
        new("made-charities", 4, "GB", "Europe/London", "GBP", 17, ["Wellcome", "Royal Society", "British Academy"], ["Discovery awards", "Newton International Fellowships"], ["Personal fellowship", "Award"]),
        new("made-nordic", 2, "DK", "Europe/Copenhagen", "DKK", 14, ["Novo Nordisk Foundation", "Formas"], ["Challenge programme"], ["Project grant"]),
        new("made-german", 1, "DE", "Europe/Berlin", "EUR", null, ["BMFTR", "DFG"], ["Priority programmes"], ["Project grant"]),
    ];
}
