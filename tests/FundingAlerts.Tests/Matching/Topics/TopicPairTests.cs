using FundingAlerts.Matching.Topics;

namespace FundingAlerts.Tests.Matching.Topics;

/// <summary>What is said of neuromorphic computing, and what only sounds like it. "weak" is adjacent in a title and nothing elsewhere.</summary>
public class TopicPairTests
{
    private const string Topic = "neuromorphic-computing";
    private static readonly TopicScorer Scorer = new(TaxonomyCatalogue.Shipped);

    [Theory]
    [Table("""
        Neuromorphic chips for satellites                                               ¦ core
        Neuromorphe Hardware für das autonome Fahren                                    ¦ core
        Neuromorfe hardware en spiking neurale netwerken                                ¦ core
        Puces neuromorphiques et capteurs événementiels                                 ¦ core
        Memristive crossbars for in-memory computing                                    ¦ core
        Künstliche Synapsen aus ferroelektrischen Schichten                             ¦ core
        Towards brain-inspired AI hardware that learns on chip                          ¦ core
        Computers geïnspireerd op het menselijk brein                                   ¦ core
        Rechner nach dem Vorbild des Gehirns                                            ¦ core
        Un ordinateur inspiré du cerveau                                                ¦ core
        Neuro-inspirierte Hardware                                                      ¦ core
        Neuroinspired electronics                                                       ¦ core
        Bioinspirierte Rechnerarchitekturen                                             ¦ core
        Calcul en mémoire et dispositifs synaptiques                                    ¦ core
        Rechnen im Speicher mit memristiven Bauelementen                                ¦ core
        Resistive switching beyond flash                                                ¦ core
        Event cameras for space debris                                                  ¦ core
        Ereigniskameras für die Robotik                                                 ¦ core
        Caméras événementielles pour la robotique                                       ¦ core
        Eventcamera's voor drones                                                       ¦ core
        Gepulste neuronale Netze auf Spezialhardware                                    ¦ core
        Réseaux de neurones à impulsions                                                ¦ core
        SNN hardware: neural networks that spike rarely                                 ¦ core
        Access to SpiNNaker and BrainScaleS, neuromorphic platforms                     ¦ core
        Unconventional computing, such as neuromorphic and memristive hardware          ¦ core
        Computing beyond von Neumann: new materials                                     ¦ adjacent
        Non-volatile memory technologies                                                ¦ adjacent
        Optical computing for machine learning                                          ¦ adjacent
        Energy-efficient AI hardware for data centres                                   ¦ adjacent
        Reservoir computing with water waves                                            ¦ adjacent
        Onconventioneel rekenen met nieuwe materialen                                   ¦ adjacent
        Nouveaux paradigmes de calcul                                                   ¦ adjacent
        Neuartige Rechentechnologien                                                    ¦ adjacent
        Fundamental hardware research, such as neuromorphic chips                       ¦ adjacent
        Research into new ways to compute, for example with light, spins, or molecules  ¦ adjacent
        Neuromorphic hardware, e.g. for drones, cars, ships and trains                  ¦ core
        Halbleiterforschung in Sachsen                                                  ¦ weak
        Stimulering van de halfgeleiderindustrie                                        ¦ weak
        Edge AI and tinyML for industry                                                 ¦ weak
        IA frugale et embarquée                                                         ¦ weak
        Fotonica voor de maakindustrie                                                  ¦ weak
        Brain-computer interfaces for gaming                                            ¦ weak
        RISC-V processors for Europe                                                    ¦ weak
        """)]
    public void What_it_is_about(string text, string expected)
    {
        Title(text).ShouldBe(expected == "weak" ? "adjacent" : expected);
        Summary(text).ShouldBe(expected == "weak" ? "none" : expected);
    }

    [Theory]
    [Table("""
        Spiking costs of living and household debt                 ¦ prices
        Help for households as prices are spiking                  ¦ prices
        Spikes in demand for emergency care                        ¦ prices
        Reversing brain drain: return grants                       ¦ people
        Brainport talent programme                                 ¦ a region
        Digital access for memory institutions                     ¦ heritage
        Gedächtnisinstitutionen und Kulturerbe                     ¦ heritage
        Institutions de mémoire et patrimoine                      ¦ heritage
        In memory of the victims. Computing the costs              ¦ two sentences
        Event-based surveillance of outbreaks                      ¦ epidemics
        Event-driven architectures for e-government                ¦ software
        CIM: computer-integrated manufacturing                     ¦ no company
        Heat storage with phase-change materials (PCM)             ¦ no company
        Project cycle management (PCM) for NGOs                    ¦ no company
        Low-income families (LIF) and housing                      ¦ no company
        Better Cotton Initiative (BCI) farms                       ¦ no company
        SNN: the Social Needs Network                              ¦ no company
        pcm and cim and snn in neural networks                     ¦ no capitals
        Large-scale photonic quantum computing                     ¦ quantum
        Neutral atoms for analogue quantum computing               ¦ quantum
        In-memory databases and in-memory analytics                ¦ software
        Neuromorphological studies of neurons                      ¦ anatomy
        Neurodegenerative diseases in patients                     ¦ medicine
        Clinical neurotechnology for stroke patients               ¦ medicine
        Synaptic plasticity in Alzheimer's disease                 ¦ medicine
        Bio-inspired materials and processes                       ¦ materials
        Shape-memory alloys for actuators                          ¦ materials
        Physical computing in primary schools                      ¦ schools
        Deep neural networks for weather prediction                ¦ machine learning
        Cutting-edge AI innovations                                ¦ an edge of another kind
        AI accelerator programme for start-ups                     ¦ business
        Power semiconductor devices for the grid                   ¦ power electronics
        Viral reservoirs and latent infection                      ¦ medicine
        Cognitive computing continuum from cloud to edge           ¦ the cloud
        The spinnaker race for young sailors                       ¦ a brand in small letters
        """)]
    public void What_only_sounds_like_it(string text, string why)
    {
        Title(text).ShouldBe("none", why);
        Summary(text).ShouldBe("none", why);
    }

    [Theory]
    [InlineData("Work on enabling technologies, e.g. AI, 5G, blockchain, quantum, photonics, neuromorphic computing, robotics and space.")]
    [InlineData("Denk aan technologieën zoals AI, quantum, fotonica, neuromorfe chips, robotica en 6G.")]
    [InlineData("Gefördert werden Schlüsseltechnologien wie zum Beispiel KI, Quantentechnologien, neuromorphe Chips, Robotik und Wasserstoff.")]
    [InlineData("Les technologies clés, par exemple l'intelligence artificielle, le quantique, les puces neuromorphiques, la robotique et le cloud.")]
    [InlineData("Areas, such as:\n• quantum\n• biotechnology\n• neuromorphic computing\n• robotics\n• space")]
    public void A_mention_in_passing_is_told_and_gives_no_tier(string text)
    {
        foreach (var match in new[] { Of("title", text), Of("summary", text) })
        {
            match.Tier.ShouldBe(TopicTier.None);
            match.Score.ShouldBeInRange(1, 19);
            match.Reasons.ShouldContain(r => r.Kind == TopicReasonKind.Mention && r.Concept == "neuromorphic");
        }
    }

    [Theory]
    [InlineData("ReRAM, phase-change memories, spiking neural networks and event cameras.")]
    [InlineData("Topics: memristors, brain-inspired computing, software, applications.")]
    public void A_list_of_the_topics_own_is_about_the_topic(string text) => Of("summary", text).Tier.ShouldBe(TopicTier.Core);

    [Theory]
    [InlineData("Photonic quantum computers", "Photonic platforms, chiplets and non-volatile memory.", "adjacent")]
    [InlineData("Photonic quantum computers", "Photonic platforms with chiplets.", "none")]
    [InlineData("Photonic quantum computers", "Photonic platforms and pumps.", "none")]
    [InlineData("Power electronics", "Semiconductor devices and photonic links.", "none")]
    [InlineData("Electronics", "Semiconductor devices and photonic links.", "adjacent")]
    public void What_the_title_rules_out_is_out(string title, string summary, string expected) =>
        Scorer.Score(new(("title", title), ("summary", summary)), Topic).Tier.ToString().ToLowerInvariant().ShouldBe(expected);

    [Fact]
    public void Quoted_in_a_sentence_of_the_programme_it_says_little() =>
        Of("description", "The work programme has calls on neuromorphic computing. Ours is about ships.").Tier.ShouldBe(TopicTier.None);

    private static string Title(string text) => Of("title", text).Tier.ToString().ToLowerInvariant();

    private static string Summary(string text) => Of("summary", text).Tier.ToString().ToLowerInvariant();

    private static TopicMatch Of(string field, string text) => Scorer.Score(new(("title", "Call 7"), (field, text)), Topic);
}
