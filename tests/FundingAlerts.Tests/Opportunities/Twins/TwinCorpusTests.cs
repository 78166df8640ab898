using System.Diagnostics;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Twins;

namespace FundingAlerts.Tests.Opportunities.Twins;

/// <summary>All recorded calls against each other: every pair found was read by eye, and is listed here.</summary>
public sealed class TwinCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Of_the_recorded_calls_just_the_true_twins_are_found() =>
        Found(TwinCorpus.Recorded()).ShouldBe(
        [
            "Doubtful | find-a-grant, find-a-grant | Electric Vehicle Chargepoint Grant for Renters and Flat Owners | Electric vehicle chargepoint grant for renters and flat owners",
            "Doubtful | nihr, nihr | NIHR James Lind Alliance Priority Setting Partnerships rolling funding opportunity | NIHR James Lind Alliance Priority Setting Partnerships rolling funding opportunity",
            "Doubtful | nl-curated, pages-nwo | Open Technology Programme (OTP) 2026 | Open Technology Programme",
            "Same | eu-funding-tenders, nl-curated | Development of innovative antimicrobials against pathogens resistant to antimicrobials | HORIZON-HLTH-2027-01-DISEASE-08 – New Antibacterial & Antifungal Therapies",
            "Same | eu-funding-tenders, nl-curated | ERC ADVANCED GRANTS | ERC Advanced Grant 2026",
            "Same | eu-funding-tenders, nl-curated | ERC PLUS GRANTS | ERC Plus Grant 2026",
            "Same | eu-funding-tenders, nl-curated | ERC Starting Grant | ERC Starting Grant 2027",
            "Same | eu-funding-tenders, nl-curated | MSCA Postdoctoral Fellowships 2026 | MSCA Postdoctoral Fellowships 2026",
            "Same | innovate-uk, ukri | ACTASAP Pilot Phase 1 | ACTASAP pilot phase 1",
            "Same | innovate-uk, ukri | ADOPT Facilitator Support Grant: Round 10 | ADOPT facilitator support grant: round 10",
            "Same | innovate-uk, ukri | ADOPT Facilitator Support Grant: Round 9 | ADOPT facilitator support grant: round 9",
            "Same | innovate-uk, ukri | Accelerating adoption of quantum enabled sensing and PNT | Accelerating adoption of quantum enabled sensing and PNT",
            "Same | innovate-uk, ukri | Advanced Connectivity Technologies: New Innovators | 2513: Advanced Connectivity Technologies: New Innovators",
            "Same | innovate-uk, ukri | Consumer Led Flexibility for the Clean Energy Superpower Mission | Consumer Led Flexibility for the Clean Energy Superpower Mission",
            "Same | innovate-uk, ukri | DRIVE35: Scale Up Fund | 2445: DRIVE35: Scale Up Fund",
            "Same | innovate-uk, ukri | Farming Futures R&D fund: Automation and Robotics Round 2 | Farming Futures R&D fund: Automation and Robotics Round 2",
            "Same | innovate-uk, ukri | Full ADOPT Grant: Round 9 | Full ADOPT Grant: Round 9",
            "Same | innovate-uk, ukri | Next Wave: Breakthrough Wave 1 | Next Wave: Breakthrough Wave 1",
            "Same | innovate-uk, ukri | Quantum computing applications for large scale impact: CR&D | Quantum computing applications for large scale impact: CR&D",
        ]);

    [Fact]
    public void Of_a_summer_of_the_uk_sites_just_the_true_twins_are_found() =>
        Found(TwinCorpus.Summer()).ShouldBe(
        [
            "Doubtful | find-a-grant, find-a-grant | Electric Vehicle Chargepoint Grant for Renters and Flat Owners | Electric vehicle chargepoint grant for renters and flat owners",
            "Doubtful | find-a-grant, find-a-grant | Electric Vehicle Chargepoint Grant for Renters and Flat Owners | Electric vehicle chargepoint grant for renters and flat owners",
            "Doubtful | find-a-grant, find-a-grant | Electric vehicle chargepoint grant for renters and flat owners | Electric vehicle chargepoint grant for renters and flat owners",
            "Doubtful | nihr, nihr | NIHR James Lind Alliance Priority Setting Partnerships rolling funding opportunity | NIHR James Lind Alliance Priority Setting Partnerships rolling funding opportunity",
            "Doubtful | nihr, nihr | NIHR NICE Rolling Funding Opportunity | NIHR NICE rolling funding opportunity",
            "Same | innovate-uk, ukri | ACTASAP Pilot Phase 1 | ACTASAP pilot phase 1",
            "Same | innovate-uk, ukri | ADOPT Facilitator Support Grant: Round 10 | ADOPT facilitator support grant: round 10",
            "Same | innovate-uk, ukri | ADOPT Facilitator Support Grant: Round 11 | ADOPT Facilitator Support Grant: Round 11",
            "Same | innovate-uk, ukri | ADOPT Facilitator Support Grant: Round 9 | ADOPT facilitator support grant: round 9",
            "Same | innovate-uk, ukri | Accelerating adoption of quantum enabled sensing and PNT | Accelerating adoption of quantum enabled sensing and PNT",
            "Same | innovate-uk, ukri | Advanced Connectivity Technologies: New Innovators | 2513: Advanced Connectivity Technologies: New Innovators",
            "Same | innovate-uk, ukri | Advancing innovation in accelerated cancer diagnosis | Advancing innovation in accelerated cancer diagnosis",
            "Same | innovate-uk, ukri | Consumer Led Flexibility for the Clean Energy Superpower Mission | Consumer Led Flexibility for the Clean Energy Superpower Mission",
            "Same | innovate-uk, ukri | DRIVE35 Innovation Fund: Collaborate 3 | DRIVE35 innovation fund: collaborate three",
            "Same | innovate-uk, ukri | DRIVE35 Scale-up Fund Drawdown 5 | DRIVE35 Scale-up Fund drawdown five",
            "Same | innovate-uk, ukri | DRIVE35: Scale Up Fund | 2445: DRIVE35: Scale Up Fund",
            "Same | innovate-uk, ukri | Farming Futures R&D fund: Automation and Robotics Round 2 | Farming Futures R&D fund: Automation and Robotics Round 2",
            "Same | innovate-uk, ukri | Farming Innovation Programme: Feasibility Round 5 | Farming Innovation Programme: feasibility round five",
            "Same | innovate-uk, ukri | Full ADOPT Grant: Round 8 | Full ADOPT grant: round eight",
            "Same | innovate-uk, ukri | Full ADOPT Grant: Round 9 | Full ADOPT Grant: Round 9",
            "Same | innovate-uk, ukri | Innovation Loans Expression of Interest | Innovation Loans Expression of Interest",
            "Same | innovate-uk, ukri | Next Wave: Breakthrough Wave 1 | Next Wave: Breakthrough Wave 1",
            "Same | innovate-uk, ukri | Quantum computing applications for large scale impact: CR&D | Quantum computing applications for large scale impact: CR&D",
            "Same | innovate-uk, ukri | Robotics Adoption Central Convening Body summer 2026 | Robotics Adoption Central Convening Body summer 2026",
            "Same | innovate-uk, ukri | Scaling Supply Chains for Quantum Enabled Sensing and PNT | Scaling Supply Chains for Quantum Enabled Sensing and PNT",
            "Same | innovate-uk, ukri | Scaling performance of quantum computing hardware: CR&D | Scaling performance of quantum computing hardware: CR&D",
            "Same | innovate-uk, ukri | UK-Singapore CRD 2026 | UK-Singapore CRD 2026",
            "Same | innovate-uk, ukri | UK-Switzerland CR&D Round 3 | UK-Switzerland CR&D Round 3",
            "Same | innovate-uk, ukri | Ultra Long Duration Energy Storage Project Development Studies | Ultra long duration energy storage project development studies",
        ]);

    [Fact]
    public void The_index_finds_what_comparing_all_finds()
    {
        var calls = TwinCorpus.Recorded().Concat(TwinCorpus.Summer()).DistinctBy(call => call.Id).ToList();
        var index = new TwinIndex();
        foreach (var call in calls)
            index.Add(call);
        var traits = calls.ConvertAll(TwinTraits.Of);
        for (var i = 0; i < calls.Count; i++)
            index.Find(calls[i]).Select(Words).ShouldBe(TwinFinder.Find(traits[i], traits).Select(Words), calls[i].Title);

        // A new version takes the old one's place, and one taken out is not found.
        var twin = calls.First(call => index.Find(call).Count == 1);
        var other = index.Find(twin)[0].Other(twin.Id);
        index.Add(calls.First(call => call.Id == other) with { Title = "Something else altogether", Address = new("https://elsewhere.example/x") });
        index.Count.ShouldBe(calls.Count);
        index.Find(twin).ShouldBeEmpty();
        index.Remove(twin.Id);
        index.Remove(twin.Id);
        index.Count.ShouldBe(calls.Count - 1);
    }

    [Fact]
    public void Among_tens_of_thousands_a_call_is_compared_with_few()
    {
        var recorded = TwinCorpus.Recorded();
        var index = new TwinIndex();
        var building = Stopwatch.GetTimestamp();
        // Titles of the same words in other company: two halves of two titles each.
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (recorded[i % recorded.Count], recorded[(i * 7 + i / recorded.Count) % recorded.Count]);
            index.Add(a with
            {
                Id = new($"source-{i % 40}", $"call-{i}"),
                Address = new($"https://source-{i % 40}.example/{i}"),
                Title = string.Join(' ', a.Title.Split(' ').Where((_, word) => word % 2 == i % 2).Concat(b.Title.Split(' ').Where((_, word) => word % 2 == 0))),
            });
        }
        var added = Stopwatch.GetElapsedTime(building);
        var compared = recorded.Select(index.CandidateCount).Order().ToList();
        var start = Stopwatch.GetTimestamp();
        foreach (var call in recorded)
            index.Find(call);
        var each = Stopwatch.GetElapsedTime(start).TotalMilliseconds / recorded.Count;
        output.WriteLine($"compared with: median {compared[compared.Count / 2]}, 95 % {compared[compared.Count * 95 / 100]}, most {compared[^1]}; {each:0.00} ms each; {added.TotalMilliseconds / index.Count:0.00} ms to add one");
        compared[compared.Count / 2].ShouldBeLessThan(index.Count / 100);
    }

    private static string Words(TwinComparison found) => $"{found.Verdict} {found.First} {found.Second} {string.Join(';', found.Reasons)}";

    private static IReadOnlyList<string> Found(IReadOnlyList<Opportunity> calls)
    {
        var titles = calls.ToDictionary(call => call.Id, call => call.Title);
        var index = new TwinIndex();
        var found = new List<TwinComparison>();
        foreach (var call in calls)
        {
            found.AddRange(index.Find(call));
            index.Add(call);
        }
        found.Where(pair => pair.Verdict == TwinVerdict.Same).ShouldAllBe(pair => pair.First.Source != pair.Second.Source);
        return [.. found.Select(pair => $"{pair.Verdict} | {pair.First.Source}, {pair.Second.Source} | {titles[pair.First]} | {titles[pair.Second]}").Order(StringComparer.Ordinal)];
    }
}
