using System.Text.Json.Serialization;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping.Health;

/// <summary>What is wrong with a source.</summary>
/// <param name="State">Late, Suspect or Failing.</param>
/// <param name="Problem">Why it is suspect or failing; null when it is late.</param>
/// <param name="Since">When it began: the first run that found it, or when the source became late.</param>
/// <param name="Message">For people: what it is and what to do.</param>
public sealed record Trouble(HealthState State, SourceProblemKind? Problem, Instant Since, string Message)
{
    [JsonIgnore]
    public TroubleKind Kind => new(State, IsPassing(Problem) ? SourceProblemKind.Unavailable : Problem);

    /// <summary>A site may be down for one reading; it is a trouble when it is still down at the next one.</summary>
    [JsonIgnore]
    public bool MayPass => State == HealthState.Failing && IsPassing(Problem);

    internal static Trouble Of(ScrapeRun run) => new(
        run.Verdict == ScrapeVerdict.Suspect ? HealthState.Suspect : HealthState.Failing,
        run.Problem?.Kind,
        run.StartedAt,
        run.Problem?.Message ?? "");

    /// <summary>How the source is late, if it is.</summary>
    internal static Trouble? Lateness(SourceDefinition source, HealthRecord record, Instant now)
    {
        if (!source.Enabled)
            return null;
        if ((record.LastRunAt ?? record.WatchedSince) is { } last && now - last > Rhythm.LongestUnread(source))
            return Late(last + Rhythm.LongestUnread(source), $"{(record.LastRunAt is null ? "It was never read, although it is known" : "It was not read")} since {Rhythm.Words(last)}, and should be every {Rhythm.Words(source.Cadence)}. Check that the schedule runs.");
        if (record.ChangedAt is [var changed, ..] && Rhythm.LongestUsualQuiet(source, record.ChangedAt) is { } usual && now - changed > usual)
            return Late(changed + usual, $"Nothing has changed there since {Rhythm.Words(changed)}, where {Rhythm.Words(usual)} would be long. Look at the page: the calls may have moved.");
        return null;
    }

    private static Trouble Late(Instant since, string message) => new(HealthState.Late, null, since, message);

    private static bool IsPassing(SourceProblemKind? problem) => problem is
        SourceProblemKind.Unavailable or SourceProblemKind.TimedOut or SourceProblemKind.RateLimited or SourceProblemKind.Unreachable or SourceProblemKind.BackingOff;
}

/// <summary>Troubles of one kind are one trouble. A site that is down is down, whether it times out or answers 503.</summary>
public sealed record TroubleKind(HealthState State, SourceProblemKind? Problem);

/// <summary>A curator knows of a trouble; it is shown as known until another one takes its place.</summary>
/// <param name="By">A name or address as it was given; never logged.</param>
public sealed record Acknowledgement(string By, Instant At, string Note);
