using System.Collections.Frozen;
using CsCheck;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;
using NodaTime;

namespace FundingAlerts.Tests.Matching.Index;

/// <summary>Calls and queries over a small vocabulary in which much is alike: forms, hyphens, compounds, acronyms, scripts.</summary>
internal static class AnyQuery
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);

    /// <summary>The words that queries ask for.</summary>
    public static readonly string[] Vocabulary =
    [
        "a", "ab", "abc", "neuro", "neuromorphic", "neuromorf", "neuromorfe", "computing", "edge", "ai", "AI", "AIs", "Ai", "SNN", "snn", "élan", "ELAN", "Élan",
        "brain", "inspired", "braininspired", "memory", "in", "inmemory", "the", "chip", "chips", "Halbleiter", "Halbleiterforschung", "Leistungshalbleiter", "halbleitern",
        "fotonica", "fotonicachip", "fotonicachips", "colour", "colors", "Förderung", "Foerderung", "類神經", "σίσυφος", "ΣΊΣΥΦΟΣ", "ｅｄｇｅ", "2026", "x1", "\u0301", "𝐍𝐞𝐮𝐫𝐨", "İstanbul",
    ];

    private static readonly Gen<string> Word = Pick.From(Vocabulary);

    private static readonly Gen<string> Phrase = Gen.OneOf(
        Gen.Select(Word, Word, (a, b) => $"\"{a} {b}\""),
        Gen.Select(Word, Word, Word, (a, b, c) => $"\"{a} {b}-{c}\""),
        Gen.Select(Word, Word, (a, b) => $"\"{a} {b}\"*"),
        Gen.Select(Word, Word, (a, b) => $"{a}-{b}"));

    private static readonly Gen<string> Words = Gen.Frequency(
        (5, Word),
        (2, Gen.Select(Word, Gen.Int[1, 9], (w, n) => w[..Math.Min(n, w.Length)] + "*")),
        (3, Phrase));

    private static readonly Gen<string> Fact = Pick.From(
        "status:open", "status:closed", "eligible:NL+UK", "country:UK", "lang:nl", "type:fellowship", "deadline<90d", "deadline>=2w", "deadline:rolling",
        "amount>=500k", "amount<1M GBP", "topic:photonics", "topic:photonics/core", "deadline<=2026-12-31", "amount:unknown");

    private static readonly Gen<string> Term = Gen.Frequency(
        (6, Words),
        (1, Gen.Select(Pick.From("title", "text", "funder", "programme"), Words, (f, w) => $"{f}:{w}")),
        (1, Gen.Select(Words, Words, Gen.Int[0, 3], (a, b, n) => $"{a} NEAR/{n} {b}")),
        (2, Fact));

    /// <summary>A query that can be read: what makes no word of it is left out.</summary>
    public static readonly Gen<string> Text = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Term
        : Gen.Frequency(
            (5, Term),
            (2, Gen.Select(inner, inner, (a, b) => $"({a} AND {b})")),
            (2, Gen.Select(inner, inner, (a, b) => $"({a} OR {b})")),
            (1, inner.Select(q => $"NOT ({q})"))))
        .Where(IsReadable);

    /// <summary>As people write: alternatives and words side by side, without parentheses around them.</summary>
    public static readonly Gen<string> Bare = Gen.OneOf(
        Text,
        Gen.Select(Text, Text, (a, b) => $"{a} OR {b}"),
        Gen.Select(Text, Text, (a, b) => $"{a} {b}"),
        Gen.Select(Text, Text, Text, (a, b, c) => $"{a} {b} OR {c}")).Where(IsReadable);

    private static readonly Gen<string> Prose = Gen.Select(Word, Pick.From(" ", "-", "-", ", ", "\n", "‑", "’"), (word, gap) => word + gap).Array[0, 10].Select(string.Concat);

    private static readonly Gen<CallFacts> Facts = Gen.Select(
        Pick.From("status:open", "status:closed", "status:forthcoming", "lang:nl", "type:fellowship", "eligible:nl", "eligible:gb", "country:gb", "eligible:together", "deadline:rolling", "amount:unknown").Array[0, 6],
        Gen.OneOf(Gen.Const(() => (AwardRange?)null), Gen.Int[0, 30].Select(n => (AwardRange?)new AwardRange(n * 50_000m, n * 100_000m))),
        Gen.OneOf(Gen.Const(() => (Instant?)null), Gen.Int[1, 200].Select(d => (Instant?)(Now + Duration.FromDays(d)))),
        (facets, award, deadline) => new CallFacts(facets.ToFrozenSet(StringComparer.Ordinal), award, deadline, Now));

    private static readonly Gen<Dictionary<string, TopicStanding>> Topics = Gen.Int[0, 2].Select(n =>
        n == 0 ? [] : new Dictionary<string, TopicStanding>(StringComparer.Ordinal) { ["photonics"] = new(n == 2, 50 * n, []) });

    public static readonly Gen<CallDocument> Call = Gen.Select(Prose, Prose, Prose, Pick.From("en", "nl", "de-AT"), Facts, Topics, (title, summary, funder, language, facts, topics) =>
        new CallDocument(new CallText(language, [("title", title), ("summary", summary), ("funder", funder)]), facts, topics));

    private static bool IsReadable(string query)
    {
        try
        {
            QueryParser.Parse(query);
            return true;
        }
        catch (QueryException)
        {
            return false;
        }
    }
}
