using System.Globalization;
using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Web.Feeds;

/// <summary>
/// A call as one JSON object, described in docs/feeds.md: names and status values of CommonGrants where it has them, and what it
/// lacks (zones, stages, printed words, eligibility by country) under our own. What is not known is absent.
/// </summary>
internal sealed class CallJson(Utf8JsonWriter json, FeedPlace place, MoneyWording money)
{
    private const int PrintedLength = 400;

    public void Write(FeedCall told)
    {
        var call = told.Call;
        json.WriteStartObject();
        json.WriteString("id", CallName.Urn(call.Id));
        Text("source", call.Id.Source);
        Text("reference", call.Reference);
        json.WriteString("title", CallWording.Title(call, 1_000));
        Text("language", call.Language);
        Status(told.Status);
        Text("description", string.Join("\n\n", CallStory.Text(call)));
        Opening(call.Opens);
        json.WriteStartArray("deadlines");
        foreach (var deadline in call.Deadlines)
            Deadline(deadline);
        json.WriteEndArray();
        Funding(call.Funding);
        Eligibility(call);
        Origin(call);
        Links(call);
        json.WriteString("createdAt", Moment(told.FirstSeen));
        json.WriteString("lastModifiedAt", Moment(told.LastChanged));
        json.WriteString("lastMaterialChangeAt", Moment(told.Updated));
        if (call.WithdrawnAt is { } gone)
            json.WriteString("withdrawnAt", Moment(gone));
        json.WriteNumber("version", call.Version);
        json.WriteEndObject();
    }

    private void Status(OpportunityStatus status)
    {
        json.WriteStartObject("status");
        json.WriteString("value", status switch
        {
            OpportunityStatus.Forthcoming => "forecasted",
            OpportunityStatus.Open => "open",
            OpportunityStatus.Closed => "closed",
            _ => "custom",
        });
        if (status == OpportunityStatus.Unknown)
            json.WriteString("customValue", "unknown");
        json.WriteEndObject();
    }

    private void Opening(Understood<Opening>? opening)
    {
        if (opening is null)
            return;
        json.WriteStartObject("opens");
        if (opening.Value is { } opens)
            Day(opens.Date, opens.Time, opens.Zone, opens.From);
        Text("printed", opening.Text);
        json.WriteEndObject();
    }

    private void Deadline(Understood<Deadline> deadline)
    {
        json.WriteStartObject();
        switch (deadline.Value)
        {
            case Opportunities.Deadline.On on:
                json.WriteString("kind", "on");
                Text("stage", on.Stage);
                Day(on.Date, on.Time, on.Zone, on.ClosedFrom);
                Text("doubt", on.Doubt);
                break;
            case Opportunities.Deadline.Rolling rolling:
                json.WriteString("kind", "rolling");
                if (rolling.Until is { } until)
                    json.WriteString("until", LocalDatePattern.Iso.Format(until));
                break;
            case Opportunities.Deadline.Unannounced:
                json.WriteString("kind", "unannounced");
                break;
            default:
                json.WriteString("kind", "notUnderstood");
                break;
        }
        Text("printed", deadline.Text);
        json.WriteEndObject();
    }

    private void Day(LocalDate date, LocalTime? time, string? zone, Instant counts)
    {
        json.WriteString("date", LocalDatePattern.Iso.Format(date));
        if (time is { } at)
            json.WriteString("time", at.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        Text("timeZone", zone);
        json.WriteString("instant", Moment(counts));
    }

    private void Funding(FundingAvailable funding)
    {
        json.WriteStartObject("funding");
        Money("totalAmountAvailable", funding.Total);
        Money("minAwardAmount", funding.MinAward);
        Money("maxAwardAmount", funding.MaxAward);
        if (funding.Rate?.Value is { } rate)
            json.WriteNumber("ratePercent", rate.Percent);
        Text("details", money.Line(funding));
        json.WriteEndObject();
    }

    private void Money(string name, Understood<Money>? amount)
    {
        if (amount?.Value is not { } value)
            return;
        json.WriteStartObject(name);
        // As text, after CommonGrants: no reader makes a rounded number of it.
        json.WriteString("amount", value.Amount.ToString("0.##", CultureInfo.InvariantCulture));
        Text("currency", value.Currency);
        json.WriteEndObject();
    }

    private void Eligibility(Opportunity call)
    {
        json.WriteStartArray("eligibility");
        foreach (var country in call.Eligibility)
        {
            json.WriteStartObject();
            Text("country", country.Country);
            json.WriteString("participation", Name(country.Participation.ToString()));
            Text("evidence", country.Evidence);
            Text("rule", country.RuleId);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (call.Together is not { } together)
            return;
        json.WriteStartObject("netherlandsAndUnitedKingdomTogether");
        json.WriteString("participation", Name(together.Participation.ToString()));
        Text("reason", together.Reason.English);
        json.WriteEndObject();
    }

    private void Origin(Opportunity call)
    {
        json.WriteStartArray("funders");
        foreach (var funder in call.Funders)
        {
            json.WriteStartObject();
            Text("name", funder.Name);
            Text("ror", funder.Ror);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Text("programme", call.Programme);
        Text("type", call.Type);
        if (call.Kind is { } kind)
            json.WriteString("kind", Name(kind.Value.ToString()));
        json.WriteStartArray("applicantTypes");
        foreach (var applicant in call.Applicants)
            json.WriteStringValue(Name(applicant.ToString()));
        json.WriteEndArray();
    }

    private void Links(Opportunity call)
    {
        json.WriteStartObject("links");
        json.WriteString("self", place.PageOf(call.Id).AbsoluteUri);
        if (SafeLink.Of(call.Address) is { } funder)
            json.WriteString("funder", funder.Address);
        json.WriteString("calendar", place.At(Pages.CallLink.ToCalendar(call.Id)).AbsoluteUri);
        json.WriteStartArray("documents");
        foreach (var document in call.Documents.Select(SafeLink.Of).OfType<SafeLink>())
            json.WriteStringValue(document.Address);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Text(string name, string? value)
    {
        var clean = name == "description" ? value : PlainText.Line(value, PrintedLength);
        if (!string.IsNullOrEmpty(clean))
            json.WriteString(name, clean);
    }

    private static string Moment(Instant instant) => InstantPattern.General.Format(instant);

    // MayTakePart is written mayTakePart.
    private static string Name(string value) => char.ToLowerInvariant(value[0]) + value[1..];
}
