using System.Collections.Concurrent;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Storage;
using FundingAlerts.Work;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace FundingAlerts.Tests.Hosting;

public sealed class QueueWorkerTests : IDisposable
{
    private static readonly Duration Visibility = Duration.FromMinutes(10);
    private readonly SqliteFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StorageAccount _account;
    private readonly NotedQueue _queue;
    private readonly ConcurrentQueue<string> _begun = new();
    private readonly ConcurrentQueue<string> _done = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ending = new();
    private Func<string, CancellationToken, Task> _work = (_, _) => Task.CompletedTask;
    private Task _running = Task.CompletedTask;

    public QueueWorkerTests()
    {
        _account = _folder.Account();
        _queue = new(_account.Queue("emails"));
    }

    public void Dispose()
    {
        _ending.Cancel();
        _stopping.Cancel();
        _running.Wait(TimeSpan.FromMinutes(1));
        _ending.Dispose();
        _stopping.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task So_many_are_worked_on_at_once_and_no_more()
    {
        var gate = new TaskCompletionSource();
        _work = (_, _) => gate.Task;
        await SendAsync("a", "b", "c", "d", "e");
        Start(atOnce: 3);
        await UntilAsync(() => _begun.Count == 3);
        await UntilAsync(() => _begun.Count != 3, turns: 200); // it does not become four
        _begun.Count.ShouldBe(3);
        gate.SetResult();
        await UntilAsync(() => _done.Count == 5);
        await UntilIdleAsync();
        (await _queue.DepthAsync(default)).ShouldBe(new(0, 0));
    }

    [Fact]
    public async Task What_takes_longer_than_half_its_time_is_hidden_for_longer()
    {
        var gate = new TaskCompletionSource();
        _work = (_, _) => gate.Task;
        await SendAsync("slow");
        Start();
        await UntilAsync(() => _begun.Count == 1);
        for (var half = 1; half <= 6; half++)
        {
            Advance(Visibility / 2);
            await UntilAsync(() => _queue.Extensions.Count == half);
            (await _queue.ReceiveAsync(1, Visibility, default)).ShouldBeEmpty();
        }
        gate.SetResult();
        await UntilAsync(() => _done.Count == 1);
        await UntilIdleAsync();
        (await _queue.DepthAsync(default)).ShouldBe(new(0, 0));
        _begun.ShouldBe(["slow"]);
    }

    [Fact]
    public async Task A_message_that_fails_is_poison_after_five_tries_and_blocks_nobody()
    {
        _work = (body, _) => body == "bad" ? Task.FromException(new IOException("bob@example.org")) : Task.CompletedTask;
        await SendAsync("bad", "good", "good");
        var worker = Start(atOnce: 1);
        await UntilAsync(() => _done.Count == 2);
        for (var @try = 2; @try <= IQueue.MaxDequeues; @try++)
        {
            await UntilIdleAsync(worker);
            _begun.Count(b => b == "bad").ShouldBe(@try - 1);
            Advance(Duration.FromMinutes(31));
            worker.Wake();
            await UntilAsync(() => _begun.Count(b => b == "bad") == @try);
        }
        await UntilIdleAsync(worker);
        Advance(Duration.FromMinutes(31));
        await SendAsync("good");
        worker.Wake();
        await UntilAsync(() => _done.Count == 3);
        await UntilIdleAsync(worker);
        (await _queue.DepthAsync(default)).ShouldBe(new(0, 1));
        var runs = await new RunLedger(_account).RecentAsync(WorkNames.SendEmail, 20, _folder.Clock.GetCurrentInstant(), default);
        runs.Sum(r => r.Counts["messages"]).ShouldBe(8);
        runs.Sum(r => r.Counts["failures"]).ShouldBe(5);
        runs.ShouldContain(r => r.Outcome == WorkOutcome.Failed && r.Problem == "1 of 1 failed: IOException.");
    }

    [Fact]
    public async Task A_stop_takes_no_more_finishes_what_is_under_way_and_hands_the_rest_back()
    {
        var gate = new TaskCompletionSource();
        _work = (_, _) => gate.Task;
        await SendAsync("a", "b", "c");
        Start(atOnce: 1);
        await UntilAsync(() => _begun.Count == 1);
        await _stopping.CancelAsync();
        await UntilAsync(() => _queue.Extensions.Count == 2);
        _running.IsCompleted.ShouldBeFalse();
        gate.SetResult();
        await _running;
        _done.ShouldBe(["a"]);
        (await _queue.ReceiveAsync(5, Visibility, default)).Select(m => m.Body).ShouldBe(["b", "c"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_is_under_way_when_the_time_is_over_is_cut_off_and_handed_back()
    {
        _work = (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, _time, token);
        await SendAsync("a");
        Start();
        await UntilAsync(() => _begun.Count == 1);
        await _stopping.CancelAsync();
        await _ending.CancelAsync();
        await _running;
        (await _queue.ReceiveAsync(5, Visibility, default)).Select(m => m.Body).ShouldBe(["a"]);
    }

    [Fact]
    public async Task An_empty_queue_is_asked_ever_less_often_and_a_ring_wakes_at_once()
    {
        var asked = 0;
        _queue.BeforeReceive = () => Interlocked.Increment(ref asked);
        var worker = Start();
        for (var second = 0; second < 3_600; second++)
        {
            Advance(Duration.FromSeconds(1));
            await Task.Yield();
        }
        await UntilIdleAsync(worker);
        asked.ShouldBeLessThan(3_600 / 10 + 10);
        await SendAsync("a");
        worker.Wake();
        await UntilAsync(() => _done.Count == 1);
    }

    [Fact]
    public async Task Storage_that_is_down_for_a_while_is_asked_again()
    {
        var down = true;
        _queue.BeforeReceive = () =>
        {
            if (Volatile.Read(ref down))
                throw new StorageBrokenException("Down.");
        };
        await SendAsync("a");
        var worker = Start();
        for (var i = 0; i < 20; i++)
        {
            Advance(Duration.FromSeconds(10));
            await Task.Yield();
        }
        Volatile.Write(ref down, false);
        worker.Wake();
        await UntilAsync(() => _done.Count == 1, worker);
    }

    private QueueWorker Start(int atOnce = 4)
    {
        var book = new RunBook(new RunLedger(_account), _folder.Clock, NullLogger<RunBook>.Instance);
        var work = new QueueWork(WorkNames.SendEmail, "emails", Visibility, async (message, _, token) =>
        {
            _begun.Enqueue(message.Body);
            await _work(message.Body, token);
            _done.Enqueue(message.Body);
        });
        var worker = new QueueWorker(work, _queue, atOnce, new(_time, NullLogger<MessageHandling>.Instance), book, _time, NullLogger<QueueWorker>.Instance);
        _worker = worker;
        _running = worker.RunAsync(_stopping.Token, _ending.Token);
        return worker;
    }

    private QueueWorker? _worker;

    private void Advance(Duration duration)
    {
        _folder.Clock.Advance(duration);
        _time.Advance(duration.ToTimeSpan());
    }

    private async Task SendAsync(params string[] bodies)
    {
        foreach (var body in bodies)
            await _queue.SendAsync(body, Duration.Zero, default);
    }

    private Task UntilIdleAsync(QueueWorker? worker = null) =>
        (worker ?? _worker!).UntilIdleAsync(default).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    /// <param name="worker">Woken meanwhile.</param>
    private static async Task UntilAsync(Func<bool> holds, QueueWorker? worker = null, int turns = int.MaxValue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var turn = 0; turn < turns && !holds(); turn++)
        {
            patience.Token.ThrowIfCancellationRequested();
            worker?.Wake();
            await Task.Yield();
        }
    }
}
