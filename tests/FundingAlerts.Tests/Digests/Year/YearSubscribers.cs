using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Digests.Year;

/// <summary>Two hundred different people: what they ask for, how often, when, where, and what else they chose.</summary>
internal static class YearSubscribers
{
    private static readonly string[] Queries =
    [
        "topic:neuromorphic-computing", "topic:neuromorphic-computing/core", "topic:photonics", "topic:quantum", "topic:semiconductors",
        "neuromorph* OR \"brain-inspired\"", "photonic* OR laser*", "quantum NOT sensing", "\"artificial intelligence\" title:data",
        "battery OR batteries", "hydrogen", "fellowship*", "\"clinical trial*\"", "cancer NOT screening", "climate NEAR/5 adaptation",
        "robot*", "title:health", "type:\"research and innovation actions\" energy", "soil*", "ocean* OR marine", "\"post-doctoral\" OR postdoctoral",
        "dementia", "wind NEAR/3 energy", "cyber*", "space -debris", "semiconductor* OR microelectronic*", "NIHR OR \"public health\"", "culture* heritage",
        "food (safety OR waste)", "hydropower",
    ];

    private static readonly string[] Places = [Zones.London, Zones.Amsterdam, "Europe/Lisbon", "Europe/Helsinki"];

    public static IEnumerable<(Subscriber Subscriber, IReadOnlyList<Interest> Interests)> All(Instant now)
    {
        for (var i = 0; i < 200; i++)
        {
            var id = FormattableString.Invariant($"s{i:D3}");
            // One in ten daily, the others weekly; some have a second alert with a cadence of its own.
            var cadence = i % 10 == 0 ? Cadence.DailyAt(6 + (i % 4)) : Cadence.WeeklyOn((IsoDayOfWeek)(1 + (i % 7)), 6 + (i % 4));
            List<Interest> interests = [new($"{id}-1", id, "First", Queries[i % Queries.Length])];
            if (i % 3 == 0)
                interests.Add(new($"{id}-2", id, "Second", Queries[(i + 11) % Queries.Length]) { Frequency = i % 15 == 0 ? Frequency.Instant : i % 9 == 0 ? Frequency.Weekly : null });
            yield return (new(id, $"{id}@example.org", id, i % 2 == 0 ? "en" : "nl", Places[i % Places.Length], cadence)
            {
                StateSince = now,
                LeadDays = i % 4 == 0 ? [14, 3] : [],
                Tells = i % 20 == 7 ? ChangeKinds.Status : ChangeKinds.Usual,
                Heartbeat = (HeartbeatRhythm)(i % 3),
            }, interests);
        }
    }
}
