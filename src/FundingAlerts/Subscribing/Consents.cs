using FundingAlerts.Interests;
using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Subscribing;

/// <summary>That somebody agreed to be mailed.</summary>
/// <param name="SignUpId">By which sign-up.</param>
/// <param name="Text">The words that they agreed to.</param>
/// <param name="Route">Where: "site", "api".</param>
public sealed record Consent(string SubscriberId, string SignUpId, Instant At, string Text, string Route);

/// <summary>Who agreed to what and when, in the subscribers' partitions.</summary>
public sealed class Consents(StorageAccount storage)
{
    internal const string ConsentRow = "consent";
    private readonly ITable _table = storage.Table(SubscriberStore.TableName);

    /// <summary>Once for each sign-up; the first time counts.</summary>
    public async Task AddAsync(Consent consent, CancellationToken cancellationToken)
    {
        try
        {
            await _table.InsertAsync(Documents.ToRow(consent.SubscriberId, Keys.Join(ConsentRow, consent.SignUpId), consent), cancellationToken);
        }
        catch (RowExistsException)
        {
            // Kept before a crash.
        }
    }

    public async Task<IReadOnlyList<Consent>> OfAsync(string subscriberId, CancellationToken cancellationToken)
    {
        var consents = new List<Consent>();
        await foreach (var row in _table.AllAsync(RowRange.StartingWith(subscriberId, Keys.Prefix(ConsentRow)), cancellationToken))
            consents.Add(Documents.Read<Consent>(row));
        return consents;
    }
}
