using CsCheck;
using FundingAlerts.Delivery;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class DeliveryOutcomeLaws
{
    private static readonly Instant Sent = Instant.FromUtc(2026, 8, 24, 7, 10);
    private static readonly Gen<(DeliveryEventKind Kind, int Minute, string? Reason)> Events =
        Gen.Select(Pick.From(Enum.GetValues<DeliveryEventKind>()), Gen.Int[0, 3], Gen.Int[0, 2], (kind, minute, reason) => (kind, minute, reason == 0 ? null : $"reason {reason}"));

    [Fact]
    public void Any_order_of_events_ends_in_the_same() =>
        Gen.Select(Events.Array[1, 8], Pick.From(Enum.GetValues<DeliveryState>()), Pick.From(Enum.GetValues<SubscriberState>()), Gen.Int[0, 1_000]).Sample(
            (events, state, subscriber, seed) =>
            {
                var ended = After(events, state, subscriber);
                new Random(seed).Shuffle(events);
                After(events, state, subscriber).ShouldBe(ended);
            },
            iter: 5_000);

    private static (OutboxMessage Mail, Subscriber Reader) After(IEnumerable<(DeliveryEventKind Kind, int Minute, string? Reason)> events, DeliveryState state, SubscriberState subscriber)
    {
        var mail = new OutboxMessage("ann-2026-08-24", "ann", "Digest", Sent) { Letter = "x", State = state };
        var reader = new Subscriber("ann", "ann@example.org", "Ann", "en", Zones.London, Cadence.DailyAt(8)) { State = subscriber };
        foreach (var (kind, minute, reason) in events)
        {
            var said = new DeliveryEvent("e", "ann", "ann-2026-08-24", kind, Sent + Duration.FromMinutes(minute)) { Reason = reason };
            (mail, reader) = (DeliveryOutcome.Of(mail, said), DeliveryOutcome.Of(reader, said, Sent));
        }
        return (mail, reader);
    }
}
