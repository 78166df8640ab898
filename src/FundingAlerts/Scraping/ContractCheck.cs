using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>Holds a run against the source's contract. A run that breaks it publishes, closes and mails nothing.</summary>
internal static class ContractCheck
{
    public static SourceProblem? OfRows(SourceDefinition source, IEnumerable<string> references, IEnumerable<Opportunity> stored, Instant now)
    {
        var found = references.ToHashSet(StringComparer.Ordinal);
        if (found.Count < source.Contract.MinRows)
            return new(SourceProblemKind.NothingFound, string.Create(CultureInfo.InvariantCulture, $"{found.Count} calls were found where at least {source.Contract.MinRows} are expected. Compare the page with the definition's rows: the site may have been redesigned. Nothing was published or closed."));
        if (!source.Complete)
            return null;
        var current = stored.Where(o => o.WithdrawnAt is null && o.StatusAt(now) != OpportunityStatus.Closed).ToList();
        var missing = current.Count(o => !found.Contains(o.Reference));
        // Two or three of a handful may well go on one day.
        return missing > 3 && missing > current.Count * source.Contract.MaxDrop
            ? new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"{missing} of {current.Count} current calls are missing at once, more than the contract's {source.Contract.MaxDrop:P0}. Look at the site: if they are really gone, raise contract.maxDrop for one run. Nothing was published or closed."))
            : null;
    }

    public static SourceProblem? OfFields(SourceDefinition source, IReadOnlyList<Opportunity> read)
    {
        if (read.Count == 0)
            return null;
        foreach (var (field, least) in source.Contract.Coverage)
        {
            var covered = read.Count(o => IsFilled(o, field));
            if (covered < least * read.Count)
                return new(SourceProblemKind.ContractBroken, string.Create(CultureInfo.InvariantCulture, $"The field '{field}' was found in {covered} of {read.Count} calls; the contract demands {least:P0}. Its selector or label probably went blind: try 'source test {source.Id}' on a saved page. Nothing was published or closed."));
        }
        return null;
    }

    private static bool IsFilled(Opportunity call, string field) => field switch
    {
        FieldNames.Title => call.Title.Length > 0,
        FieldNames.Summary => call.Summary.Length > 0,
        FieldNames.Description => call.Description.Length > 0,
        FieldNames.Funder => call.Funders.Count > 0,
        FieldNames.Programme => call.Programme is not null,
        FieldNames.Call => call.Call is not null,
        FieldNames.Type => call.Type is not null,
        FieldNames.Status => call.StatusWord is not null,
        FieldNames.Opens => call.Opens is not null,
        FieldNames.Closes => call.Deadlines.Count > 0,
        FieldNames.Total => call.Funding.Total is not null,
        FieldNames.MinAward => call.Funding.MinAward is not null,
        FieldNames.MaxAward => call.Funding.MaxAward is not null,
        FieldNames.Countries => call.Eligibility.Count > 0,
        FieldNames.Applicants => call.ApplicantTypes.Count > 0,
        FieldNames.Topics => call.Topics.Count > 0,
        FieldNames.Published => call.Published is not null,
        _ => true,
    };
}
