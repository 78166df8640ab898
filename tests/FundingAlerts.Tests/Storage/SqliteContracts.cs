using FundingAlerts.Storage;
using NodaTime;

namespace FundingAlerts.Tests.Storage;

public sealed class SqliteTable_keeps_the_contract : TableContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<ITable> FreshAsync() => Task.FromResult(folder.Account().Table("Things"));

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteTable_keeps_the_query_contract : TableQueryContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<ITable> FreshAsync() => Task.FromResult(folder.Account().Table("Things"));

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteTable_keeps_the_scan_contract : TableScanContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<(ITable Table, ITable Other)> FreshAsync() => Task.FromResult((folder.Account().Table("Things"), folder.Account().Table("Others")));

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteTable_keeps_the_transaction_contract : TableTransactionContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<ITable> FreshAsync() => Task.FromResult(folder.Account().Table("Things"));

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteTable_keeps_the_limits_contract : TableLimitsContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<ITable> FreshAsync() => Task.FromResult(folder.Account().Table("Things"));

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteQueue_keeps_the_contract : QueueContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<IQueue> FreshAsync() => Task.FromResult(folder.Account().Queue("things"));

    protected override Task PassAsync(Duration time)
    {
        folder.Clock.Advance(time);
        return Task.CompletedTask;
    }

    public void Dispose() => folder.Dispose();
}

public sealed class SqliteQueue_keeps_the_poison_contract : QueuePoisonContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<IQueue> FreshAsync() => Task.FromResult(folder.Account().Queue("things"));

    public void Dispose() => folder.Dispose();
}

public sealed class FileBlobs_keep_the_contract : BlobsContract, IDisposable
{
    private readonly SqliteFolder folder = new();

    protected override Task<IBlobs> FreshAsync() => Task.FromResult(folder.Account().Blobs("things"));

    public void Dispose() => folder.Dispose();
}
