using System.Diagnostics.CodeAnalysis;
using FundingAlerts.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FundingAlerts.Local.Hosting;

/// <summary>A received message, hidden from others anew at each half of its visibility time-out until it is let go.</summary>
[SuppressMessage("Usage", "CA2213", Justification = "Neither holds anything of the system, and a late renewal must still find them.")]
internal sealed partial class HeldMessage : IAsyncDisposable
{
    private readonly IQueue _queue;
    private readonly Duration _visibility;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _letGo = new();
    private readonly Task _keeping;
    private QueueMessage? _message;

    public HeldMessage(IQueue queue, QueueMessage message, Duration visibility, TimeProvider time, ILogger log)
    {
        _queue = queue;
        _visibility = visibility;
        _log = log;
        _message = message;
        Message = message;
        _keeping = KeepAsync(new PeriodicTimer((visibility / 2).ToTimeSpan(), time));
    }

    /// <summary>As it was received.</summary>
    public QueueMessage Message { get; }

    /// <summary>It was received once more while it is held: the newer receipt counts.</summary>
    public Task RenewAsync(QueueMessage message) => InTurnAsync(() =>
    {
        _message = message;
        return Task.CompletedTask;
    });

    /// <summary>Its work is done.</summary>
    public async Task CompleteAsync()
    {
        await InTurnAsync(async () =>
        {
            if (_message is { } mine)
                await _queue.CompleteAsync(mine, CancellationToken.None);
        });
        await DisposeAsync();
    }

    /// <summary>Lets others have it after a while.</summary>
    public async Task ReleaseAsync(Duration after)
    {
        await InTurnAsync(async () =>
        {
            if (_message is { } mine)
                await _queue.ExtendAsync(mine, after, CancellationToken.None);
            _message = null;
        });
        await DisposeAsync();
    }

    /// <summary>Stops hiding it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _letGo.CancelAsync();
        await _keeping;
    }

    private async Task KeepAsync(PeriodicTimer timer)
    {
        using var ticks = timer;
        try
        {
            while (await ticks.WaitForNextTickAsync(_letGo.Token))
                await InTurnAsync(ExtendAsync);
        }
        catch (OperationCanceledException)
        {
            // It is let go.
        }
    }

    private async Task ExtendAsync()
    {
        if (_message is not { } mine || _letGo.IsCancellationRequested)
            return;
        try
        {
            _message = await _queue.ExtendAsync(mine, _visibility, CancellationToken.None);
            if (_message is null)
                LogLost(Message.MessageId);
        }
        catch (Exception fault)
        {
            // The other half is left for another try.
            LogNotHidden(fault, Message.MessageId);
        }
    }

    private async Task InTurnAsync(Func<Task> work)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Message {Message} was handed out to another while it was worked on; whatever both do is done once.")]
    private partial void LogLost(string message);

    [LoggerMessage(LogLevel.Warning, "Message {Message} could not be hidden for longer.")]
    private partial void LogNotHidden(Exception fault, string message);
}
