using FundingAlerts.Interests;
using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>
/// What an event makes of a mail and of its subscriber. Pure; whatever order the events of a mail come in, they end in the
/// same: the gravest state wins, and of equal ones the earliest.
/// </summary>
public static class DeliveryOutcome
{
    public static OutboxMessage Of(OutboxMessage message, DeliveryEvent said)
    {
        // Whatever it says, a transport had taken the mail.
        var sentAt = message.SentAt is { } sent && sent < said.At ? sent : said.At;
        var state = StateOf(said.Kind);
        var softBounces = message.SoftBounces + (said.Kind == DeliveryEventKind.SoftBounced ? 1 : 0);
        return message with
        {
            State = Rank(state) > Rank(message.State) ? state : message.State,
            SentAt = sentAt,
            SoftBounces = softBounces,
            Failure = Rank(state) > Rank(DeliveryState.GaveUp) ? null : message.Failure,
        };
    }

    public static Subscriber Of(Subscriber subscriber, DeliveryEvent said, Instant now)
    {
        if (CauseOf(said.Kind) is not { } cause || HasComeBackSince(subscriber, said))
            return subscriber;
        var state = cause == DepartureCause.Unsubscribed || subscriber.State == SubscriberState.Unsubscribed
            ? SubscriberState.Unsubscribed
            : SubscriberState.Suppressed;
        var departure = new Departure(cause, said.At, said.Reason) { BeforeSince = HereSince(subscriber) };
        return subscriber with
        {
            State = state,
            StateSince = state == subscriber.State ? subscriber.StateSince : now,
            Departure = IsGraver(departure, subscriber.Departure) ? departure : subscriber.Departure,
        };
    }

    /// <summary>
    /// What all that was said of somebody's mails makes of them by the rule of <see cref="SoftBounces"/>: it suppresses, and a
    /// late word of a delivery in between takes that back. It says nothing about who left for a graver cause.
    /// </summary>
    public static Subscriber WithSoftBounces(Subscriber subscriber, IReadOnlyList<DeliveryEvent> all, Instant now)
    {
        var departure = SoftlyGone(subscriber);
        if (departure is null && subscriber.State is SubscriberState.Suppressed or SubscriberState.Unsubscribed)
            return subscriber;
        if (SoftBounces.LastOf(all.Where(e => !HasComeBackSince(subscriber, e))) is { } last)
        {
            return departure is not null
                ? subscriber with { Departure = departure with { At = last } }
                : subscriber with
                {
                    State = SubscriberState.Suppressed,
                    StateSince = now,
                    Departure = new(DepartureCause.SoftBounced, last, Reason: null) { Before = subscriber.State, BeforeSince = subscriber.StateSince },
                };
        }
        return departure is null
            ? subscriber
            : subscriber with { State = departure.Before ?? SubscriberState.Confirmed, StateSince = departure.BeforeSince, Departure = null };
    }

    private static Departure? SoftlyGone(Subscriber subscriber) =>
        subscriber.State == SubscriberState.Suppressed && subscriber.Departure?.Cause == DepartureCause.SoftBounced ? subscriber.Departure : null;

    // A late word of an address that did not work then.
    private static bool HasComeBackSince(Subscriber subscriber, DeliveryEvent said) => said.At <= HereSince(subscriber);

    // Whoever left by a provider's word is judged by when they had come, whatever else was said first.
    private static Instant? HereSince(Subscriber subscriber) =>
        subscriber.State is SubscriberState.Suppressed or SubscriberState.Unsubscribed ? subscriber.Departure?.BeforeSince : subscriber.StateSince;

    private static bool IsGraver(Departure departure, Departure? known) =>
        known is null
        || departure.Cause > known.Cause
        || (departure.Cause == known.Cause
            && (departure.At < known.At || (departure.At == known.At && string.CompareOrdinal(departure.Reason, known.Reason) < 0)));

    private static DepartureCause? CauseOf(DeliveryEventKind kind) => kind switch
    {
        DeliveryEventKind.Bounced => DepartureCause.Bounced,
        DeliveryEventKind.Complained => DepartureCause.Complained,
        DeliveryEventKind.Unsubscribed => DepartureCause.Unsubscribed,
        _ => null,
    };

    private static DeliveryState StateOf(DeliveryEventKind kind) => kind switch
    {
        DeliveryEventKind.Delivered or DeliveryEventKind.Unsubscribed => DeliveryState.Delivered,
        DeliveryEventKind.Bounced => DeliveryState.Bounced,
        DeliveryEventKind.Complained => DeliveryState.Complained,
        _ => DeliveryState.Sent,
    };

    private static int Rank(DeliveryState state) => state switch
    {
        DeliveryState.Queued => 0,
        DeliveryState.GaveUp => 1,
        DeliveryState.Sent => 2,
        DeliveryState.Delivered => 3,
        DeliveryState.Bounced => 4,
        _ => 5,
    };
}
