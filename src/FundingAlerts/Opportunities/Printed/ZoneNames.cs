using NodaTime;
using NodaTime.TimeZones;

namespace FundingAlerts.Opportunities.Printed;

/// <summary>Abbreviations, cities and countries by which pages name a clock.</summary>
internal static class ZoneNames
{
    private static readonly Dictionary<string, (string Zone, int Hours)> Abbreviations = new()
    {
        ["cet"] = (Zones.Brussels, 1),
        ["cest"] = (Zones.Brussels, 2),
        ["mez"] = (Zones.Brussels, 1),
        ["mesz"] = (Zones.Brussels, 2),
        ["gmt"] = (Zones.London, 0),
        ["bst"] = (Zones.London, 1),
        ["wet"] = ("Europe/Lisbon", 0),
        ["west"] = ("Europe/Lisbon", 1),
        ["eet"] = ("Europe/Helsinki", 2),
        ["eest"] = ("Europe/Helsinki", 3),
        ["msk"] = ("Europe/Moscow", 3),
        ["trt"] = ("Europe/Istanbul", 3),
        ["est"] = ("America/New_York", -5),
        ["edt"] = ("America/New_York", -4),
        ["cdt"] = ("America/Chicago", -5),
        ["mst"] = ("America/Denver", -7),
        ["mdt"] = ("America/Denver", -6),
        ["pst"] = ("America/Los_Angeles", -8),
        ["pdt"] = ("America/Los_Angeles", -7),
        ["brt"] = ("America/Sao_Paulo", -3),
        ["kst"] = ("Asia/Seoul", 9),
        ["jst"] = ("Asia/Tokyo", 9),
        ["sgt"] = ("Asia/Singapore", 8),
        ["hkt"] = ("Asia/Hong_Kong", 8),
        ["sast"] = ("Africa/Johannesburg", 2),
        ["aest"] = ("Australia/Sydney", 10),
        ["aedt"] = ("Australia/Sydney", 11),
        ["nzst"] = ("Pacific/Auckland", 12),
        ["nzdt"] = ("Pacific/Auckland", 13),
    };

    private static readonly Dictionary<string, string> Local = new()
    {
        ["utc"] = "UTC",
        ["aoe"] = "UTC-12",
        ["et"] = "America/New_York",
        ["ct"] = "America/Chicago",
        ["pt"] = "America/Los_Angeles",
        ["eastern"] = "America/New_York",
        ["pacific"] = "America/Los_Angeles",
        ["central european"] = Zones.Brussels,
        ["central europe"] = Zones.Brussels,
        ["midden europese"] = Zones.Brussels,
    };

    /// <summary>Short names that stand for several clocks.</summary>
    private static readonly HashSet<string> Several = ["cst", "ist", "ast", "mt"];

    /// <summary>Names of places as other languages and other habits have them, and words for their people.</summary>
    private static readonly string[] OtherNames =
    [
        "Europe/London: uk british britain united_kingdom londen londres great_britain england english greenwich cardiff edinburgh belfast",
        "Europe/Brussels: brussel bruxelles brussel bruxelles bruselas belgian belgium belgie belgisch",
        "Europe/Amsterdam: dutch netherlands nederland nederlandse the_hague den_haag amsterdamse utrecht rotterdam holland",
        "Europe/Paris: french france parijs pariser francaise strasbourg lyon",
        "Europe/Berlin: german germany deutschland deutsche deutscher bonn munich munchen frankfurt cologne koln berliner",
        "Europe/Zurich: swiss switzerland bern berne geneva geneve schweiz zuricher",
        "Europe/Vienna: wien austrian austria wiener",
        "Europe/Rome: roma rom italian italy italia milan milano",
        "Europe/Madrid: spanish spain espana",
        "Europe/Lisbon: portuguese portugal lisboa lissabon",
        "Europe/Dublin: irish ireland",
        "Europe/Stockholm: swedish sweden",
        "Europe/Copenhagen: danish denmark kopenhagen",
        "Europe/Oslo: norwegian norway",
        "Europe/Helsinki: finnish finland",
        "Europe/Warsaw: polish poland warschau",
        "Europe/Prague: czech praag prag",
        "Europe/Luxembourg: luxemburg",
        "America/New_York: washington",
        "America/Toronto: ottawa montreal",
        "Asia/Seoul: korea korean south_korea",
        "Asia/Tokyo: japan japanese",
        "Asia/Taipei: taiwan",
        "Asia/Singapore: singaporean",
        "Asia/Shanghai: beijing chinese",
        "Asia/Jerusalem: israel israeli tel_aviv",
    ];

    private static readonly Dictionary<string, string> Places = PlacesOfTheWorld();

    public static (string Zone, Offset Literal)? Abbreviation(string word) =>
        Abbreviations.TryGetValue(word, out var found) ? (found.Zone, Offset.FromHours(found.Hours)) : null;

    public static string? LocalName(string words) => Local.GetValueOrDefault(words);

    public static bool IsAmbiguous(string word) => Several.Contains(word);

    /// <summary>The zone of a city or of a country with one clock; null when we know no such place.</summary>
    public static string? Place(string words) => Places.GetValueOrDefault(words);

    public static string Fixed(Offset offset) =>
        offset == Offset.Zero ? "UTC" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"UTC{offset.ToString("g", System.Globalization.CultureInfo.InvariantCulture)}");

    private static Dictionary<string, string> PlacesOfTheWorld()
    {
        var places = new Dictionary<string, string>();
        foreach (var row in OtherNames)
        {
            var zone = row[..row.IndexOf(':', StringComparison.Ordinal)];
            foreach (var name in row[(zone.Length + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                places.TryAdd(name.Replace('_', ' '), zone);
        }

        foreach (var id in DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal)))
            places.TryAdd(Name(id[(id.LastIndexOf('/') + 1)..]), id);
        foreach (var country in (TzdbDateTimeZoneSource.Default.ZoneLocations ?? []).GroupBy(location => location.CountryName).Where(group => group.Count() == 1))
            places.TryAdd(Name(country.Key), country.First().ZoneId);
        return places;
    }

    private static string Name(string printed) => printed.Replace('_', ' ').ToLowerInvariant();
}
