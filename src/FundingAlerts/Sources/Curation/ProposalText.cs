using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace FundingAlerts.Sources.Curation;

/// <summary>Writes a draft as the YAML that a curator goes on with.</summary>
internal static class ProposalText
{
    public static string Of(Draft draft, SiteGuess site, Uri page, ResponseFormat format, LocalDate today)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"# yaml-language-server: $schema=../../source.schema.json");
        Line($"# Proposed from one page. Every guess says how sure it is: sure, likely or guess.");
        Line($"version: 1");
        Line($"# guess: from the address. It can never change later.");
        Line($"id: {Yaml.Text(site.Id)}");
        Line($"name: {Yaml.Text(site.Name)}");
        Line($"home: {Yaml.Text(page.AbsoluteUri)}");
        Line($"# country and zone by {Yaml.Comment(site.CountryFrom)}; language by {Yaml.Comment(site.LanguageFrom)}");
        Line($"country: {Yaml.Text(site.Country)}");
        Line($"language: {Yaml.Text(site.Language)}");
        Line($"zone: {Yaml.Text(site.Zone)}");
        Line($"enabled: false");
        Line($"evidence:");
        Line($"  level: unverified");
        Line($"  date: {LocalDatePattern.Iso.Format(today)}");
        Line($"  note: >-");
        Line($"    Proposed by 'source new' from one page, looked at by nobody yet.");
        Line($"    To do: {ToDo(draft)}; then record a page, set the evidence and enable it.");
        Line($"");
        Request(draft, page, Line);
        Line($"response: {format.ToString().ToLowerInvariant()}");
        Line($"rows:");
        Line($"  # {Name(draft.Sureness)}: {draft.Count} rows on this page");
        foreach (var remark in draft.Remarks)
            Line($"  # {Yaml.Comment(remark, 200)}");
        Line($"  {(format == ResponseFormat.Json ? "path" : "select")}: {Yaml.Text(draft.Rows)}");
        Line($"fields:");
        foreach (var field in draft.Fields)
            Field(field, Line);
        Line($"contract:");
        Line($"  minRows: {Math.Max(1, draft.Count / 4)}");
        Line($"  coverage:");
        Line($"    title: 1");
        return text.ToString();
    }

    private static void Request(Draft draft, Uri page, Action<FormattableString> line)
    {
        line($"request:");
        if (draft.Next is { Template: { } template } next)
        {
            line($"  # likely: the link to the next page ({Yaml.Comment(next.Select)}) counts in its address");
            line($"  url: {Yaml.Text(template)}");
            line($"paging:");
            line($"  from: {next.From}");
            line($"  step: {next.Step}");
            return;
        }
        if (draft.Next is { } link)
            line($"  # There is a next page ({Yaml.Comment(link.Select)}: {Yaml.Comment(link.Link, 150)}), but no number in its address that we can count.");
        line($"  url: {Yaml.Text(page.AbsoluteUri)}");
    }

    private static void Field(ProposedField field, Action<FormattableString> line)
    {
        var sample = field.Samples.Count > 0 ? $", such as: {Yaml.Comment(field.Samples[0], 60)}" : "";
        line($"  # {Name(field.Sureness)}: {field.Found} of {field.Rows} rows; {Yaml.Comment(field.Because, 120)}{sample}");
        foreach (var other in field.Alternatives)
            line($"  # or: {Yaml.Comment(other, 160)}");
        line($"  {field.Name}:");
        foreach (var written in field.Rules[0].Lines())
            line($"    {written}");
    }

    private static string ToDo(Draft draft)
    {
        var todo = new List<string> { "compare every field with the page" };
        if (!draft.Has(FieldNames.Closes))
            todo.Add("find the deadline, with 'follow' if only the calls' own pages have it");
        if (draft.Fields.Any(f => f.Sureness == Sureness.Guess))
            todo.Add("check what is marked as a guess");
        todo.Add("say who funds (funder)");
        return string.Join(", ", todo);
    }

    private static string Name(Sureness sureness) => sureness.ToString().ToLowerInvariant();
}
