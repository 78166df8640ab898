namespace FundingAlerts.Opportunities.Printed;

/// <summary>The words of each kind, as <see cref="RoleWords"/>; in each list the first kind with a word in the line counts.</summary>
internal static class KindWords
{
    public static readonly string[] EuropeanProgrammes =
    [
        " horizon ", " erc ", " digital ", " euratom ", " edf ", " cef ", " life ", " erasmus ", " cerv ", " smp ", " isf ", " esf ", " pppa ", " agrip ", " just ", " euba ",
    ];

    public static readonly (OpportunityKind Kind, string[] Words)[] TypesOfAction =
    [
        (OpportunityKind.Prize, [" prize"]),
        (OpportunityKind.Fellowship, [" postdoctoral fellowship", " staff exchange", " msca cofund"]),
        (OpportunityKind.Network, [" doctoral network", " coordination and support", " framework partnership"]),
        (OpportunityKind.Innovation, [" equity", " pre commercial procurement", " public procurement of innovative", " accelerator", " development action", " proof of concept"]),
        (OpportunityKind.Infrastructure, [" infrastructure"]),
        (OpportunityKind.Research, [" research and innovation action", " research action", " programme cofund", " erc "]),
        (OpportunityKind.Innovation, [" innovation action"]),
    ];

    /// <summary>Abbreviations of the types of action; a title carries them in brackets.</summary>
    public static readonly (OpportunityKind Kind, string[] Codes)[] ReferenceCodes =
    [
        (OpportunityKind.Prize, [" prize ", " awards "]),
        (OpportunityKind.Fellowship, [" msca pf ", " postdoctoral fellowship", " staff exchange"]),
        (OpportunityKind.Network, [" csa ", " doctoral network"]),
        (OpportunityKind.Innovation, [" transitionopen ", " transitionchallenges ", " acceleratoropen ", " acceleratorchallenges ", " accelerator ", " step scale up ", " transition open ", " pcp ", " ppi ", " ls da ", " da "]),
        (OpportunityKind.Research, [" pathfinderopen ", " pathfinderchallenges ", " pathfinder ", " ria ", " ls ra ", " ra "]),
        (OpportunityKind.Innovation, [" ia "]),
        (OpportunityKind.Research, [" erc "]),
    ];

    /// <summary>The source's own word for the type, where it is plain.</summary>
    public static readonly (OpportunityKind Kind, string[] Words)[] Types =
    [
        (OpportunityKind.Fellowship, [" fellowship", " studentship", " mobility grant", " beurs", " stipendium ", " stipendien", " bourse"]),
        (OpportunityKind.Prize, [" challenge prize", " inducement", " recognition", " prijs ", " prize", " prix ", " preis "]),
        (OpportunityKind.Innovation, [" innovation loan", " small business research", " sbri ", " knowledge transfer", " eureka cluster", " globalstars", " innowwide", " eurostars", " collaborative r d ", " cr d ", " feasibility stud", " loan "]),
        (OpportunityKind.Infrastructure, [" infrastructure", " equipment", " facility access"]),
        (OpportunityKind.Network, [" networking grant", " network grant"]),
        (OpportunityKind.Research, [" research grant", " onderzoeksproject", " forschungsprojekt", " projet de recherche"]),
    ];

    /// <summary>Types that decide only where the title and programme do not: a consortium may do anything.</summary>
    public static readonly (OpportunityKind Kind, string[] Words)[] WeakTypes =
    [
        (OpportunityKind.Innovation, [" network projects "]),
        (OpportunityKind.Prize, [" prize"]),
        (OpportunityKind.Fellowship, [" travel ", " mobility", " exchange"]),
    ];

    /// <summary>Words that look like a kind and are something else.</summary>
    public static readonly string[] NotMeant =
    [
        " neural network", " network code", " energy network", " transmission network", " distribution network", " gas network", " road network", " supply network", " social network", " sensor network",
        " national network operator", " research support framework", " research and innovation", " critical infrastructure", " infrastructuur en ", " community and environment fund", " centres of excellence ",
    ];

    public static readonly (OpportunityKind Kind, string[] Words)[] Titles =
    [
        (OpportunityKind.Prize,
        [
            " prize", "prijs ", "prijzen ", "preis ", "preise ", " prix ", " medal ", " innovation award", " young investigator award", " medaille ", " challenge prize", " hackathon ", " best thesis", " penning ", " laureat",
        ]),
        (OpportunityKind.Fellowship,
        [
            " fellowship", " fellow ", " fellows ", " studentship", " scholarship", " lectureship", " professorship", " mentoring programme", " internship", " doctoral award", " doctoral focal award", " doctoral training", " postdoctoral award",
            " career development award", " career scientist award", " early career award", " young investigator", " new investigator award", " clinical emerging investigator", " junior investigator", " veni ", " vidi ", " vici ", " rubicon ",
            " staff exchange", " doctoral network", " research exchange", " international exchanges", " travel grant", " travel scholarship", " travel award", " reisbeurs", " beurs ", " beurzen", "beurs ", " stipendi", "stipendium ", " bourse", " bourses",
            " secondment", " mobility grant", " mobility programme", " mobilitat", " nachwuchsgruppe", " habilitation", " chaire ", " recruit programme", " recruitment grant", " start package", " entrepreneur in residence", " leadership programme",
            " persoonsgebonden", " postdoc", " promotiebeurs", " visiting ", " erasmus charter for higher",
        ]),
        (OpportunityKind.Infrastructure,
        [
            " infrastructure renewal", " research infrastructure", " strategic infrastructure", " infrastructure project", " capital equipment", " strategic equipment", " equipment fund", " research equipment", " compute opportunity", " computing resources", " compute resources",
            " supercomputer", " hpc access", " access euro", " beamtime", " beam time", " observation time", " testing facility", " test facility", " user facility", " test bed", " testbed", " pilot line", " pilotlinie", " proeflijn", " onderzoeksinfrastructuur",
            " wetenschappelijke infrastructuur", " grootschalige infrastructuur", " forschungsinfrastruktur", " grossgerat", " infrastructures de recherche", " equipex ", " infrastructure de recherche", " forschungsfabrik", "forschungsfabrik ", " infrastructure facility",
        ]),
        (OpportunityKind.Network,
        [
            " network plus ", " networkplus ", " network grant", " networking", " network of ", " networks of ", " european network", " expert network", " cost action", " cost open call", " conference grant", " conferences and events", " scientific meetings", " convening body", " workshop", " netwerk", " vernetzung",
            " netzwerk", " reseau ", " reseaux ", " twinning", " coordination ", " standardisation", " priority setting partnership", " hub network", " international research network", " learning communit", " seed networking", " project platforms",
        ]),
        (OpportunityKind.Innovation,
        [
            " innovation loan", " proof of concept", " proof of market", " commerciali", " valorisation", " valorisatie", " scale up", " scaleup", " cr d ", " crd ", " r d samenwerking", " mit r d ", " collaborative r d", " innovation fund", " innovation programme", " innovation catalyst",
            " new innovators", " feasibility", " haalbaarheid", " demonstrator", " demonstration ", " prototyp", " sbri ", " sme call", " sme innovation", " sme instrument", " kmu innovativ", " zim ", " start up", " startup", " spin out", " spin off", " icure ", " accelerator", " innowwide", " globalstars",
            " eurostars", "innovationswettbewerb ", " innovatie", " innovationsprojekt", " innovation challenge", " corporate challenge", " match call", " ppp allowance", " pps call", " ppp call", " pre commercial", " impact acceleration", " knowledge assets fund", " impact award",
            " strategic innovation", " adopt grant", " adopt facilitator", " knowledge transfer partnership", " kennistransfer", " transfert de technologie", " adoption of", " technology projects", " skills and training", " drive35", " kiem hightech", " marktgericht",
        ]),
        (OpportunityKind.Research,
        [
            " research grant", " project grant", " discovery award", " open competition", " open technology programme", " research programme", " research project", " programme grants", " exploration call", " efficiency studies", " call for research proposals", " researcher led", " priority programme",
            " schwerpunktprogramm", " sonderforschungsbereich", " forschungsgruppe", " graduiertenkolleg", " forschung", " onderzoek", " appel a projets", " projets de recherche", " projet de recherche", " recherche ", " research ", " clinical trial", " experimental medicine", " large grant", " kic demand driven", " nwa orc ",
            " consortium grant", " consortium call", " open mind ", " erc starting", " erc consolidator", " erc advanced", " erc plus", " erc synergy", " starting grant", " consolidator grant", " advanced grant", " grand challenges", " core programs", " challenge programme", " development award",
        ]),
    ];

    public static readonly (OpportunityKind Kind, string[] Words)[] Programmes =
    [
        (OpportunityKind.Innovation, [" innovate uk ", " eureka network ", " eureka ", " eurostars ", " european innovation council",]),
        (OpportunityKind.Network, [" cost association ", " cost "]),
        (OpportunityKind.Research, [" erc ", " european research council", " dfg ", " nihr ", " wellcome", " chist era ", " quantera ", " flag era ", " m era net ", " nsf "]),
    ];

    public static readonly (OpportunityKind Kind, string[] Words)[] Summaries =
    [
        (OpportunityKind.Prize, [" challenge prize", " prize is awarded", " prize for ", " prijs voor ", " preis wird "]),
        (OpportunityKind.Fellowship, [" fellowship", " research visit", " research stay", " travel grant", " beurs voor "]),
        (OpportunityKind.Infrastructure, [" access to supercomput", " research infrastructure", " research equipment", " capital equipment", " onderzoeksinfrastructuur", " forschungsinfrastruktur"]),
        (OpportunityKind.Network, [" networking activities", " network plus", " build a network", " network proposal"]),
        (OpportunityKind.Innovation, [" businesses ", " uk registered", " mkb ondernem", " ondernemers", " industrial research", " commerciali", " market ready", " innovative smes", " prototype"]),
        (OpportunityKind.Research, [" research project", " research proposal", " scientific research", " onderzoeksproject", " forschungsprojekt", " forschungsvorhaben", " projets de recherche", " research on ", " research into ", " fundamental research", " applied research"]),
    ];
}
