using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Pages;

/// <summary>
/// The path of a call's page and back. References may be addresses; servers and proxies fold "//" and "/../",
/// so a segment that is empty or only dots gets a '~' before it, and so does one that begins with '~'.
/// </summary>
public static class CallLink
{
    private const char Guard = '~';

    /// <summary>/calls/nwo/https%3A/~/www.nwo.nl/en/calls/ngf.</summary>
    public static string To(OpportunityId id) =>
        $"/calls/{Uri.EscapeDataString(id.Source)}/{string.Join('/', id.Reference.Split('/').Select(Write))}";

    /// <summary>The call's calendar file: /calendar/nwo/….</summary>
    public static string ToCalendar(OpportunityId id) => "/calendar" + To(id)["/calls".Length..];

    /// <param name="reference">The path after the source, decoded by the server.</param>
    public static OpportunityId From(string source, string reference) =>
        new(source, string.Join('/', reference.Split('/').Select(Read)));

    private static string Write(string segment) =>
        (segment is "" or "." or ".." || segment[0] == Guard ? Guard.ToString() : "") + Uri.EscapeDataString(segment);

    private static string Read(string segment) => segment.StartsWith(Guard) ? segment[1..] : segment;
}
