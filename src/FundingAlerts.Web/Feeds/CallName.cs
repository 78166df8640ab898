using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Opportunities;

namespace FundingAlerts.Web.Feeds;

/// <summary>
/// Names for readers and calendars that stay as long as the call's own id: UUIDs of version 8 made of a SHA-256 (RFC 9562,
/// appendix B.2). Whatever a reference holds, such a name is short and plain, and the same on every installation.
/// </summary>
internal static class CallName
{
    /// <summary>urn:uuid:…, of a call in a feed.</summary>
    public static string Urn(OpportunityId call) => $"urn:uuid:{Of("call", call.Source, call.Reference)}";

    /// <summary>Of one of a call's days in a calendar.</summary>
    /// <param name="day">What the day is and which of several alike; never its date, for a day that moves stays the same entry.</param>
    public static string Uid(OpportunityId call, params ReadOnlySpan<string> day) => Of(["day", call.Source, call.Reference, .. day]).ToString();

    private static Guid Of(params ReadOnlySpan<string> parts)
    {
        // Lengths before the parts: no two lists of parts are written alike.
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
