using System.Runtime.CompilerServices;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>Sign-ups in 16 partitions, and which subscriber an address belongs to, by the hash of the address.</summary>
public sealed class SignUpStore(StorageAccount storage)
{
    internal const string TableName = "signups";
    internal const string AddressTable = "addresses";
    private const int IdLength = 32;
    private const string SubscriberKey = "subscriber";
    private readonly ITable _signUps = storage.Table(TableName);
    private readonly ITable _addresses = storage.Table(AddressTable);

    public Task AddAsync(SignUp signUp, CancellationToken cancellationToken) => _signUps.InsertAsync(ToRow(signUp), cancellationToken);

    public async Task<(SignUp SignUp, string ETag)?> FindAsync(string signUpId, CancellationToken cancellationToken) =>
        signUpId.Length == IdLength && signUpId.All(char.IsAsciiHexDigitLower) && await _signUps.FindAsync(PartitionOf(signUpId), signUpId, cancellationToken) is { } row
            ? (Documents.Read<SignUp>(row), row.ETag!)
            : null;

    /// <exception cref="RowChangedException">Somebody else changed it.</exception>
    public Task<string> UpdateAsync(SignUp signUp, string etag, CancellationToken cancellationToken) => _signUps.UpdateAsync(ToRow(signUp), etag, cancellationToken);

    /// <summary>All that are not forgotten yet: those of a week.</summary>
    public async IAsyncEnumerable<SignUp> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var digit in "0123456789abcdef")
        {
            await foreach (var row in _signUps.AllAsync(new(digit.ToString()), cancellationToken))
                yield return Documents.Read<SignUp>(row);
        }
    }

    public Task ForgetAsync(string signUpId, CancellationToken cancellationToken) =>
        _signUps.DeleteAsync(PartitionOf(signUpId), signUpId, etag: null, cancellationToken);

    /// <summary>Whom an address belongs to; null for one that we do not know.</summary>
    public async Task<string?> OwnerAsync(EmailAddress address, CancellationToken cancellationToken) =>
        await _addresses.FindAsync(address.Hash, SubscriberKey, cancellationToken) is { } row ? Documents.Read<Owner>(row).SubscriberId : null;

    /// <summary>Notes whom an address belongs to.</summary>
    /// <returns>Whom it belongs to: the proposed, or somebody whom it belonged to already.</returns>
    public async Task<string> ClaimAsync(EmailAddress address, string proposed, CancellationToken cancellationToken)
    {
        try
        {
            await _addresses.InsertAsync(Documents.ToRow(address.Hash, SubscriberKey, new Owner(proposed)), cancellationToken);
            return proposed;
        }
        catch (RowExistsException)
        {
            return await OwnerAsync(address, cancellationToken) ?? proposed;
        }
    }

    public Task ReleaseAsync(EmailAddress address, CancellationToken cancellationToken) =>
        _addresses.DeleteAsync(address.Hash, SubscriberKey, etag: null, cancellationToken);

    private static Row ToRow(SignUp signUp) => Documents.ToRow(PartitionOf(signUp.SignUpId), signUp.SignUpId, signUp);

    private static string PartitionOf(string signUpId) => signUpId[..1];

    private sealed record Owner(string SubscriberId);
}
