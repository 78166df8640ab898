using System.Security.Cryptography;
using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching.Topics;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>How a sign-up was received. Whether the address is known makes no difference here: that is looked up later.</summary>
public enum Reception
{
    /// <summary>If the address can be mailed, a mail comes.</summary>
    Accepted,

    /// <summary>Something is to be put right first.</summary>
    Problems,

    /// <summary>Too many sign-ups from this network today.</summary>
    TooMany,
}

/// <summary>
/// Subscribing without an account: what is asked for is kept, answered by mail, and done when the link in that mail is used. Who
/// asks learns nothing of who is subscribed, be it by words or by time: all that differs happens afterwards.
/// </summary>
public sealed partial class SignUps(
    SignUpStore store, SubscriberStore subscribers, Consents consents, TopicsInForce topics, Throttle throttle, LinkKeys keys, WelcomeSubscriber welcome, Outbox outbox, NoticeWriter write, StorageAccount storage, ILogger<SignUps> log)
{
    private const int IdBytes = 16;
    private const int ShortId = 12;
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);
    private readonly IQueue _signUps = storage.Queue(SignUpMessage.Queue);

    /// <summary>Keeps a wish to subscribe.</summary>
    /// <param name="network">As <see cref="Throttle.NetworkOf"/> names it.</param>
    public async Task<(Reception Reception, IReadOnlyList<WishProblem> Problems)> AskAsync(SignUpRequest request, string network, string correlation, Instant now, CancellationToken cancellationToken)
    {
        if (Wishes.Check(request, await topics.CurrentAsync(cancellationToken)) is { Count: > 0 } problems)
            return (Reception.Problems, problems);
        return await throttle.TryAsync(Throttle.Network, network, now, cancellationToken)
            ? (await KeepAsync(request.Address, request, request.Language, correlation, now, cancellationToken), [])
            : (Reception.TooMany, []);
    }

    /// <summary>Keeps a wish to have one's link mailed again.</summary>
    public async Task<Reception> AskForLinkAsync(string address, string language, string network, string correlation, Instant now, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(address) is null)
            return Reception.Problems;
        return await throttle.TryAsync(Throttle.Network, network, now, cancellationToken)
            ? await KeepAsync(address, request: null, language, correlation, now, cancellationToken)
            : Reception.TooMany;
    }

    /// <summary>Answers a sign-up by mail, once, where there is somebody to be mailed.</summary>
    /// <returns>Whether a mail was promised.</returns>
    public async Task<bool> AnswerAsync(SignUpMessage message, Instant now, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.SignUpId, cancellationToken) is not var (signUp, etag) || signUp.AnsweredAt is not null || signUp.HasExpired(now))
            return false;
        var address = EmailAddress.Read(signUp.Address)!;
        var promised = false;
        if (await ReaderAsync(signUp, address, cancellationToken) is { } reader)
        {
            // Counted once, also when this is done again: what counts is in the row.
            if (signUp.SubscriberId is null)
            {
                var isTooMany = !await throttle.TryAsync(Throttle.Mailbox, address.MailboxHash, now, cancellationToken);
                signUp = signUp with { SubscriberId = reader.SubscriberId, AnsweredAt = isTooMany ? now : null };
                etag = await store.UpdateAsync(signUp, etag, cancellationToken);
            }
            if (signUp.AnsweredAt is null)
            {
                await PromiseAsync(signUp, reader, now, cancellationToken);
                promised = true;
            }
            await outbox.TellQueuedAsync(reader.SubscriberId, message.Correlation, cancellationToken);
        }
        if (signUp.AnsweredAt is null)
            await store.UpdateAsync(signUp with { AnsweredAt = now }, etag, cancellationToken);
        return promised;
    }

    /// <summary>What the link of a mail asks to confirm; null for a link that is not ours, was used, or has expired.</summary>
    public async Task<SignUp?> FindAsync(string token, Instant now, CancellationToken cancellationToken) =>
        (await keys.SignerAsync(cancellationToken)).ReadToken(token) is { } id
        && await store.FindAsync(id, cancellationToken) is var (signUp, _)
        && signUp is { ConfirmedAt: null, SubscriberId: not null, Request: not null }
        && !signUp.HasExpired(now)
            ? signUp
            : null;

    /// <summary>Does what was asked for. Dying half-way leaves the link working.</summary>
    /// <returns>Who is subscribed now; null for a link that does not work any more.</returns>
    public async Task<Subscriber?> ConfirmAsync(string token, string correlation, Instant now, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, now, cancellationToken) is not { SubscriberId: { } id, Request: { } request } signUp
            || await subscribers.FindAsync(id, cancellationToken) is not { } known)
            return null;
        await consents.AddAsync(new(id, signUp.SignUpId, now, request.Consent, request.Route), cancellationToken);
        var isBack = known.State is not (SubscriberState.Confirmed or SubscriberState.Paused);
        var before = isBack ? [] : await subscribers.InterestsOfAsync(id, cancellationToken);
        var added = request.Interests.Select((wanted, i) => ToInterest(wanted, id, $"{id}-{signUp.SignUpId[..ShortId]}-{i}")).ToList();
        var subscriber = isBack ? Confirmed(known, request, now) : known;
        await subscribers.SaveAsync(subscriber, [.. before.Where(b => added.TrueForAll(a => a.InterestId != b.InterestId)), .. added], cancellationToken);
        await welcome.AskAsync(id, correlation, now, cancellationToken);
        if (await store.FindAsync(signUp.SignUpId, cancellationToken) is var (current, etag))
            await store.UpdateAsync(current with { ConfirmedAt = now }, etag, cancellationToken);
        LogConfirmed(id);
        return await subscribers.FindAsync(id, cancellationToken);
    }

    /// <summary>Asks again for what was not answered, and forgets what is old.</summary>
    /// <returns>How many were asked for or forgotten.</returns>
    public async Task<int> LookAfterAsync(string correlation, Instant now, int most, CancellationToken cancellationToken)
    {
        var done = await throttle.ForgetAsync(now, most, cancellationToken);
        await foreach (var signUp in store.AllAsync(cancellationToken))
        {
            if (done >= most)
                break;
            if (signUp.HasExpired(now))
                await store.ForgetAsync(signUp.SignUpId, cancellationToken);
            else if (signUp.AnsweredAt is null && signUp.AskedAt < now - AgainAfter)
                await _signUps.SendAsync(new SignUpMessage(1, correlation, signUp.SignUpId), cancellationToken);
            else
                continue;
            done++;
        }
        return done;
    }

    internal static Interest ToInterest(WantedInterest wanted, string subscriberId, string interestId) =>
        new(interestId, subscriberId, Wishes.NameOf(wanted), wanted.Query.Trim()) { Frequency = wanted.Frequency, LeadDays = wanted.LeadDays };

    private async Task<Reception> KeepAsync(string address, SignUpRequest? request, string language, string correlation, Instant now, CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        await store.AddAsync(new(id, address, request, language, now), cancellationToken);
        await _signUps.SendAsync(new SignUpMessage(1, correlation, id), cancellationToken);
        return Reception.Accepted;
    }

    /// <summary>Who is to be mailed; a stranger who wants to subscribe is kept as unconfirmed.</summary>
    private async Task<Subscriber?> ReaderAsync(SignUp signUp, EmailAddress address, CancellationToken cancellationToken)
    {
        var owner = await store.OwnerAsync(address, cancellationToken);
        var known = owner is null ? null : await subscribers.FindAsync(owner, cancellationToken);
        // Who called our mails spam is not mailed again, whoever types their address.
        if (known is { State: SubscriberState.Suppressed, Departure.Cause: DepartureCause.Complained })
            return null;
        if (known is not null && (known.Address.Length > 0 || signUp.Request is null))
            return known.Address.Length > 0 ? known : null;
        if (signUp.Request is not { } request)
            return null;
        owner ??= await store.ClaimAsync(address, $"s{signUp.SignUpId[..(2 * ShortId)]}", cancellationToken);
        var stranger = new Subscriber(owner, address.Text, request.Name.Trim(), request.Language, request.Zone, request.Cadence) { State = SubscriberState.Unconfirmed, StateSince = signUp.AskedAt };
        await subscribers.SaveAsync(stranger, [], cancellationToken);
        return stranger;
    }

    private async Task PromiseAsync(SignUp signUp, Subscriber reader, Instant now, CancellationToken cancellationToken)
    {
        var signer = await keys.SignerAsync(cancellationToken);
        var isKnown = reader.State is SubscriberState.Confirmed or SubscriberState.Paused;
        var path = signUp.Request is null ? signer.PathOf(reader, LinkPurpose.Preferences) : $"/confirm?token={signer.TokenOf(signUp.SignUpId)}";
        var notice = new Notice($"{reader.SubscriberId}-a{signUp.SignUpId[..ShortId]}", reader with { Language = signUp.Language }, signUp.Request, path, isKnown, signUp.AskedAt + SignUp.Kept, now);
        try
        {
            await _table.TransactAsync(reader.SubscriberId, await outbox.PromiseAsync(reader.SubscriberId, await write(notice, cancellationToken), [], now, cancellationToken, isAsked: true), cancellationToken);
        }
        catch (RowExistsException)
        {
            // Promised before a crash.
        }
    }

    private static Subscriber Confirmed(Subscriber known, SignUpRequest request, Instant now) => known with
    {
        Address = EmailAddress.Read(request.Address)!.Text,
        Name = request.Name.Trim(),
        Language = request.Language,
        Zone = request.Zone,
        Cadence = request.Cadence,
        LeadDays = request.LeadDays,
        OpeningLead = request.OpeningLead,
        Tells = request.Tells,
        Heartbeat = request.Heartbeat,
        State = SubscriberState.Confirmed,
        StateSince = now,
        PausedUntil = null,
        Departure = null,
    };

    [LoggerMessage(LogLevel.Information, "{Subscriber} confirmed a sign-up.")]
    private partial void LogConfirmed(string subscriber);
}
