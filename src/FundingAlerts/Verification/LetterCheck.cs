using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Delivery;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Verification;

/// <summary>Every mail that waits has its letter. A letter that no mail knows was left by a lost race, and is only noticed.</summary>
public sealed class LetterCheck(StorageAccount storage) : SubscriberCheck
{
    private readonly IBlobs _letters = storage.Blobs("letters");

    // Of the names only a hash of 64 bits: a million letters are some 30 MB.
    private readonly HashSet<ulong> _known = [];

    public override async IAsyncEnumerable<Finding> RunAsync(SubscriberRows rows, Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var mail in rows.Outbox)
        {
            _known.Add(Hash(mail.Letter));
            if (mail.State == DeliveryState.Queued && await _letters.FindAsync(mail.Letter, cancellationToken) is null)
                yield return Finding.Fault("mail-without-letter", $"{rows.SubscriberId} {mail.DeliveryId}", $"The mail waits to be sent, but its letter '{mail.Letter}' is not there. Restore the container 'letters' from a backup.");
        }
    }

    public override async IAsyncEnumerable<Finding> EndAsync(Instant now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var name in _letters.ListAsync("", cancellationToken))
        {
            if (!_known.Contains(Hash(name)))
                yield return Finding.Notice("letter-without-mail", $"letters/{name}", "No mail has this letter: of two workers one was faster, or the mail is purged. Housekeeping will sweep it; nothing is to be done.");
        }
    }

    private static ulong Hash(string name) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
