using System.Diagnostics;
using FundingAlerts.Delivery;
using FundingAlerts.TestWorld;

namespace FundingAlerts.KillTarget;

/// <summary>Kills this process (SIGKILL: nothing is closed, flushed or told) just before its n-th write; 0: never.</summary>
internal sealed class Fuse(int at) : StorageTap
{
    private int _writes;

    public int Writes => _writes;

    public IMailer Over(IMailer mailer) => new FusedMailer(mailer, this);

    protected override Task<T> RunAsync<T>(StorageOperation operation, Func<Task<T>> work)
    {
        if (operation.IsWrite)
            Burn();
        return work();
    }

    private void Burn()
    {
        if (Interlocked.Increment(ref _writes) != at)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }

    private sealed class FusedMailer(IMailer mailer, Fuse fuse) : IMailer
    {
        public int MostAtOnce => mailer.MostAtOnce;

        public Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
        {
            fuse.Burn();
            return mailer.SendAsync(letters, cancellationToken);
        }
    }
}
