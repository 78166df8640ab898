using CsCheck;
using FundingAlerts.Matching.Queries;
using FundingAlerts.Matching.Text;

namespace FundingAlerts.Tests.Matching.Text;

public sealed class WordFormsTests
{
    [Theory]
    [Table("""
        battery         ¦ batteries
        process         ¦ processes
        chip            ¦ chips
        device          ¦ devices
        analysis        ¦ analyses
        criterion       ¦ criteria
        modelling       ¦ modeling
        characterise    ¦ characterize
        optimisation    ¦ optimization
        behaviour       ¦ behavior
        behavioural     ¦ behavioral
        centre          ¦ centers
        spectre         ¦ specters
        fibre           ¦ fibers
        analogue        ¦ analog
        programme       ¦ programs
        defence         ¦ defense
        systeem         ¦ systemen
        netwerk         ¦ netwerken
        bedrijf         ¦ bedrijven
        mogelijkheid    ¦ mogelijkheden
        subsidie        ¦ subsidies
        technologie     ¦ technologieën
        Technologie     ¦ Technologien
        technology      ¦ technologie
        neuromorf       ¦ neuromorfe
        neuronal        ¦ neuronaler
        neuronal        ¦ neuronales
        neuronal        ¦ neuronaux
        Netzwerk        ¦ Netzwerken
        Halbleiter      ¦ Halbleitern
        Projektförderung ¦ Projektförderungen
        innovativ       ¦ innovativer
        réseau          ¦ réseaux
        photonique      ¦ photonic
        photonisch      ¦ photonische
        memristive      ¦ memristief
        memristiv       ¦ mémristif
        """)]
    public void Forms_of_a_word_have_one_key(string one, string other) => Key(one).ShouldBe(Key(other));

    [Theory]
    [Table("""
        compute     ¦ computer
        computer    ¦ computing
        research    ¦ researcher
        career      ¦ carer
        status      ¦ state
        drive       ¦ driver
        receive     ¦ receiver
        neuron      ¦ neural
        photon      ¦ photonic
        organ       ¦ organisation
        plan        ¦ plane
        """)]
    public void Different_words_have_different_keys(string one, string other) => Key(one).ShouldNotBe(Key(other));

    [Fact]
    public void A_key_is_never_longer_than_its_word_and_made_twice_the_same() =>
        Gen.String[Gen.Char['a', 'z'], 0, 30].Sample(word =>
        {
            var room = word.ToCharArray();
            var length = WordForms.Reduce(room);
            length.ShouldBeLessThanOrEqualTo(word.Length);
            if (word.Length > 0)
                length.ShouldBePositive();
            new string(room, 0, length).ShouldBe(word.Length == 0 ? "" : Key(word));
        }, iter: 20_000);

    [Theory]
    [Table("""
        de ¦ Halbleiter   ¦ Die Halbleiterforschung      ¦ true
        de ¦ Halbleiter   ¦ Neue Leistungshalbleiter     ¦ true
        de ¦ Halbleitern  ¦ Die Halbleiterforschung      ¦ true
        en ¦ Halbleiter   ¦ Die Halbleiterforschung      ¦ false
        de ¦ System       ¦ systematische Untersuchungen ¦ false
        nl ¦ fotonica     ¦ geïntegreerde fotonicachips  ¦ true
        nl ¦ energie      ¦ energietransitie             ¦ true
        de ¦ "neue Halbleiter" ¦ neue Halbleiterforschung ¦ false
        """)]
    public void A_compound_meets_its_parts_in_dutch_and_german_texts(string language, string query, string text, bool isMet) =>
        (QueryParser.Parse(query).Match(new CallText(language, [("title", text)])) is not null).ShouldBe(isMet);

    [Theory]
    [Table("""
        brain-inspired   ¦ braininspired chips     ¦ true
        braininspired    ¦ brain-inspired chips    ¦ true
        braininspired    ¦ brain inspired chips    ¦ false
        SNN              ¦ many SNNs               ¦ true
        SNN              ¦ the snn                 ¦ false
        snn              ¦ the SNN                 ¦ true
        Foerderung       ¦ Förderung               ¦ true
        Förderung        ¦ Foerderung              ¦ true
        memory NEAR/1 computing ¦ in-memory computing ¦ true
        memory NEAR/1 computing ¦ computing in a memory ¦ false
        memory NEAR/2 computing ¦ computing in a memory ¦ true
        memory NEAR/0 memory    ¦ memory                ¦ false
        """)]
    public void Hyphens_acronyms_umlauts_and_closeness(string query, string text, bool isMet) =>
        (QueryParser.Parse(query).Match(new CallText(("title", text))) is not null).ShouldBe(isMet);

    private static string Key(string word) => Words.In(word).ShouldHaveSingleItem().Key;
}
