using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What a queue does on every backend. Times are whole seconds and short, for backends whose clock is real.</summary>
public abstract class QueueContract
{
    private static readonly Duration Now = Duration.Zero;
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>An empty queue of this test alone.</summary>
    protected abstract Task<IQueue> FreshAsync();

    /// <summary>A time-out that does not pass by itself within a few calls, in whole seconds.</summary>
    protected virtual Duration Moment => Duration.FromSeconds(1);

    /// <summary>Lets so much time pass on the queue's clock.</summary>
    protected abstract Task PassAsync(Duration time);

    [Theory]
    [InlineData("")]
    [InlineData("{\"change\":\"ukri:神经 🧠\"}")]
    [InlineData("<a>&amp;\r\n\tplain")]
    public async Task A_message_arrives_as_it_was_sent(string body)
    {
        var queue = await FreshAsync();
        await queue.SendAsync(body, Now, Token);
        var message = await queue.ReceiveOneAsync(Minute);
        (message.Body, message.Dequeues).ShouldBe((body, 1));
        message.Receipt.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing()
    {
        var queue = await FreshAsync();
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task A_received_message_hides_and_a_completed_one_is_gone()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        var message = await queue.ReceiveOneAsync(Moment);
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 0));
        await queue.CompleteAsync(message, Token);
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 0));
        await PassAsync(Moment + Moment);
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_is_not_completed_comes_back_with_another_receipt()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        var first = await queue.ReceiveOneAsync(Moment);
        await PassAsync(Moment);
        var second = await queue.ReceiveOneAsync(Minute);
        (second.MessageId, second.Body, second.Dequeues).ShouldBe((first.MessageId, "a", 2));
        second.Receipt.ShouldNotBe(first.Receipt);
    }

    [Fact]
    public async Task A_message_lost_to_another_receiver_is_neither_completed_nor_extended()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        var lost = await queue.ReceiveOneAsync(Moment);
        await PassAsync(Moment);
        var held = await queue.ReceiveOneAsync(Minute);
        await queue.CompleteAsync(lost, Token);
        (await queue.ExtendAsync(lost, Minute, Token)).ShouldBeNull();
        (await queue.DepthAsync(Token)).Waiting.ShouldBe(1);
        await queue.CompleteAsync(held, Token);
        (await queue.DepthAsync(Token)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_completed_message_cannot_be_extended_and_completing_twice_is_no_error()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        var message = await queue.ReceiveOneAsync(Minute);
        await queue.CompleteAsync(message, Token);
        await queue.CompleteAsync(message, Token);
        (await queue.ExtendAsync(message, Minute, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_extended_message_hides_for_longer_and_has_a_new_receipt()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        var message = await queue.ReceiveOneAsync(Moment);
        var extended = (await queue.ExtendAsync(message, Minute, Token)).ShouldNotBeNull();
        extended.Receipt.ShouldNotBe(message.Receipt);
        (extended.MessageId, extended.Body, extended.Dequeues).ShouldBe((message.MessageId, "a", 1));
        await PassAsync(Moment + Moment);
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        await queue.CompleteAsync(message, Token);
        (await queue.DepthAsync(Token)).Waiting.ShouldBe(1);
        await queue.CompleteAsync(extended, Token);
        (await queue.DepthAsync(Token)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_message_extended_by_nothing_is_handed_back_at_once()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        await queue.ExtendAsync(await queue.ReceiveOneAsync(Minute), Now, Token);
        (await queue.ReceiveOneAsync(Minute)).Dequeues.ShouldBe(2);
    }

    [Fact]
    public async Task A_delayed_message_waits_its_time()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("later", Moment + Moment, Token);
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        (await queue.PeekAsync(32, false, Token)).ShouldBeEmpty();
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 0));
        await PassAsync(Moment + Moment);
        (await queue.ReceiveOneAsync(Minute)).Body.ShouldBe("later");
    }

    [Fact]
    public async Task Many_messages_are_received_once_each_by_many_receivers()
    {
        var queue = await FreshAsync();
        var sent = Enumerable.Range(0, 60).Select(i => $"m{i:D2}").ToList();
        await Task.WhenAll(sent.Select(body => queue.SendAsync(body, Now, Token)));
        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => queue.ReceiveAsync(10, Minute, Token)));
        batches.ShouldAllBe(b => b.Count <= 10);
        batches.SelectMany(b => b).Select(m => m.Body).Order(StringComparer.Ordinal).ShouldBe(sent);
    }

    [Fact]
    public async Task A_look_hides_nothing_and_cannot_complete()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        await queue.SendAsync("b", Now, Token);
        (await queue.PeekAsync(1, false, Token)).Count.ShouldBe(1);
        var seen = await queue.PeekAsync(32, false, Token);
        seen.Select(m => (m.Body, m.Dequeues)).Order().ShouldBe([("a", 0), ("b", 0)]);
        foreach (var message in seen)
            await queue.CompleteAsync(message, Token);
        (await queue.PeekAsync(32, true, Token)).ShouldBeEmpty();
        (await queue.ReceiveAsync(32, Minute, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_has_up_to_48_KiB_in_utf8()
    {
        var queue = await FreshAsync();
        var most = new string('é', 24 * 1024);
        await queue.SendAsync(most, Now, Token);
        (await queue.ReceiveOneAsync(Minute)).Body.ShouldBe(most);
        (await Should.ThrowAsync<StorageLimitException>(() => queue.SendAsync(most + "x", Now, Token))).Message.ShouldContain("49,153 bytes in UTF-8, 49,152 are allowed");
        await Should.ThrowAsync<StorageLimitException>(() => queue.SendAsync("half \uD83E", Now, Token));
    }

    [Fact]
    public async Task Counts_and_times_have_bounds()
    {
        var queue = await FreshAsync();
        var week = Duration.FromDays(7);
        await queue.SendAsync("a", week, Token);
        (await queue.ReceiveAsync(32, week, Token)).ShouldBeEmpty();
        Func<Task>[] beyond =
        [
            () => queue.SendAsync("a", week + Second, Token),
            () => queue.SendAsync("a", -Second, Token),
            () => queue.ReceiveAsync(0, Minute, Token),
            () => queue.ReceiveAsync(33, Minute, Token),
            () => queue.ReceiveAsync(1, Now, Token),
            () => queue.ReceiveAsync(1, week + Second, Token),
            () => queue.PeekAsync(33, false, Token),
            () => queue.ExtendAsync(new("1", "r", "", 1), -Second, Token),
        ];
        foreach (var attempt in beyond)
            await Should.ThrowAsync<StorageLimitException>(attempt);
    }
}
