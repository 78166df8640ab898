using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Pages;

/// <summary>The path of a call's page and back. References may be addresses: "//" must survive servers that fold it.</summary>
public static class CallLink
{
    /// <summary>/calls/nwo/https%3A/%2Fwww.nwo.nl/en/calls/ngf.</summary>
    public static string To(OpportunityId id)
    {
        var reference = string.Join('/', id.Reference.Split('/').Select(Uri.EscapeDataString));
        while (reference.Contains("//", StringComparison.Ordinal))
            reference = reference.Replace("//", "/%2F", StringComparison.Ordinal);
        return $"/calls/{Uri.EscapeDataString(id.Source)}/{reference}";
    }

    /// <summary>The references that a path may mean, likeliest first: servers leave %2F as it is and decode the rest.</summary>
    public static IEnumerable<OpportunityId> From(string source, string reference)
    {
        yield return new(source, reference);
        if (reference.Contains("%2F", StringComparison.OrdinalIgnoreCase))
            yield return new(source, reference.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));
    }
}
