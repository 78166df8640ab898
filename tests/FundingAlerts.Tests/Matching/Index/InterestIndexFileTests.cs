using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Index;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Index;

public sealed class InterestIndexFileTests
{
    [Fact]
    public void What_was_stored_finds_what_was_built_and_can_be_changed() =>
        Gen.Select(AnyQuery.Text.Array[1, 12], AnyQuery.Text, AnyQuery.Call.Array[1, 3]).Sample(
            (queries, added, calls) =>
            {
                using var built = new InterestIndex(queries.Select((q, i) => Of($"i{i}", q)));
                built.Remove("i0");
                using var loaded = InterestIndexFile.Read(InterestIndexFile.Write(built));
                foreach (var index in new[] { built, loaded })
                    index.Put(Of("added", added));
                loaded.Count.ShouldBe(built.Count);
                foreach (var call in calls)
                    Ids(loaded, call).ShouldBe(Ids(built, call));
            },
            iter: 5_000);

    [Fact]
    public void A_damaged_file_or_one_of_another_version_is_told()
    {
        using var index = new InterestIndex([Of("a", "chip"), Of("b", "memory NEAR/3 chip amount>=5k deadline<90d deadline<2027-01-01")]);
        var file = InterestIndexFile.Write(index);
        using var whole = InterestIndexFile.Read(file);
        whole.Count.ShouldBe(2);
        for (var at = 0; at < file.Length; at++)
        {
            var damaged = file.ToArray();
            damaged[at] ^= 0x40;
            Should.Throw<InvalidDataException>(() => InterestIndexFile.Read(damaged), $"byte {at}");
        }
        Should.Throw<InvalidDataException>(() => InterestIndexFile.Read(file.AsMemory(0, file.Length - 1)));
        Should.Throw<InvalidDataException>(() => InterestIndexFile.Read(ReadOnlyMemory<byte>.Empty));
    }

    [Fact]
    public void A_million_different_words_change_neither_what_is_found_nor_the_index()
    {
        using var index = new InterestIndex([Of("a", "neuromorph*"), Of("b", "\"edge computing\" OR memristor"), Of("c", "NOT chip"), Of("d", "word77*")]);
        CallDocument[] call = [new(new CallText(("title", "Neuromorphic edge computing")))];
        var before = (Found: Ids(index, call[0]).ToList(), InterestIndexFile.Write(index).Length);
        // "c" wants no word; "d" the words that begin so.
        for (var from = 0; from < 1_000_000; from += 10_000)
        {
            var words = Enumerable.Range(from, 10_000).Select(n => $"word{n}x").ToList();
            Ids(index, new(new CallText(("title", string.Join(' ', words))))).ShouldBe(words.Exists(w => w.StartsWith("word77", StringComparison.Ordinal)) ? ["c", "d"] : ["c"]);
        }
        Ids(index, call[0]).ShouldBe(before.Found);
        InterestIndexFile.Write(index).Length.ShouldBe(before.Length);
    }

    [Fact]
    public void The_rules_of_words_are_those_of_the_version()
    {
        // When this fails, raise WordForms.Version: what was stored under the old rules is made anew.
        var keys = Words.In("batteries processes analyses characterization behavioural centre analogue programme systemen bedrijven mogelijkheden Technologien neuronaler réseaux photonique memristief innovativer Halbleitern careers").Select(w => w.Key);
        string.Join(' ', keys).ShouldBe(RulesOfVersion1);
        WordForms.Version.ShouldBe(1);
    }

    private const string RulesOfVersion1 = "battery proces analys characterisation behavioral center analog program system bedrijf mogelijkheid technology neuronal reseau photonic memristif innovatif halbleiter career";

    private static IEnumerable<string> Ids(InterestIndex index, CallDocument call) => index.Match([call]).Select(m => m.Interest.InterestId).Order(StringComparer.Ordinal);

    private static Interest Of(string id, string query) => new(id, "ann", "Interest", query);
}
