using System.Text.Json.Serialization;
using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>One invitation to apply for funding, in one shape whatever site it came from.</summary>
public sealed record Opportunity
{
    public required OpportunityId Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Where a person reads the call on the funder's site.</summary>
    public required Uri Address { get; init; }

    /// <summary>The language of the texts, BCP 47: en, nl.</summary>
    public required string Language { get; init; }

    /// <summary>A few sentences of plain text; empty when the source gives none.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The whole text as plain text, as far as it was read; empty when there is no more than the summary.</summary>
    public string Description { get; init; } = "";

    public IReadOnlyList<Funder> Funders { get; init; } = [];

    public string? Programme { get; init; }

    public Call? Call { get; init; }

    /// <summary>The topic within the call; for the EU the same as the reference.</summary>
    public string? Topic { get; init; }

    /// <summary>The kind of grant or action as the source prints it.</summary>
    public string? Type { get; init; }

    /// <summary>What kind of funding it is, beside the words that say so; null for a call stored before kinds were read.</summary>
    public Understood<OpportunityKind>? Kind { get; init; }

    /// <summary>The source's own word for the status; the status itself is <see cref="StatusAt"/>.</summary>
    public Understood<OpportunityStatus>? StatusWord { get; init; }

    public Understood<Opening>? Opens { get; init; }

    /// <summary>In the order of time; several for stages and cut-off dates; empty when the source says nothing.</summary>
    public IReadOnlyList<Understood<Deadline>> Deadlines { get; init; } = [];

    public FundingAvailable Funding { get; init; } = FundingAvailable.Unstated;

    public IReadOnlyList<CountryEligibility> Eligibility { get; init; } = [];

    /// <summary>Whether the Netherlands and the United Kingdom can apply together; null for a call stored before it was asked.</summary>
    public JointEligibility? Together { get; init; }

    /// <summary>Who may apply, as printed.</summary>
    public IReadOnlyList<string> ApplicantTypes { get; init; } = [];

    /// <summary>Who may apply, as understood from <see cref="ApplicantTypes"/>; empty when the words name none.</summary>
    public IReadOnlyList<ApplicantType> Applicants { get; init; } = [];

    /// <summary>Keywords as the source prints them.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>When the source published the call.</summary>
    public Understood<LocalDate?>? Published { get; init; }

    /// <summary>When the source says that it last checked the page.</summary>
    public Understood<LocalDate?>? Checked { get; init; }

    /// <summary>The same call's pages in other languages.</summary>
    public IReadOnlyList<Uri> Alternates { get; init; } = [];

    /// <summary>What belongs to the call beside its page: guides, templates, annexes.</summary>
    public IReadOnlyList<Uri> Documents { get; init; } = [];

    public IReadOnlyList<Sighting> Sightings { get; init; } = [];

    /// <summary>When we first saw it anywhere; null for a call without sightings.</summary>
    [JsonIgnore]
    public Instant? FirstSeen => Sightings.Count == 0 ? null : Sightings.Min(s => s.FirstSeen);

    /// <summary>When the source took the call away before its deadline; null while it is there.</summary>
    public Instant? WithdrawnAt { get; init; }

    /// <summary>Grows by one with every change that we store, from 1.</summary>
    public int Version { get; init; } = 1;

    [JsonIgnore]
    public string Reference => Id.Reference;

    /// <summary>The deadline that comes next, or the last one when all have passed; null when none is on a date.</summary>
    public Deadline.On? NextDeadline(Instant now)
    {
        var dated = Dated.ToList();
        return dated.FirstOrDefault(d => d.ClosedFrom > now) ?? dated.LastOrDefault();
    }

    /// <summary>
    /// The status at an instant, from the dates and the source's own word together: when all deadlines have passed it is closed
    /// whatever the page still says, the word "closed" closes whatever the dates say, and an opening yet to come is forthcoming.
    /// Where the next deadline is not known (still to be announced, or not understood) only the source's word can say.
    /// </summary>
    public OpportunityStatus StatusAt(Instant now)
    {
        var word = StatusWord?.Value ?? OpportunityStatus.Unknown;
        var deadlines = Deadlines.Select(d => d.Value).ToList();
        if (WithdrawnAt is not null || word == OpportunityStatus.Closed)
            return OpportunityStatus.Closed;
        if (deadlines.Count > 0 && deadlines.TrueForAll(d => d?.EndsAt <= now))
            return OpportunityStatus.Closed;
        var isAhead = deadlines.Exists(d => d?.EndsAt > now || d is Deadline.Rolling { Until: null });
        if (Opens?.Value is { } opens)
        {
            if (opens.From > now)
                return OpportunityStatus.Forthcoming;
            if (isAhead || deadlines.Count == 0)
                return OpportunityStatus.Open;
        }
        if (word != OpportunityStatus.Unknown)
            return word;
        return isAhead ? OpportunityStatus.Open : OpportunityStatus.Unknown;
    }

    private IEnumerable<Deadline.On> Dated =>
        Deadlines.Select(d => d.Value).OfType<Deadline.On>().OrderBy(d => d.ClosedFrom);
}
