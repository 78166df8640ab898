namespace FundingAlerts.Matching.Topics;

/// <summary>What one topic is about, as data: its concepts, the words for them, and how much each says.</summary>
public sealed record Taxonomy
{
    /// <summary>Small letters and hyphens: neuromorphic-computing.</summary>
    public required string Id { get; init; }

    /// <summary>By language; en and nl are there.</summary>
    public required IReadOnlyDictionary<string, string> Names { get; init; }

    /// <summary>What the topic covers and what it leaves out, for who chooses topics; en and nl are there.</summary>
    public required IReadOnlyDictionary<string, string> Descriptions { get; init; }

    public required IReadOnlyList<Concept> Concepts { get; init; }

    /// <summary>Phrases under which the topic is called for without its own words, by language: "novel computing paradigms".</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Umbrellas { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public IReadOnlyList<Scheme> Schemes { get; init; } = [];

    /// <summary>Fields that share words with the topic and are not it; they cancel weak and ambiguous terms in their sentence.</summary>
    public IReadOnlyList<string> NegativeDomains { get; init; } = [];

    /// <summary>SHA-256 of the text that it was read from.</summary>
    public string TextHash { get; init; } = "";
}

/// <summary>How much a concept can make of a call.</summary>
public enum ConceptTier
{
    /// <summary>Nothing: it only keeps an acronym company.</summary>
    Context,

    Adjacent,

    Core,
}

/// <summary>One idea of a topic under all its names.</summary>
/// <param name="Weight">How specific it is: 3 says it alone, 2 says it in a title, 1 needs another concept beside it; 0 for context.</param>
public sealed record Concept(string Id, ConceptTier Tier, int Weight)
{
    /// <summary>By language; matched by the forms of their words, whatever the case. "halbleiter*" is the beginning of a word.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Terms { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>In capitals, and only in company: a term of this concept, or of another of weight 2 or more, in the same call.</summary>
    public IReadOnlyList<string> Acronyms { get; init; } = [];

    /// <summary>Names that are matched letter by letter: Loihi.</summary>
    public IReadOnlyList<string> Brands { get; init; } = [];

    public IReadOnlyList<AmbiguousTerms> Ambiguous { get; init; } = [];
}

/// <summary>Terms that mean something else as well: what must and what must not stand near them in the same sentence.</summary>
/// <param name="Near">One of these must; empty: nothing must.</param>
/// <param name="Within">So many words away at most.</param>
public sealed record AmbiguousTerms(IReadOnlyList<string> Terms, IReadOnlyList<string> Near, IReadOnlyList<string> NotNear, int Within);

/// <summary>A programme that is open to the topic and never names it: matched by its own name, in the title, call, programme or type.</summary>
/// <param name="Tier">Core for a programme that is about nothing else.</param>
/// <param name="By">For a name that others use too: one of these must stand in the title, call, programme, type or funder.</param>
public sealed record Scheme(string Name, ConceptTier Tier, IReadOnlyList<string> Names, IReadOnlyList<string> By);
