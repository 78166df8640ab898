using FundingAlerts.Delivery;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Delivery;

public sealed class SendEmailTests : IDisposable
{
    private readonly DigestWorld _world = new();

    public void Dispose() => _world.Dispose();

    private EmailMessage Message => new(1, "t", "ann", "ann-2026-08-24");

    private Instant Now => _world.Clock.GetCurrentInstant();

    [Fact]
    public async Task Of_two_messages_that_are_worked_on_at_once_one_sends()
    {
        await PromiseAsync();
        var other = 1;
        var began = 0;
        _world.Mails.Before = _ =>
        {
            if (began++ == 0)
                other = _world.Get<SendEmail>().RunAsync(Message, Now, default).GetAwaiter().GetResult();
        };

        (await _world.Get<SendEmail>().RunAsync(Message, Now, default)).ShouldBe(1);

        other.ShouldBe(0);
        began.ShouldBe(1);
        (await _world.OutboxAsync("ann")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.State.ShouldBe(DeliveryState.Sent), m => m.SendingUntil.ShouldBeNull());
    }

    [Fact]
    public async Task A_transport_that_fails_gives_the_mail_back_at_once()
    {
        await PromiseAsync();
        _world.Mails.Before = _ => throw new IOException("The line is cut.");
        await Should.ThrowAsync<MailFaultException>(() => _world.Get<SendEmail>().RunAsync(Message, Now, default));
        _world.Mails.Before = _ => { };

        (await _world.Get<SendEmail>().RunAsync(Message, Now, default)).ShouldBe(1);
    }

    [Fact]
    public async Task The_claim_of_one_who_died_lapses()
    {
        await PromiseAsync();
        var (mail, etag) = (await _world.Get<Outbox>().FindAsync("ann", Message.DeliveryId, default))!.Value;
        await _world.Get<Outbox>().ClaimAsync(mail with { SendingUntil = Now + Duration.FromMinutes(4) }, etag, default);

        (await _world.Get<SendEmail>().RunAsync(Message, Now, default)).ShouldBe(0);
        _world.Clock.Advance(Duration.FromMinutes(5));
        (await _world.Get<SendEmail>().RunAsync(Message, Now, default)).ShouldBe(1);
    }

    // Promised, and nobody was asked to send it.
    private async Task PromiseAsync()
    {
        await _world.SubscribeAsync("ann");
        await _world.ReadAsync(DigestWorld.Call("a"));
        await _world.DrainAsync();
        await _world.Get<FundingAlerts.Digests.ComposeDigest>().RunAsync(new(1, "t", "ann", new(2026, 8, 24)), Now, default);
    }
}
