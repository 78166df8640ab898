using System.Runtime.CompilerServices;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>
/// Walks over everything stored and says what breaks a rule. It only reads, and it may run beside the work: what is on its way
/// just then may be reported and be right the next time.
/// </summary>
public sealed class VerifyStorage(IReadOnlyList<StorageCheck> checks)
{
    /// <summary>With all checks there are.</summary>
    public static VerifyStorage Of(StorageAccount storage) => new(
    [
        new ChangeLogCheck(storage),
        new RosterCheck(storage),
        new TwinCheck(storage),
        new CheckSubscribers(storage, [new MatchCheck(storage), new ToldOnceCheck(), new QueuedMailCheck(), new LetterCheck(storage), new AgendaCheck(storage)]),
        new PoisonCheck(storage),
    ]);

    public async IAsyncEnumerable<Finding> RunAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            await foreach (var finding in check.RunAsync(now, cancellationToken))
                yield return finding;
        }
    }
}
