using FundingAlerts.TestWorld;

namespace FundingAlerts.Tests.Digests;

/// <summary>Kills the "process" at a chosen step: nothing works from there until the next start.</summary>
internal sealed class Crash : StorageTap, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private int _step;

    /// <summary>The step that fails, from 1; null: none.</summary>
    public int? At { get; init; }

    /// <summary>Whether that step is done before the crash.</summary>
    public bool After { get; init; }

    public int Steps => _step;

    public bool Happened { get; private set; }

    /// <summary>Before which write <see cref="Meanwhile"/> happens, from 1.</summary>
    public int Before { get; init; } = 1;

    /// <summary>What another worker does just before that write, once.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public CancellationToken Stopped => _stopped.Token;

    public async Task<T> Step<T>(Func<Task<T>> work)
    {
        if (Happened)
            throw new InvalidOperationException("Dead.");
        if (Meanwhile is { } meanwhile && _step + 1 >= Before)
        {
            Meanwhile = null;
            await meanwhile();
        }
        var isLast = ++_step == At;
        if (!isLast)
            return await work();
        if (After)
            await work();
        Happened = true;
        await _stopped.CancelAsync();
        throw new InvalidOperationException($"Planned crash at step {_step}.");
    }

    public Task Step(Func<Task> work) => Step(async () =>
    {
        await work();
        return 0;
    });

    public void Dispose() => _stopped.Dispose();

    protected override Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work) => operation.IsWrite ? Step(work) : work();
}
