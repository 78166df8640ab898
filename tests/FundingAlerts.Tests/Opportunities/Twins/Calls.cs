using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities.Twins;

/// <summary>Calls for the tests of twins.</summary>
internal static class Calls
{
    public static readonly Instant Seen = Instant.FromUtc(2026, 8, 21, 6, 0);

    /// <summary>A call of which the table says as much as twins are found by.</summary>
    /// <param name="closes">As printed: "23 September 2026 11:00", or "open" for rolling; null when not said.</param>
    /// <param name="place">An address, or a reference; null for an address made of the title.</param>
    public static Opportunity Of(string source, string title, string? funder, string? closes, string? place = null, Instant? seen = null)
    {
        var made = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)), 0, 6);
        var address = place?.StartsWith("http", StringComparison.Ordinal) == true ? new Uri(place) : new Uri($"https://{source}.example/calls/{made}");
        return new()
        {
            Id = new(source, place ?? address.AbsoluteUri),
            Title = title,
            Address = address,
            Language = "en",
            Funders = funder is null ? [] : [new(funder)],
            Deadlines = Deadlines(closes),
            Sightings = [new(source, address, seen ?? Seen, (seen ?? Seen) + Duration.FromDays(1))],
        };
    }

    public static IReadOnlyList<Understood<Deadline>> Deadlines(string? closes) => closes switch
    {
        null => [],
        "open" => [new(new Deadline.Rolling(), "Open - no closing date")],
        _ => [.. DeadlineText.Read(closes, new("en-GB", Zones.London)).Deadlines.Select(deadline => new Understood<Deadline>(deadline, closes))],
    };
}
