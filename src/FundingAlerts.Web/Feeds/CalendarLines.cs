using System.Text;

namespace FundingAlerts.Web.Feeds;

/// <summary>Folds lines anew (RFC 5545, 3.1): Ical.Net 5.2.4 cuts between the two halves of an emoji, which no UTF-8 can hold.</summary>
internal static class CalendarLines
{
    private const int MostOctets = 75;
    private const string Break = "\r\n";

    /// <param name="calendar">As the library writes it, folded.</param>
    /// <returns>UTF-8, each line of at most 75 octets beside its end, no character cut.</returns>
    public static byte[] Fold(string calendar)
    {
        var folded = new StringBuilder(calendar.Length);
        foreach (var line in calendar.Replace(Break + " ", "", StringComparison.Ordinal).Split(Break, StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > MostOctets)
                {
                    folded.Append(Break).Append(' ');
                    octets = 1;
                }
                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }
            folded.Append(Break);
        }
        return Encoding.UTF8.GetBytes(folded.ToString());
    }
}
