using FundingAlerts.Interests;

namespace FundingAlerts.Subscribing;

/// <summary>What somebody asks for on the sign-up page.</summary>
/// <param name="Address">As typed.</param>
/// <param name="Language">BCP 47: en, nl.</param>
/// <param name="Zone">IANA zone.</param>
/// <param name="Consent">The words that they agreed to.</param>
/// <param name="Route">Where they did: "site", "api".</param>
public sealed record SignUpRequest(string Address, string Language, string Zone, Cadence Cadence, IReadOnlyList<WantedInterest> Interests, string Consent, string Route)
{
    /// <summary>Empty where they gave none.</summary>
    public string Name { get; init; } = "";

    public IReadOnlyList<int> LeadDays { get; init; } = [];

    public int? OpeningLead { get; init; }

    public ChangeKinds Tells { get; init; } = ChangeKinds.Usual;

    public HeartbeatRhythm Heartbeat { get; init; } = HeartbeatRhythm.Monthly;
}

/// <summary>An interest as it is asked for.</summary>
/// <param name="InterestId">Of one that is there already; null for a new one.</param>
/// <param name="Name">Empty where the query names it.</param>
public sealed record WantedInterest(string? InterestId, string Name, string Query)
{
    public Frequency? Frequency { get; init; }

    public IReadOnlyList<int>? LeadDays { get; init; }
}

/// <summary>What is wrong with a wish.</summary>
/// <param name="Field">address, zone, interests, name, lead days.</param>
/// <param name="Index">Of the interest that is meant; null where none is.</param>
/// <param name="Position">The character of the query; null where it is none of these.</param>
public sealed record WishProblem(string Field, string Message, int? Index = null, int? Position = null);
