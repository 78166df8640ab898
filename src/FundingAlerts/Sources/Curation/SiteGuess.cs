using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace FundingAlerts.Sources.Curation;

/// <summary>What a page's address and head say of its site: id, name, country, language, zone.</summary>
internal sealed partial record SiteGuess(string Id, string Name, string Country, string Language, string Zone, string CountryFrom, string LanguageFrom)
{
    // Last part of the host name, country, language, zone.
    private static readonly Dictionary<string, (string Country, string Language, string Zone)> Domains = """
        uk     GB   en   Europe/London
        scot   GB   en   Europe/London
        wales  GB   en   Europe/London
        nl     NL   nl   Europe/Amsterdam
        eu     EU   en   Europe/Brussels
        de     DE   de   Europe/Berlin
        fr     FR   fr   Europe/Paris
        be     BE   nl   Europe/Brussels
        ie     IE   en   Europe/Dublin
        es     ES   es   Europe/Madrid
        it     IT   it   Europe/Rome
        at     AT   de   Europe/Vienna
        ch     CH   de   Europe/Zurich
        lu     LU   fr   Europe/Luxembourg
        pt     PT   pt   Europe/Lisbon
        dk     DK   da   Europe/Copenhagen
        se     SE   sv   Europe/Stockholm
        no     NO   no   Europe/Oslo
        fi     FI   fi   Europe/Helsinki
        is     IS   is   Atlantic/Reykjavik
        pl     PL   pl   Europe/Warsaw
        cz     CZ   cs   Europe/Prague
        sk     SK   sk   Europe/Bratislava
        hu     HU   hu   Europe/Budapest
        ro     RO   ro   Europe/Bucharest
        bg     BG   bg   Europe/Sofia
        gr     GR   el   Europe/Athens
        hr     HR   hr   Europe/Zagreb
        si     SI   sl   Europe/Ljubljana
        ee     EE   et   Europe/Tallinn
        lv     LV   lv   Europe/Riga
        lt     LT   lt   Europe/Vilnius
        mk     MK   mk   Europe/Skopje
        rs     RS   sr   Europe/Belgrade
        al     AL   sq   Europe/Tirane
        cy     CY   el   Asia/Nicosia
        mt     MT   en   Europe/Malta
        tr     TR   tr   Europe/Istanbul
        ua     UA   uk   Europe/Kyiv
        il     IL   en   Asia/Jerusalem
        in     IN   en   Asia/Kolkata
        jp     JP   ja   Asia/Tokyo
        us     US   en   America/New_York
        gov    US   en   America/New_York
        au     AU   en   Australia/Sydney
        nz     NZ   en   Pacific/Auckland
        ca     CA   en   America/Toronto
        """.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[0], cells => (cells[1], cells[2], cells[3]), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase) { "www", "www2", "co", "ac", "gov", "gouv", "gob", "org", "com", "net", "int" };

    public static SiteGuess Of(Uri page, IDocument? document)
    {
        var printed = document?.DocumentElement.GetAttribute("lang") is { Length: > 0 } own ? own : document?.DocumentElement.GetAttribute("xml:lang");
        return Of(page, printed, NameOf(document));
    }

    public static SiteGuess Of(Uri page, string? language, string? name)
    {
        var labels = page.Host.Split('.', StringSplitOptions.RemoveEmptyEntries);
        var known = labels.Length > 1 && Domains.TryGetValue(labels[^1], out var domain) ? domain : ((string Country, string Language, string Zone)?)null;
        var said = language is not null && LanguageTag().Match(language.Trim()) is { Success: true } tag ? tag.Groups["language"].Value.ToLowerInvariant() : null;
        // Of a .com or .org the language is all that tells.
        var bySpeech = said is not null ? Domains.Values.FirstOrDefault(d => d.Language == said) : default;
        var (country, _, zone) = known ?? (bySpeech.Country is null ? ("EU", "en", "Europe/Brussels") : bySpeech);
        return new(
            IdOf(labels),
            PlainText.Cut(name is { Length: > 0 } ? name : page.Host.Length > 0 ? page.Host : "New source", 100),
            country,
            said ?? known?.Language ?? "en",
            zone,
            known is not null ? $"the domain .{labels[^1]}" : said is not null ? "the language alone" : "nothing: write the funder's country and zone",
            said is not null ? "the page's own word" : known is not null ? "the domain alone" : "nothing: write the language of the texts");
    }

    private static string IdOf(string[] labels)
    {
        var telling = labels.Length > 1 ? labels[..^1].Where(l => !Common.Contains(l)).ToArray() : labels;
        var id = NotForIds().Replace(string.Join('-', telling.Length > 0 ? telling : labels).ToLowerInvariant(), "-").Trim('-');
        return id.Length == 0 ? "new-source" : id.Length > 40 ? id[..40].TrimEnd('-') : id;
    }

    private static string? NameOf(IDocument? document)
    {
        var site = document?.QuerySelector("meta[property='og:site_name']")?.GetAttribute("content");
        return PlainText.Squash(site is { Length: > 1 } ? site : document?.QuerySelector("head > title, channel > title, feed > title")?.TextContent ?? "");
    }

    // nl, nl-NL, en_GB
    [GeneratedRegex(@"^(?<language>[A-Za-z]{2})(?:$|[-_])", RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotForIds();
}
