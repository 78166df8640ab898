using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Extensions;
using ArchUnitNET.Loader;
using FundingAlerts.Storage;

namespace FundingAlerts.Tests.Architecture;

public sealed class ArchitectureTests
{
    private const string Core = "FundingAlerts";
    private const string Planted = "FundingAlerts.Tests.Architecture.Planted";
    private const string Hosts = @"Microsoft\.AspNetCore|Azure|Microsoft\.Azure|Microsoft\.Data\.Sqlite|MimeKit|MailKit|SendGrid|Spectre|System\.CommandLine|FundingAlerts\.Azure|FundingAlerts\.Mail";
    private const string Machine = @"Azure|Microsoft\.Azure|Microsoft\.Data\.Sqlite|MimeKit|MailKit|SendGrid|Spectre|System\.CommandLine|FundingAlerts\.Mail";

    private const string OneMachine = @"Microsoft\.AspNetCore|Microsoft\.Data\.Sqlite|MimeKit|MailKit|SendGrid|Spectre|System\.CommandLine|FundingAlerts\.Web|FundingAlerts\.Local|FundingAlerts\.Mail";
    private const string AllButMail = @"Microsoft\.AspNetCore|Azure|Microsoft\.Azure|Microsoft\.Data\.Sqlite|Spectre|System\.CommandLine|FundingAlerts\.Web|FundingAlerts\.Local|FundingAlerts\.Azure";
    private const string MailPackages = "MimeKit|MailKit|SendGrid";

    private static readonly ArchUnitNET.Domain.Architecture OfCore = new ArchLoader().LoadAssembliesIncludingDependencies(typeof(ITable).Assembly).Build();
    private static readonly ArchUnitNET.Domain.Architecture OfWeb = new ArchLoader().LoadAssembliesIncludingDependencies(typeof(global::FundingAlerts.Web.Mails.DigestLetter).Assembly).Build();
    private static readonly ArchUnitNET.Domain.Architecture OfLocal = new ArchLoader().LoadAssemblies(typeof(global::FundingAlerts.Local.Storage.SqliteStorage).Assembly).Build();
    private static readonly ArchUnitNET.Domain.Architecture OfAzure = new ArchLoader().LoadAssemblies(typeof(global::FundingAlerts.Azure.Storage.AzureStorage).Assembly).Build();
    private static readonly ArchUnitNET.Domain.Architecture OfMail = new ArchLoader().LoadAssemblies(typeof(global::FundingAlerts.Mail.MailOptions).Assembly).Build();
    private static readonly ArchUnitNET.Domain.Architecture OfViolators = new ArchLoader().LoadAssemblies(typeof(ArchitectureTests).Assembly).Build();

    public static TheoryData<string> Folders => [.. Rules.MayKnow.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folders_of_the_core_know_only_those_below_them(string folder) => ShouldHold(Rules.Direction(Core, folder), OfCore);

    [Theory]
    [MemberData(nameof(Folders))]
    public void And_that_is_seen_to_fail(string folder) => ShouldFail(Rules.Direction(Planted, folder));

    [Fact]
    public void Every_folder_of_the_core_has_its_place_in_the_order() =>
        OfCore.Types.Where(t => t.Assembly.Name.Split(',')[0] == Core && t.Namespace.FullName.StartsWith(Core + ".", StringComparison.Ordinal))
            .Select(t => t.Namespace.FullName.Split('.')[1]).Distinct()
            .ShouldBeSubsetOf(Rules.MayKnow.Keys);

    [Fact]
    public void No_folders_know_each_other_in_a_circle()
    {
        Rules.Circle(OfCore, Core).ShouldBeEmpty();
        Rules.Circle(OfViolators, Planted).ShouldContain("Storage");
    }

    [Fact]
    public void The_core_knows_no_web_server_cloud_database_or_terminal()
    {
        ShouldHold(Rules.KnowsNot(Core, Hosts), OfCore);
        ShouldFail(Rules.KnowsNot(Planted, Hosts));
    }

    [Fact]
    public void The_pages_know_no_cloud_database_or_terminal()
    {
        ShouldHold(Rules.KnowsNot("FundingAlerts.Web", Machine), OfWeb);
        ShouldFail(Rules.KnowsNot(Planted, Machine));
    }

    [Fact]
    public void The_cloud_knows_no_pages_no_database_and_no_other_host()
    {
        ShouldHold(Rules.KnowsNot("FundingAlerts.Azure", OneMachine), OfAzure);
        ShouldFail(Rules.KnowsNot(Planted, OneMachine));
    }

    [Fact]
    public void The_transports_know_no_pages_no_storage_of_a_kind_and_no_host()
    {
        ShouldHold(Rules.KnowsNot("FundingAlerts.Mail", AllButMail), OfMail);
        ShouldFail(Rules.KnowsNot(Planted, AllButMail));
    }

    [Fact]
    public void Only_the_transports_know_how_mails_travel()
    {
        foreach (var (root, architecture) in new[] { (Core, OfCore), ("FundingAlerts.Web", OfWeb), ("FundingAlerts.Local", OfLocal), ("FundingAlerts.Azure", OfAzure) })
            ShouldHold(Rules.KnowsNot(root, MailPackages), architecture);
        ShouldFail(Rules.KnowsNot("FundingAlerts.Mail", MailPackages), OfMail);
    }

    [Fact]
    public void The_seams_are_these_and_no_others()
    {
        Rules.InterfacesOf(OfCore, Core).ShouldBe(Rules.Seams, ignoreOrder: true);
        Rules.InterfacesOf(OfViolators, Planted).ShouldBe(["IDigestComposer"]);
    }

    [Fact]
    public void Names_say_what_things_are()
    {
        foreach (var architecture in new[] { OfCore, OfWeb, OfLocal, OfAzure, OfMail })
            ShouldHold(Rules.NamesSayWhatThingsAre(Core), architecture);
        ShouldFail(Rules.NamesSayWhatThingsAre(Planted));
    }

    [Fact]
    public void Classes_are_sealed_unless_they_are_abstract()
    {
        foreach (var architecture in new[] { OfCore, OfWeb, OfLocal, OfAzure, OfMail })
            ShouldHold(Rules.ClassesAreSealed(Core), architecture);
        ShouldFail(Rules.ClassesAreSealed(Planted));
    }

    private static void ShouldHold(IArchRule rule, ArchUnitNET.Domain.Architecture architecture) =>
        rule.Evaluate(architecture).Where(r => !r.Passed).Select(r => r.Description).ShouldBeEmpty();

    private static void ShouldFail(IArchRule rule) => ShouldFail(rule, OfViolators);

    private static void ShouldFail(IArchRule rule, ArchUnitNET.Domain.Architecture architecture) => rule.HasNoViolations(architecture).ShouldBeFalse();
}
