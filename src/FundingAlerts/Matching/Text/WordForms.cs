namespace FundingAlerts.Matching.Text;

/// <summary>
/// Brings the forms of a word to one key: plural and adjective endings, British and American spelling, and endings that
/// languages write differently (photonique, fotonisch). The rules are those of English, Dutch, German and French, applied
/// to every word whatever language its text is in, because calls mix them. A key is no word: "device" is "devic".
/// docs/query-language.md lists the rules with examples.
/// </summary>
/// <remarks>Light on purpose: "compute", "computer" and "computing" stay apart.</remarks>
internal static class WordForms
{
    /// <summary>Raised with every change of a rule: what was stored by older ones is made anew.</summary>
    public const int Version = 1;

    private const int ShortestWithRules = 4;
    private const int ShortestWithEnding = 6;

    /// <summary>Rewrites a folded word into its key, in place.</summary>
    /// <returns>The length of the key, at most that of the word.</returns>
    public static int Reduce(Span<char> word)
    {
        if (word.Length < ShortestWithRules || !IsLatin(word))
            return word.Length;
        if (Irregular(word) is { } regular)
        {
            regular.CopyTo(word);
            return regular.Length;
        }
        var length = Singular(word);
        if (length < ShortestWithEnding)
            return length;
        length = Spelling(word, length);
        length = Ending(word, length);
        return Last(word, length);
    }

    // Digits and other scripts have no forms that we know.
    private static bool IsLatin(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('a', 'z');

    /// <summary>Spellings and plurals that follow no rule. Never longer than the word.</summary>
    private static string? Irregular(ReadOnlySpan<char> word) => word switch
    {
        "grey" or "greys" => "gray",
        "tyre" or "tyres" => "tire",
        "fibre" or "fibres" => "fiber",
        "metre" or "metres" => "meter",
        "litre" or "litres" => "liter",
        "aluminium" => "aluminum",
        "sulphur" => "sulfur",
        "ageing" => "aging",
        "defence" or "defences" => "defens",
        "defense" or "defenses" => "defens",
        "offence" or "offences" or "offense" or "offenses" => "offens",
        "licence" or "licences" or "license" or "licenses" => "licens",
        "practise" or "practice" or "practises" or "practices" => "practic",
        "artefact" or "artefacts" => "artifact",
        "sceptical" => "skeptic",
        "children" => "child",
        "women" => "woman",
        "criteria" => "criteri",
        "criterion" => "criteri",
        "indices" or "indexes" => "index",
        "matrices" => "matrix",
        "vertices" => "vertex",
        "viruses" => "virus",
        "lenses" => "len",
        "steden" => "stad",
        _ => null,
    };

    // English and French plurals; Dutch and German share the s.
    private static int Singular(Span<char> word)
    {
        var length = word.Length;
        if (word[^1] is not ('s' or 'x'))
            return length;
        if (word.EndsWith("aux") && length >= ShortestWithEnding)
            return Replace(word, length, word.EndsWith("eaux") ? 1 : 3, word.EndsWith("eaux") ? "" : "al");
        if (word[^1] == 'x')
            return length;
        if (word.EndsWith("ies") && length > ShortestWithRules)
            return Replace(word, length, 3, "y");
        if (word.EndsWith("sses") || word.EndsWith("shes") || word.EndsWith("ches") || word.EndsWith("xes"))
            return length - 2;
        if (word.EndsWith("ysis"))
            return Replace(word, length, 4, "yse");
        return word[^2] is 's' or 'u' or 'i' ? length : length - 1;
    }

    /// <summary>American spelling where there are two, British where it is easier.</summary>
    private static int Spelling(Span<char> word, int length)
    {
        var w = word[..length];
        if (w.Contains('z'))
            SoftenZ(w);
        length = Color(w);
        w = word[..length];
        if (w[^1] == 'e' && (w.EndsWith("tre") || w.EndsWith("bre")))
            (w[^2], w[^1]) = ('e', 'r');
        else if (w[^1] is 'e' or 'a' && (w.EndsWith("ogue") || w.EndsWith("amme") || w.EndsWith("amma")))
            length -= 2;
        else if (length >= 8 && (w.EndsWith("lling") || w.EndsWith("lled") || w.EndsWith("ller")))
            length = Remove(w, w.LastIndexOf("ll"), 1);
        return length;
    }

    // -ize, -ized, -izing, -izer, -ization; -yze and its forms.
    private static void SoftenZ(Span<char> word)
    {
        foreach (var ending in (ReadOnlySpan<string>)["ization", "izing", "ized", "izer", "ize", "yzing", "yzed", "yzer", "yze"])
        {
            if (!word.EndsWith(ending))
                continue;
            word[^(ending.Length - 1)] = 's';
            return;
        }
    }

    // colour, behavioural, favourable, labelled in neighbouring.
    private static int Color(Span<char> word)
    {
        var our = word.LastIndexOf("our");
        if (our < 3)
            return word.Length;
        var rest = word[(our + 3)..];
        return rest is "" or "al" or "ally" or "ed" or "ing" or "able" or "ite" or "hood" ? Remove(word, our + 1, 1) : word.Length;
    }

    private static int Ending(Span<char> word, int length)
    {
        var w = word[..length];
        if (w[^1] is not ('e' or 'n' or 'r' or 'm' or 'h' or 'f' or 'v'))
            return length;
        foreach (var (ending, instead) in Endings)
        {
            if (ending[^1] == w[^1] && length - ending.Length >= 3 && w.EndsWith(ending))
                return Replace(word, length, ending.Length, instead);
        }
        if (length >= 8 && AfterAdjective(w))
            return length - 2;
        if (w.EndsWith("ern") || w.EndsWith("eln"))
            return length - 1;
        if (w.EndsWith("en") && w[^3] != 'e')
            return length - 2;
        return w[^1] == 'e' && w[^2] != 'e' ? length - 1 : length;
    }

    // The longest first.
    private static readonly (string Ending, string Instead)[] Endings =
    [
        ("ischen", "ic"), ("ischer", "ic"), ("ischem", "ic"), ("ische", "ic"), ("isch", "ic"), ("ique", "ic"), // photonisch, photonique
        ("ieven", "if"), ("ieve", "if"), ("ief", "if"), ("tiven", "tif"), ("siven", "sif"), ("tiver", "tif"), ("siver", "sif"), ("ive", "if"), ("iv", "if"), // memristief, memristive, memristiv
        ("ieen", "y"), ("ien", "y"), ("ie", "y"), // technologieën, Technologien, technologie
        ("heden", "heid"), // mogelijkheden
    ];

    // German adjectives: neuronaler, industriellem, künstlicher.
    private static bool AfterAdjective(ReadOnlySpan<char> word)
    {
        if (word[^2] != 'e' || word[^1] is not ('r' or 'm'))
            return false;
        var stem = word[..^2];
        return stem.EndsWith("al") || stem.EndsWith("ell") || stem.EndsWith("lich") || stem.EndsWith("ig") || stem.EndsWith("bar")
            || stem.EndsWith("sam") || stem.EndsWith("iert") || stem.EndsWith("end");
    }

    // Dutch writes systeem and systemen, bedrijf and bedrijven, bril and brillen.
    private static int Last(Span<char> word, int length)
    {
        if (length < 5)
            return length;
        if (word[length - 1] == word[length - 2] && !IsVowel(word[length - 1]))
            length--;
        var isLong = length >= ShortestWithRules && word[length - 2] == word[length - 3] && IsVowel(word[length - 2]) && !IsVowel(word[length - 1]);
        if (isLong && !word[..length].EndsWith("eer"))
        {
            word[length - 2] = word[length - 1];
            length--;
        }
        if (word[length - 1] == 'v')
            word[length - 1] = 'f';
        return length > ShortestWithRules && word[length - 1] == 'z' ? length - 1 : length;
    }

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';

    private static int Remove(Span<char> word, int at, int count)
    {
        word[(at + count)..].CopyTo(word[at..]);
        return word.Length - count;
    }

    private static int Replace(Span<char> word, int length, int cut, ReadOnlySpan<char> instead)
    {
        instead.CopyTo(word[(length - cut)..]);
        return length - cut + instead.Length;
    }
}
