using System.Globalization;
using FundingAlerts.Scraping.Health;
using FundingAlerts.Sources;

namespace FundingAlerts.Scraping;

/// <summary>
/// Holds a run against the source's contract. A run that breaks it publishes, closes and mails nothing, unless it is no
/// worse than what a curator has accepted.
/// </summary>
/// <param name="accepted">What the curator saw and accepted; null when nothing is.</param>
/// <param name="believed">What the last believed run found; null when that is not known.</param>
internal sealed class ContractCheck(SourceDefinition source, RunMeasure? accepted, RowCoverage? believed)
{
    private const string Nothing = "Nothing was published or closed.";

    // Two or three of a handful may well go on one day.
    private const int MayAlwaysGo = 3;

    // The middle of fewer says nothing.
    private const int EnoughRuns = 3;

    /// <summary>The contract was broken, and the curator's acceptance covered it.</summary>
    public bool UsedAcceptance { get; private set; }

    /// <summary>Enough rows, and not too many?</summary>
    /// <param name="saysEmpty">The site says itself that there are none.</param>
    public SourceProblem? OfRows(int found, bool saysEmpty) =>
        found == 0 && saysEmpty ? null
        : found == 0 && source.EmptyWhen is not null
            ? Unless(accepted?.Rows == 0, new(SourceProblemKind.NothingFound, $"No calls were found, and the page does not say that there are none (emptyWhen). Compare it with the definition: the site may have been redesigned, or be out of order. {Nothing}"))
        : found > source.Contract.MaxRows
            ? Unless(found <= accepted?.Rows, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{found} calls were found where at most {source.Contract.MaxRows} can be right. The rows' selector may catch more than calls. {Nothing}")))
        : found < source.Contract.MinRows
            ? Unless(found >= accepted?.Rows, new(SourceProblemKind.NothingFound, string.Create(CultureInfo.InvariantCulture, $"{found} calls were found where at least {source.Contract.MinRows} are expected. Compare the page with the definition's rows: the site may have been redesigned. {Nothing}")))
            : null;

    /// <summary>Not far fewer rows than there used to be?</summary>
    /// <param name="before">The rows of the last believed runs, at most ten.</param>
    /// <param name="closed">How many calls have left the listing since the last run because they closed.</param>
    public SourceProblem? OfMedian(IReadOnlyList<int> before, int found, int closed, bool saysEmpty)
    {
        if (before.Count < EnoughRuns || (found == 0 && saysEmpty))
            return null;
        var usual = before.Order().ElementAt(before.Count / 2) - closed;
        var missing = usual - found;
        return missing > MayAlwaysGo && missing > usual * source.Contract.MaxDrop
            ? Unless(found >= accepted?.Rows, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{found} calls were found where the last {before.Count} readings found {usual} (their median), a larger drop than the contract's {source.Contract.MaxDrop:P0}. {AcceptIt} {Nothing}")))
            : null;
    }

    /// <summary>Not too many gone at once?</summary>
    /// <param name="current">How many calls we know as not closed.</param>
    /// <param name="gone">How many of them are missing from the listing, or answered that they are gone.</param>
    public SourceProblem? OfDrop(int current, int gone) =>
        gone > MayAlwaysGo && gone > current * source.Contract.MaxDrop
            ? Unless(gone <= accepted?.Gone, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{gone} of {current} current calls are gone at once, more than the contract's {source.Contract.MaxDrop:P0}. {AcceptIt} {Nothing}")))
            : null;

    /// <summary>Are the detail pages still there, and do they say what they said?</summary>
    /// <returns>Why the doubted ones are not believed; or that the curator wants them believed.</returns>
    public (SourceProblem? Problem, bool IsAccepted) OfDetails(DetailTally pages)
    {
        if (!pages.IsOfSite)
            return (null, false);
        var problem = Unless(pages.Doubted <= accepted?.Doubted, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"Of {pages.All} detail pages {pages.Missing} answered that they are gone, {pages.Poorer} lack what they said before and {pages.Failed} could not be read. Compare follow.url and follow.fields with the site's own pages: they may have moved, been redesigned, or show a notice. {AcceptIt} {Nothing}")));
        return (problem, problem is null);
    }

    /// <summary>Not known calls under new references, which would all be told again as new?</summary>
    /// <param name="renamed">How many of the listed ones are.</param>
    public SourceProblem? OfReferences(int listed, int renamed) =>
        renamed > MayAlwaysGo && renamed > listed * source.Contract.MaxDrop
            ? Unless(renamed <= accepted?.Renamed, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{renamed} of {listed} calls bear the titles or addresses of known ones under new references, so that each would be told again as new. Mend the rule of 'reference' so that it finds the old ones; if that cannot be, accept them as new with 'source accept {source.Id}'. {Nothing}")))
            : null;

    /// <summary>Is each field found as often as it should be, and can calls be made of the rows?</summary>
    /// <param name="read">What site and detail page say of each row.</param>
    /// <param name="refusals">Why some rows are no calls.</param>
    public SourceProblem? OfFields(IReadOnlyCollection<Listing> read, IReadOnlyList<string> refusals)
    {
        if (refusals.Count * 2 > read.Count
            && Unless((long)refusals.Count * accepted?.Coverage.Rows <= (long?)accepted?.Refused * read.Count, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"Of {read.Count} rows {refusals.Count} cannot be made into calls. The first: {refusals[0]} {TryIt} {Nothing}"))) is { } refused)
            return refused;
        foreach (var (field, least) in source.Contract.Coverage)
        {
            var covered = read.Count(row => row.Fields.ContainsKey(field));
            if (covered < least * read.Count
                && Unless(accepted?.Coverage.Allows(field, covered, read.Count) == true, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"The field '{field}' was found in {covered} of {read.Count} calls; the contract demands {least:P0}. Its selector or label probably went blind. {TryIt} {Nothing}"))) is { } blind)
                return blind;
        }
        return read.Count == 0 ? null : RowCoverage.OfWhole(source, read).Found.Select(f => OfShare(f.Key, f.Value, read.Count)).FirstOrDefault(p => p is not null);
    }

    // Not far rarer than it was? What few calls said may well go.
    private SourceProblem? OfShare(string field, int covered, int rows) =>
        believed is { Rows: > 0 } && believed.Found.TryGetValue(field, out var before)
        && before * 2 >= believed.Rows
        && 2L * covered * believed.Rows < (long)before * rows
        && ((long)before * rows) - ((long)covered * believed.Rows) >= (long)MayAlwaysGo * believed.Rows
            ? Unless(accepted?.Coverage.Allows(field, covered, rows) == true, new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"The field '{field}' was found in {covered} of {rows} calls; at the last believed reading it was in {before} of {believed.Rows}. Its selector or label probably went blind. {TryIt} If the site does not tell it any more, accept that with 'source accept {source.Id}'. {Nothing}")))
            : null;

    private SourceProblem? Unless(bool isNoWorse, SourceProblem problem)
    {
        UsedAcceptance |= isNoWorse;
        return isNoWorse ? null : problem;
    }

    private string AcceptIt => $"Look at the site: if they are really gone, accept it with 'source accept {source.Id}'.";

    private string TryIt => $"Try 'source test {source.Id}' on a saved page.";
}
