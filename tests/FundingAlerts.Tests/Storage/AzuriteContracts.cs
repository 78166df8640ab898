using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Storage;

public sealed class AzureTable_keeps_the_contract(Azurite azurite) : TableContract
{
    protected override Task<ITable> FreshAsync() => Fresh.TableAsync(azurite);
}

public sealed class AzureTable_keeps_the_query_contract(Azurite azurite) : TableQueryContract
{
    // Azurite ends a page by its rows alone, Azure at 4 MiB as well.
    protected override bool EndsPagesBySize => false;

    protected override Task<ITable> FreshAsync() => Fresh.TableAsync(azurite);
}

public sealed class AzureTable_keeps_the_scan_contract(Azurite azurite) : TableScanContract
{
    protected override async Task<(ITable Table, ITable Other)> FreshAsync() => (await Fresh.TableAsync(azurite), await Fresh.TableAsync(azurite));
}

public sealed class AzureTable_keeps_the_transaction_contract(Azurite azurite) : TableTransactionContract
{
    protected override Task<ITable> FreshAsync() => Fresh.TableAsync(azurite);
}

public sealed class AzureTable_keeps_the_limits_contract(Azurite azurite) : TableLimitsContract
{
    protected override Task<ITable> FreshAsync() => Fresh.TableAsync(azurite);
}

public sealed class AzureQueue_keeps_the_contract(Azurite azurite) : QueueContract
{
    // Azurite's clock is the real one.
    private static readonly Duration Slack = Duration.FromMilliseconds(300);

    protected override Duration Moment => Duration.FromSeconds(2);

    protected override Task<IQueue> FreshAsync() => Fresh.QueueAsync(azurite);

    protected override Task PassAsync(Duration time) => Task.Delay((time + Slack).ToTimeSpan(), TimeProvider.System, Rows.Token);
}

public sealed class AzureQueue_keeps_the_poison_contract(Azurite azurite) : QueuePoisonContract
{
    protected override Task<IQueue> FreshAsync() => Fresh.QueueAsync(azurite);
}

public sealed class AzureBlobs_keep_the_contract(Azurite azurite) : BlobsContract
{
    protected override async Task<IBlobs> FreshAsync() => (await azurite.AccountAsync()).Blobs(Fresh.Name());
}

/// <summary>Names that no other test has.</summary>
internal static class Fresh
{
    public static string Name() => "t" + Guid.NewGuid().ToString("N");

    public static async Task<ITable> TableAsync(Azurite azurite) => (await azurite.AccountAsync()).Table(Name());

    public static async Task<IQueue> QueueAsync(Azurite azurite) => (await azurite.AccountAsync()).Queue(Name());
}
