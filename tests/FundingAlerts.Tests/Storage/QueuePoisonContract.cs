using FundingAlerts.Storage;
using NodaTime;
using static FundingAlerts.Tests.Storage.Rows;

namespace FundingAlerts.Tests.Storage;

/// <summary>What becomes of messages that nobody can handle, on every backend.</summary>
public abstract class QueuePoisonContract
{
    private static readonly Duration Now = Duration.Zero;
    private static readonly Duration Minute = Duration.FromMinutes(1);

    /// <summary>An empty queue of this test alone.</summary>
    protected abstract Task<IQueue> FreshAsync();

    [Fact]
    public async Task A_message_received_five_times_is_poison_at_the_next_receive_and_blocks_nobody()
    {
        var queue = await FreshAsync();
        await PoisonAsync(queue, "bad");
        await queue.SendAsync("good", Now, Token);
        (await queue.ReceiveOneAsync(Minute)).Body.ShouldBe("good");
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 1));
        (await queue.PeekAsync(32, true, Token)).ShouldHaveSingleItem().Body.ShouldBe("bad");
    }

    [Fact]
    public async Task A_message_in_its_fifth_receive_can_still_be_completed()
    {
        var queue = await FreshAsync();
        await queue.SendAsync("a", Now, Token);
        for (var i = 1; i < IQueue.MaxDequeues; i++)
            await queue.ExtendAsync(await queue.ReceiveOneAsync(Minute), Now, Token);
        var last = await queue.ReceiveOneAsync(Minute);
        last.Dequeues.ShouldBe(5);
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        await queue.CompleteAsync(last, Token);
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task The_last_receiver_of_a_poisoned_message_has_lost_it()
    {
        var queue = await FreshAsync();
        var last = await PoisonAsync(queue, "bad");
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        (await queue.ExtendAsync(last, Minute, Token)).ShouldBeNull();
        await queue.CompleteAsync(last, Token);
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 1));

        await queue.ReplayAsync(null, Token);
        await queue.CompleteAsync(last, Token);
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 0));
    }

    [Fact]
    public async Task Replay_tries_all_poisoned_messages_again_from_the_start()
    {
        var queue = await FreshAsync();
        await PoisonAsync(queue, "bad");
        await PoisonAsync(queue, "worse");
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 2));

        (await queue.ReplayAsync(null, Token)).ShouldBe(2);
        (await queue.DepthAsync(Token)).ShouldBe(new(2, 0));
        var again = await queue.ReceiveAsync(32, Minute, Token);
        again.Select(m => (m.Body, m.Dequeues)).Order().ShouldBe([("bad", 1), ("worse", 1)]);
        (await queue.ReplayAsync(null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task One_poisoned_message_is_tried_again_and_the_others_stay()
    {
        var queue = await FreshAsync();
        var poisoned = await PoisonedAsync(queue, "a", "b", "c");
        (await queue.ReplayAsync(poisoned["b"], Token)).ShouldBe(1);
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 2));
        (await queue.ReceiveAsync(32, Minute, Token)).Select(m => (m.Body, m.Dequeues)).ShouldBe([("b", 1)]);
        (await queue.PeekAsync(32, true, Token)).Select(m => m.Body).Order().ShouldBe(["a", "c"]);
        (await queue.ReplayAsync(poisoned["b"], Token)).ShouldBe(0);
        (await queue.ReplayAsync("nobody's", Token)).ShouldBe(0);
        (await queue.PeekAsync(32, true, Token)).Select(m => m.Body).Order().ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task One_poisoned_message_is_dropped_or_all_and_others_are_not_touched()
    {
        var queue = await FreshAsync();
        var poisoned = await PoisonedAsync(queue, "a", "b", "c");
        await queue.SendAsync("good", Now, Token);
        (await queue.DropAsync(poisoned["c"], Token)).ShouldBe(1);
        (await queue.DropAsync(poisoned["c"], Token)).ShouldBe(0);
        (await queue.PeekAsync(32, true, Token)).Select(m => m.Body).Order().ShouldBe(["a", "b"]);
        var good = (await queue.PeekAsync(32, false, Token)).ShouldHaveSingleItem();
        (await queue.DropAsync(good.MessageId, Token)).ShouldBe(0);
        (await queue.DropAsync(null, Token)).ShouldBe(2);
        (await queue.DepthAsync(Token)).ShouldBe(new(1, 0));
        (await queue.DropAsync(null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task One_message_is_found_among_more_than_are_received_at_once()
    {
        var queue = await FreshAsync();
        var poisoned = await PoisonedAsync(queue, [.. Enumerable.Range(0, 40).Select(i => $"m{i:D2}")]);
        (await queue.DropAsync("nobody's", Token)).ShouldBe(0);
        (await queue.DropAsync(poisoned.Values.Last(), Token)).ShouldBe(1);
        (await queue.DepthAsync(Token)).ShouldBe(new(0, 39));
        (await queue.ReplayAsync(null, Token)).ShouldBe(39);
    }

    // Ids by what they say, of at most 32: on Azure others than before they were set aside.
    private static async Task<Dictionary<string, string>> PoisonedAsync(IQueue queue, params string[] bodies)
    {
        foreach (var body in bodies)
            await queue.SendAsync(body, Now, Token);
        for (var i = 0; i < IQueue.MaxDequeues * bodies.Length;)
        {
            foreach (var message in await queue.ReceiveAsync(32, Minute, Token))
            {
                await queue.ExtendAsync(message, Now, Token);
                i++;
            }
        }
        (await queue.ReceiveAsync(32, Minute, Token)).ShouldBeEmpty();

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in await queue.PeekAsync(32, true, Token))
            ids[message.Body] = message.MessageId;
        return ids;
    }

    // Received as often as it may be and handed back each time; the next receive sets it aside.
    private static async Task<QueueMessage> PoisonAsync(IQueue queue, string body)
    {
        await queue.SendAsync(body, Now, Token);
        QueueMessage? message = null;
        for (var i = 1; i <= IQueue.MaxDequeues; i++)
        {
            message = await queue.ReceiveOneAsync(Minute);
            (message.Body, message.Dequeues).ShouldBe((body, i));
            message = await queue.ExtendAsync(message, Now, Token);
        }

        return message!;
    }
}
