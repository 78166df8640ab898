using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>Where and when we saw a call.</summary>
public sealed record Sighting(string Source, Uri Address, Instant FirstSeen, Instant LastSeen);
