using System.Globalization;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using FundingAlerts.Programmes;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Scraping;

/// <summary>A listing in our shape, or why it cannot be kept.</summary>
public sealed record NormalisedListing(Opportunity? Opportunity, string? Refusal);

/// <summary>
/// Makes an <see cref="Opportunity"/> of a source's own words. What was printed is kept beside what was understood;
/// what cannot be understood stays words. Pure.
/// </summary>
public static class Normaliser
{
    // Whoever prints a longer one names nothing with it.
    private const int ReferenceLength = 300;
    private const int TitleLength = 500;
    private const int MostWords = 100;
    private const int MostDocuments = 50;
    private const int SummaryLength = 2_000;
    private const int DescriptionLength = 100_000;

    public static NormalisedListing Normalise(SourceDefinition source, Listing listing)
    {
        if (listing.First(FieldNames.Reference) is not { Length: > 0 } reference)
            return new(null, "The row has no reference, so the call could not be told from others.");
        if (reference.Length > ReferenceLength || CleanText.Of(reference) != reference)
            return new(null, $"The reference '{PlainText.Cut(CleanText.Of(reference), 60)}' is too long or has characters that cannot be seen, so it names no call.");
        if (Title(listing) is not { Length: > 0 } title)
            return new(null, $"The call '{reference}' has no title.");
        if (WebAddress(listing.First(FieldNames.Address)) is not { } address)
            return new(null, $"The call '{reference}' has no web address ('{PlainText.Cut(CleanText.Of(listing.First(FieldNames.Address) ?? ""), 100)}').");

        var language = Language(listing.First(FieldNames.Language)) ?? source.Language;
        var context = new PrintedContext(language, source.Zone, source.DefaultTime);
        var published = Day(listing.First(FieldNames.Published), context);
        context = context with { Published = published?.Value };
        var dates = Dates.Read(listing, context);
        var applicants = List(listing, FieldNames.Applicants, SummaryLength);
        return new(
            ProgrammeRules.Shipped.With(new()
            {
                Id = new(source.Id, reference),
                Title = title,
                Address = address,
                Language = language,
                Summary = PlainText.Cut(CleanText.Of(listing.First(FieldNames.Summary) ?? ""), SummaryLength),
                Description = PlainText.Cut(CleanText.Of(listing.First(FieldNames.Description) ?? ""), DescriptionLength),
                Funders = [.. List(listing, FieldNames.Funder, TitleLength).Select(f => new Funder(f))],
                Programme = Words(listing, FieldNames.Programme),
                Call = (Words(listing, FieldNames.Call), Words(listing, FieldNames.CallTitle)) is var (identifier, callTitle) && (identifier ?? callTitle) is not null
                    ? new(identifier, callTitle)
                    : null,
                Topic = Words(listing, FieldNames.Topic),
                Type = Words(listing, FieldNames.Type),
                Kind = KindText.Understand(
                    Words(listing, FieldNames.Type), title, listing.First(FieldNames.Summary) is { } summary ? CleanText.Of(summary) : null, Words(listing, FieldNames.Programme), reference),
                StatusWord = listing.First(FieldNames.Status) is { } status ? new(StatusText.Read(status, context), CleanText.Printed(listing.FirstPrinted(FieldNames.Status)!)) : null,
                Opens = dates.Opens,
                Deadlines = dates.Deadlines,
                Funding = Amounts.Read(listing, context),
                Eligibility = [.. Countries(listing)],
                ApplicantTypes = applicants,
                Applicants = [.. applicants.SelectMany(a => ApplicantText.Read(a, language)).Distinct().Order()],
                Topics = List(listing, FieldNames.Topics, TitleLength),
                Published = published,
                Documents = [.. listing.AllOf(FieldNames.Documents).Select(WebAddress).OfType<Uri>().Distinct().Take(MostDocuments)],
                Alternates = [.. listing.AllOf(FieldNames.Alternates).Select(WebAddress).OfType<Uri>().Where(a => a != address).Distinct()],
                Checked = Day(listing.First(FieldNames.Checked), context),
            }),
            null);
    }

    private static string? Words(Listing listing, string field) =>
        listing.First(field) is { } words && CleanText.Of(words) is { Length: > 0 } clean ? PlainText.Cut(clean, TitleLength) : null;

    private static IReadOnlyList<string> List(Listing listing, string field, int length) =>
        [.. listing.AllOf(field).Select(t => PlainText.Cut(CleanText.Of(t), length)).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Take(MostWords)];

    private static string? Title(Listing listing) => Words(listing, FieldNames.Title) is { } title ? PlainText.Squash(title) : null;

    private static Uri? WebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
            ? address
            : null;

    private static string? Language(string? text) =>
        text is { Length: 2 } && char.IsAsciiLetter(text[0]) && char.IsAsciiLetter(text[1]) ? text.ToLower(CultureInfo.InvariantCulture) : null;

    private static Understood<LocalDate?>? Day(string? text, PrintedContext context) =>
        text is null ? null : new(DateText.Read(text, context), CleanText.Printed(text));

    private static IEnumerable<CountryEligibility> Countries(Listing listing) =>
        listing.AllOf(FieldNames.Countries)
            .Select(c => c.Trim().ToUpperInvariant() switch { "UK" => "GB", "EL" => "GR", var code => code })
            .Where(c => c.Length == 2 && c.All(char.IsAsciiLetterUpper))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(c => new CountryEligibility(c, Participation.MayTakePart, "The source lists this country for the call."));
}
