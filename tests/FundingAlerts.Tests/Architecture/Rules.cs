using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace FundingAlerts.Tests.Architecture;

/// <summary>How the parts may know each other. Each rule takes the namespace it holds for, so that it can be seen to fail on planted violators.</summary>
internal static class Rules
{
    /// <summary>The folders of the core, and which others each may know.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayKnow = new Dictionary<string, string[]>
    {
        ["Storage"] = [],
        ["Work"] = ["Subscribing", "Digests", "Teams", "Delivery", "Matching", "Interests", "Scraping", "Programmes", "Sources", "Opportunities", "Storage"],
        ["Opportunities"] = ["Storage"],
        ["Sources"] = ["Opportunities", "Storage"],
        ["Programmes"] = ["Sources", "Opportunities"],
        ["Scraping"] = ["Programmes", "Sources", "Opportunities", "Storage"],
        ["Interests"] = ["Opportunities", "Storage"],
        ["Matching"] = ["Interests", "Sources", "Opportunities", "Storage"],
        ["Delivery"] = ["Teams", "Interests", "Opportunities", "Storage"],
        ["Teams"] = ["Interests", "Opportunities", "Storage"],
        ["Digests"] = ["Teams", "Matching", "Interests", "Scraping", "Sources", "Opportunities", "Delivery", "Storage"],
        ["Subscribing"] = ["Digests", "Teams", "Matching", "Interests", "Sources", "Opportunities", "Delivery", "Storage"],
        ["Verification"] = ["Matching", "Interests", "Opportunities", "Delivery", "Work", "Storage"],
    };

    public static readonly string[] Seams = ["IPageFetcher", "ITable", "IQueue", "IBlobs", "IMailer"];

    private const string Vague = "(Manager|Helper|Helpers|Service|Processor|Util|Utils)(`[0-9]+)?$";

    public static IArchRule Direction(string root, string folder)
    {
        var others = MayKnow.Keys.Where(k => k != folder && !MayKnow[folder].Contains(k));
        return Types().That().ResideInNamespaceMatching($"^{In(root)}\\.{folder}(\\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($"^{In(root)}\\.({string.Join('|', others)})(\\.|$)"))
            .WithoutRequiringPositiveResults();
    }

    /// <param name="packages">The beginnings of namespaces, as a pattern.</param>
    public static IArchRule KnowsNot(string root, string packages) =>
        Types().That().ResideInNamespaceMatching($"^{In(root)}(\\.|$)")
            .Should().NotDependOnAny(Types(includeReferenced: true).That().ResideInNamespaceMatching($"^({packages})(\\.|$)"))
            .WithoutRequiringPositiveResults();

    public static IArchRule NamesSayWhatThingsAre(string root) =>
        Types().That().ResideInNamespaceMatching($"^{In(root)}(\\.|$)").Should().NotHaveNameMatching(Vague).WithoutRequiringPositiveResults();

    /// <summary>Closed cases are abstract; SiteContent is the pages' own base.</summary>
    public static IArchRule ClassesAreSealed(string root) =>
        Classes().That().ResideInNamespaceMatching($"^{In(root)}(\\.|$)").And().AreNotAbstract().And().DoNotHaveNameContaining("<")
            .And().DoNotHaveFullNameContaining("__").And().DoNotHaveNameMatching("(Page|View|Mail|Row|Badge|Frame|_Imports)$")
            .Should().BeSealed().WithoutRequiringPositiveResults();

    public static IReadOnlyList<string> InterfacesOf(ArchUnitNET.Domain.Architecture architecture, string root) =>
        [.. architecture.Interfaces.Where(i => i.Namespace.FullName == root || i.Namespace.FullName.StartsWith(root + ".", StringComparison.Ordinal)).Select(i => i.Name)];

    /// <summary>The folders that know each other in a circle; empty when there is none.</summary>
    public static IReadOnlyList<string> Circle(ArchUnitNET.Domain.Architecture architecture, string root)
    {
        var known = architecture.Types
            .Where(t => FolderOf(t, root) is not null)
            .SelectMany(t => t.Dependencies.Select(d => (From: FolderOf(t, root)!, To: FolderOf(d.Target, root))))
            .Where(d => d.To is not null && d.To != d.From)
            .ToLookup(d => d.From, d => d.To!);
        return [.. known.Select(g => g.Key).Where(folder => Reaches(known, folder)).Order(StringComparer.Ordinal)];
    }

    private static bool Reaches(ILookup<string, string> known, string folder)
    {
        var seen = new HashSet<string>();
        var next = new Queue<string>(known[folder]);
        while (next.TryDequeue(out var at))
        {
            if (at == folder)
                return true;
            if (seen.Add(at))
                known[at].ToList().ForEach(next.Enqueue);
        }
        return false;
    }

    private static string? FolderOf(IType type, string root) =>
        type.Namespace?.FullName is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    private static string In(string root) => root.Replace(".", "\\.", StringComparison.Ordinal);
}
