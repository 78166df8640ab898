using CsCheck;
using FundingAlerts.Scraping;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Tests.Scraping.Health;

/// <summary>What holds of any history of runs and looks.</summary>
public sealed class HealthLawTests
{
    private static readonly SourceDefinition Source = ScrapingWorld.Define("""
        version: 1
        id: ID
        name: Made-up
        home: https://ID.example/
        country: NL
        language: en
        zone: Europe/Amsterdam
        cadence: 6h
        quiet: 3d
        evidence: { level: recorded, date: 2026-01-31 }
        request: { url: https://ID.example/ }
        response: json
        rows: { path: '$[*]' }
        fields:
          reference: { path: $.id }
          title: { path: $.title }
          address: { path: $.url }
        """, "law");

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 11],
        Gen.Frequency((8, Gen.Int[1, 8]), (1, Gen.Int[9, 60])),
        (what, hours) => new Step(
            what switch
            {
                0 or 1 => ScrapeVerdict.Unchanged,
                2 => ScrapeVerdict.Changed,
                3 => ScrapeVerdict.Suspect,
                4 or 5 or 6 or 7 => ScrapeVerdict.Failed,
                _ => null,
            },
            what switch
            {
                3 => SourceProblemKind.ContractBroken,
                4 => SourceProblemKind.Unavailable,
                5 => SourceProblemKind.TimedOut,
                6 => SourceProblemKind.NotFound,
                7 => SourceProblemKind.BotWall,
                _ => null,
            },
            what switch { 8 => Answer.Acknowledge, 9 => Answer.Accept, _ => Answer.None },
            Duration.FromHours(hours)));

    private enum Answer
    {
        None,
        Acknowledge,
        Accept,
    }

    [Fact]
    public void Newly_broken_is_an_event_and_still_broken_is_not() => Steps.List[0, 60].Sample(steps =>
    {
        var told = Live(steps).SelectMany(s => s.Events).Where(e => e.Kind is SourceEventKind.Broke or SourceEventKind.Recovered).ToList();
        foreach (var (before, after) in told.Zip(told.Skip(1)))
        {
            if (after.Kind == SourceEventKind.Broke)
                (before.Kind == SourceEventKind.Recovered || before.Trouble!.Kind != after.Trouble!.Kind).ShouldBeTrue();
            else
                before.Kind.ShouldBe(SourceEventKind.Broke); // only what was told to be broken recovers
        }
        if (told.Count > 0)
            told[0].Kind.ShouldBe(SourceEventKind.Broke);
    });

    [Fact]
    public void Every_trouble_was_told_since_the_source_was_last_well() => Steps.List[0, 60].Sample(steps =>
    {
        var told = new List<TroubleKind>();
        foreach (var (_, turn) in Lived(steps))
        {
            foreach (var happened in turn.Events)
            {
                if (happened.Kind == SourceEventKind.Broke)
                    told.Add(happened.Trouble!.Kind);
                else if (happened.Kind == SourceEventKind.Recovered)
                    told.Clear();
            }
            if (turn.Record.Trouble is { } trouble)
                told.ShouldContain(trouble.Kind);
            else
                told.ShouldBeEmpty();
        }
    });

    [Fact]
    public void A_single_failure_that_may_pass_is_no_event() => Steps.List[0, 60].Sample(steps =>
    {
        var earlier = new HealthRecord();
        var lastFailed = false;
        foreach (var (step, turn) in Lived(steps))
        {
            if (step.Verdict is null)
                continue;
            var passing = step.Problem is SourceProblemKind.Unavailable or SourceProblemKind.TimedOut;
            if (passing && !lastFailed)
                turn.Events.ShouldNotContain(e => e.Kind == SourceEventKind.Broke);
            lastFailed = passing;
            earlier = turn.Record;
        }
        earlier.ShouldNotBeNull();
    });

    [Fact]
    public void Events_are_numbered_without_gaps_and_a_quarantine_lasts_till_a_run_is_believed() => Steps.List[0, 60].Sample(steps =>
    {
        var number = 0;
        var suspects = 0;
        foreach (var (step, turn) in Lived(steps))
        {
            foreach (var happened in turn.Events)
                happened.Number.ShouldBe(++number);
            turn.Record.Events.ShouldBe(number);
            suspects = step.Verdict switch
            {
                ScrapeVerdict.Suspect => suspects + 1,
                ScrapeVerdict.Changed or ScrapeVerdict.Unchanged => 0,
                _ => suspects,
            };
            (turn.Record.Quarantine?.Runs ?? 0).ShouldBe(suspects);
        }
    });

    [Fact]
    public void A_believed_run_leaves_no_trouble_but_lateness() => Steps.List[0, 60].Sample(steps =>
    {
        foreach (var (_, turn) in Lived(steps).Where(l => l.Step.Verdict is ScrapeVerdict.Changed or ScrapeVerdict.Unchanged))
        {
            turn.Record.Trouble?.State.ShouldBe(HealthState.Late);
            turn.Record.Doubt.ShouldBeNull();
        }
    });

    private static IEnumerable<HealthTurn> Live(IEnumerable<Step> steps) => Lived(steps).Select(l => l.Turn);

    private static IEnumerable<(Step Step, HealthTurn Turn)> Lived(IEnumerable<Step> steps)
    {
        var now = Instant.FromUtc(2026, 3, 1, 9, 0);
        var record = new HealthRecord();
        foreach (var step in steps)
        {
            now += step.After;
            var turn = new HealthTurn(record, now);
            if (step.Verdict is { } verdict)
                turn.AfterRun(Source, Outcome(verdict, step.Problem, now));
            else
                turn.Look(Source);
            if (step.Answer == Answer.Acknowledge)
                turn.Acknowledge("ann", "known");
            if (step.Answer == Answer.Accept)
                turn.Accept("ann", "right");
            record = turn.Record;
            yield return (step, turn);
        }
    }

    private static RunOutcome Outcome(ScrapeVerdict verdict, SourceProblemKind? problem, Instant now)
    {
        var run = new ScrapeRun("law", now, verdict, 5, 5, verdict == ScrapeVerdict.Changed ? 1 : 0, problem is { } kind ? new(kind, "Bad.") : null, []);
        var breach = verdict == ScrapeVerdict.Suspect ? new ContractBreach(new(5, 0, 0, new(5, new Dictionary<string, int>())), [], []) : null;
        return new(run, breach, []);
    }

    private sealed record Step(ScrapeVerdict? Verdict, SourceProblemKind? Problem, Answer Answer, Duration After);
}
