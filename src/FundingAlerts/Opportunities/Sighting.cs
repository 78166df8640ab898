using NodaTime;

namespace FundingAlerts.Opportunities;

/// <summary>Where and when we saw a call.</summary>
/// <param name="LastSeen">When the source first said what this version says; an unchanged call is not written anew.</param>
public sealed record Sighting(string Source, Uri Address, Instant FirstSeen, Instant LastSeen);
