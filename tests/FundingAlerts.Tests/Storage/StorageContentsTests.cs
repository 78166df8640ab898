using System.Reflection;
using FundingAlerts.Local.Hosting;
using FundingAlerts.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FundingAlerts.Tests.Storage;

/// <summary>A name that is missing in <see cref="StorageContents"/> would be missing in every backup.</summary>
public sealed class StorageContentsTests : IDisposable
{
    private readonly SqliteFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_name_that_is_opened_is_in_the_list()
    {
        var opened = new Opened(folder.Account());
        OpenStores(opened.Account);
        await OpenServicesAsync(opened.Account);
        opened.Tables.ShouldBeSubsetOf([.. StorageContents.Tables, StorageContents.BackupTable]);
        opened.Queues.ShouldBeSubsetOf(StorageContents.Queues);
        opened.Containers.ShouldBeSubsetOf([.. StorageContents.Containers, .. StorageContents.Derived]);

        // What this test would not see, it could not miss.
        opened.Tables.Count.ShouldBeGreaterThanOrEqualTo(7);
        opened.Queues.Count.ShouldBeGreaterThanOrEqualTo(4);
        opened.Containers.Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public void Names_are_listed_once_each_and_may_be_called_so()
    {
        foreach (var names in new[] { StorageContents.Tables, StorageContents.Queues, StorageContents.Containers })
            names.ShouldBeUnique();
        StorageContents.Tables.Append(StorageContents.BackupTable).ToList().ForEach(StorageNames.CheckTable);
        StorageContents.Queues.ToList().ForEach(StorageNames.CheckQueue);
        StorageContents.Containers.Concat(StorageContents.Derived).ToList().ForEach(StorageNames.CheckContainer);
        StorageContents.Tables.ShouldNotContain(StorageContents.BackupTable);
    }

    // All that need nothing but storage, registered or not.
    private static void OpenStores(StorageAccount account)
    {
        var stores = typeof(ITable).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false })
            .SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(constructor => constructor.GetParameters() is [{ ParameterType: var only }] && only == typeof(StorageAccount))
            .ToList();
        stores.Count.ShouldBeGreaterThan(5);
        stores.ForEach(constructor => constructor.Invoke([account]));
    }

    private async Task OpenServicesAsync(StorageAccount account)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalFundingAlerts(LocalPlaces.In(folder.Path), account, folder.Clock);
        await using var provider = services.BuildServiceProvider();
        foreach (var type in services.Select(service => service.ServiceType).Where(type => !type.ContainsGenericParameters && type.Namespace?.StartsWith("FundingAlerts", StringComparison.Ordinal) == true).Distinct())
            provider.GetService(type);
        await provider.GetRequiredService<QueueDrain>().DrainAsync(progress: null, handBack: false, Rows.Token);
    }

    private sealed class Opened(StorageAccount inner)
    {
        public HashSet<string> Tables { get; } = [];

        public HashSet<string> Queues { get; } = [];

        public HashSet<string> Containers { get; } = [];

        public StorageAccount Account => new(
            name => Note(Tables, name, inner.Table),
            name => Note(Queues, name, inner.Queue),
            name => Note(Containers, name, inner.Blobs));

        private static T Note<T>(HashSet<string> names, string name, Func<string, T> open)
        {
            names.Add(name);
            return open(name);
        }
    }
}
