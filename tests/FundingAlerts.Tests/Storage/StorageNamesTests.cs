using FundingAlerts.Storage;

namespace FundingAlerts.Tests.Storage;

public sealed class StorageNamesTests
{
    private static readonly string Long = new('a', 63);

    public static TheoryData<string, bool, bool, bool> Names => new()
    {
        // name         table  queue  container
        { "abc",        true,  true,  true },
        { "Abc9",       true,  false, false },
        { "ab",         false, false, false },
        { "a-b",        false, true,  true },
        { "9lives",     false, true,  true },
        { "a--b",       false, false, false },
        { "-ab",        false, false, false },
        { "ab-",        false, false, false },
        { "abc\n",      false, false, false },
        { "../x",       false, false, false },
        { "tables",     false, true,  true },
        { "x-poison",   false, false, true },
        { Long[..56],   true,  true,  true },
        { Long[..57],   true,  false, true },
        { Long,         true,  false, true },
        { Long + "a",   false, false, false },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Names))]
    public void A_name_is_legal_or_refused_with_what_is_allowed(string name, bool table, bool queue, bool container)
    {
        Check(() => StorageNames.CheckTable(name), table);
        Check(() => StorageNames.CheckQueue(name), queue);
        Check(() => StorageNames.CheckContainer(name), container);

        void Check(Action check, bool legal)
        {
            if (legal)
                check();
            else
                Should.Throw<StorageLimitException>(check).Message.ShouldContain($"called '{name}'; use ");
        }
    }
}
