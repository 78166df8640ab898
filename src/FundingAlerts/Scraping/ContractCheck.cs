using System.Globalization;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>Holds a run against the source's contract. A run that breaks it publishes, closes and mails nothing.</summary>
internal static class ContractCheck
{
    private const string Nothing = "Nothing was published or closed.";

    // Two or three of a handful may well go on one day.
    private const int MayAlwaysGo = 3;

    /// <summary>Enough rows, and not too many?</summary>
    /// <param name="saysEmpty">The site says itself that there are none.</param>
    public static SourceProblem? OfRows(SourceDefinition source, int found, bool saysEmpty) =>
        found == 0 && saysEmpty ? null
        : found > source.Contract.MaxRows
            ? new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{found} calls were found where at most {source.Contract.MaxRows} can be right. The rows' selector may catch more than calls. {Nothing}"))
        : found < source.Contract.MinRows
            ? new(SourceProblemKind.NothingFound, string.Create(CultureInfo.InvariantCulture, $"{found} calls were found where at least {source.Contract.MinRows} are expected. Compare the page with the definition's rows: the site may have been redesigned. {Nothing}"))
            : null;

    /// <summary>Not too many gone at once?</summary>
    /// <param name="current">How many calls we know as not closed.</param>
    /// <param name="gone">How many of them are missing from the listing, or answered that they are gone.</param>
    public static SourceProblem? OfDrop(SourceDefinition source, int current, int gone) =>
        gone > MayAlwaysGo && gone > current * source.Contract.MaxDrop
            ? new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{gone} of {current} current calls are gone at once, more than the contract's {source.Contract.MaxDrop:P0}. Look at the site: if they are really gone, raise contract.maxDrop for one run. {Nothing}"))
            : null;

    /// <summary>Is each field found as often as it should be, and can calls be made of the rows?</summary>
    /// <param name="read">What site and detail page say of each row.</param>
    /// <param name="refusals">Why some rows are no calls.</param>
    public static SourceProblem? OfFields(SourceDefinition source, IReadOnlyCollection<Listing> read, IReadOnlyList<string> refusals)
    {
        if (refusals.Count * 2 > read.Count)
            return new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"Of {read.Count} rows {refusals.Count} cannot be made into calls. The first: {refusals[0]} {TryIt(source)} {Nothing}"));
        foreach (var (field, least) in source.Contract.Coverage)
        {
            var covered = read.Count(row => row.Fields.ContainsKey(field));
            if (covered < least * read.Count)
                return new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"The field '{field}' was found in {covered} of {read.Count} calls; the contract demands {least:P0}. Its selector or label probably went blind. {TryIt(source)} {Nothing}"));
        }
        return null;
    }

    private static string TryIt(SourceDefinition source) => $"Try 'source test {source.Id}' on a saved page.";
}
