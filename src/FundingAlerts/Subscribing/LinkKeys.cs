using System.Security.Cryptography;
using FundingAlerts.Storage;

namespace FundingAlerts.Subscribing;

/// <summary>The key of this installation's links, made once and kept with all that is stored: links of a restored backup go on working.</summary>
public sealed class LinkKeys(StorageAccount storage)
{
    public const string Container = "keys";
    private const string Name = "links";
    private const int KeyBytes = 32;
    private readonly IBlobs _keys = storage.Blobs(Container);
    private LinkSigner? _signer;

    public async Task<LinkSigner> SignerAsync(CancellationToken cancellationToken)
    {
        if (_signer is { } known)
            return known;
        if (await _keys.FindAsync(Name, cancellationToken) is null)
        {
            try
            {
                await _keys.PutAsync(Name, RandomNumberGenerator.GetBytes(KeyBytes), BlobCondition.IfAbsent, cancellationToken);
            }
            catch (BlobChangedException)
            {
                // Another instance was faster; its key counts.
            }
        }
        var key = (await _keys.FindAsync(Name, cancellationToken))!.Content.ToArray();
        return _signer = new(key);
    }
}
