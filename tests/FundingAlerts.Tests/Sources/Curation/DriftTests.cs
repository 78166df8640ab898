using System.Text;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Tests.Sources.Curation;

public sealed class DriftTests
{
    private static readonly SourceDefinition Html = Definition("html", "select: li.call", """
          reference:
            select: a
            attr: href
            filters: [{ find: '/calls/([^/?#]+)' }]
          title:
            select: h3.title
            filters: [squash]
          address:
            select: a
            attr: href
            filters: [absolute]
          status:
            select: .flag
            filters: [squash]
          closes:
            label: [Deadline, Closing date]
            filters: [squash]
        """);

    [Fact]
    public void The_same_page_is_no_drift()
    {
        var drift = Between(Html, Old(), Old());
        drift.IsDrift.ShouldBeFalse();
        (drift.RowsBefore, drift.RowsAfter, drift.Blind.Count).ShouldBe((5, 5, 0));
    }

    [Fact]
    public void Fewer_calls_are_no_drift() => Between(Html, Old(), Old(2)).IsDrift.ShouldBeFalse();

    [Fact]
    public void Renamed_classes_are_named_and_replaced()
    {
        var drift = Between(Html, Old(), Old()
            .Replace("li class='call'", "li class='opportunity-teaser'", StringComparison.Ordinal)
            .Replace("h3 class='title'", "h3 class='opportunity-teaser__headline'", StringComparison.Ordinal)
            .Replace("class='flag'", "class='badge-status'", StringComparison.Ordinal));

        drift.Blind.Select(b => b.Key).ShouldBe(["rows.select", "fields.title", "fields.status"]);
        drift.Blind.ShouldAllBe(b => b.Replacements.Count > 0 && b.Replacements[0].Same == 5);
        drift.Blind[0].Replacements[0].Yaml.ShouldBe("select: li.opportunity-teaser");
        drift.Fields.Single(f => f.Name == FieldNames.Title).IsBlind.ShouldBeTrue();
        Mended(drift, Html);
    }

    [Fact]
    public void A_wrapped_structure_is_found_again()
    {
        var cards = string.Concat(Enumerable.Range(1, 5).Select(i => $"""
            <div class="grid-cell"><article class="card"><header><a class="card__link" href="https://www.site.example/calls/c-{i}"><h2>Grant for field {(char)('A' + i)}</h2></a></header>
            <p class="card__state">{(i % 2 == 0 ? "Open" : "Upcoming")}</p><dl><dt>Deadline</dt><dd>{i} May 2026</dd></dl></article></div>
            """));
        var drift = Between(Html, Old(), $"<html><body><main><section>{cards}</section></main></body></html>");

        drift.Blind.Select(b => b.Key).ShouldBe(["rows.select", "fields.title", "fields.status"]);
        Mended(drift, Html);
    }

    [Fact]
    public void A_translated_label_is_replaced_by_the_new_one()
    {
        var drift = Between(Html, Old(), Old().Replace("Deadline", "Sluitingsdatum", StringComparison.Ordinal));

        drift.Blind.Single().Key.ShouldBe("fields.closes");
        drift.Blind[0].Replacements.Select(r => r.Yaml).ShouldContain("label: [Sluitingsdatum]");
        Mended(drift, Html);
    }

    [Fact]
    public void Renamed_keys_of_json_are_replaced()
    {
        var source = Definition("json", "path: '$.results[*]'", """
              reference:
                path: $.id
              title:
                path: $.title
              address:
                value: https://www.site.example/calls/${reference}
              closes:
                path: $.dates.deadline
            """);
        var drift = Between(source, Json("results", "id", "title", "deadline"), Json("data", "identifier", "label", "closingDate"));

        drift.Blind.Select(b => b.Key).ShouldBe(["rows.path", "fields.reference", "fields.title", "fields.closes"]);
        drift.Blind.Select(b => b.Replacements[0].Yaml).ShouldBe(["path: '$.data[*]'", "path: $.identifier", "path: $.label", "path: $.dates.closingDate"]);
        drift.RowsRepaired.ShouldBe(5);
    }

    [Fact]
    public void Values_that_are_gone_get_no_replacement()
    {
        var drift = Between(Html, Old(), Old().Replace("Deadline", "", StringComparison.Ordinal).Replace(" May 2026", "", StringComparison.Ordinal));
        drift.Blind.Single().Key.ShouldBe("fields.closes");
        drift.Blind[0].Replacements.ShouldBeEmpty();
    }

    [Fact]
    public void Another_kind_of_document_is_a_problem() =>
        Between(Html, Old(), """{"a":1}""").Problem!.Kind.ShouldBe(SourceProblemKind.UnexpectedFormat);

    [Fact]
    public void An_old_page_that_was_never_read_is_a_problem() =>
        Between(Html, "<html><body><p>Hello there</p></body></html>", Old()).Problem!.Kind.ShouldBe(SourceProblemKind.NothingFound);

    // The replacements of all blind rules together read the new page as the definition read the old one.
    private static void Mended(Drift drift, SourceDefinition source)
    {
        drift.RowsRepaired.ShouldBe(5);
        drift.Repaired.ShouldNotBeNull();
        source.Fields.Keys.ShouldAllBe(f => drift.Repaired.Fields.ContainsKey(f));
    }

    private static string Old(int calls = 5) => $"<html><body><nav><a href='/'>Home</a></nav><h1>Calls</h1><ul>{string.Concat(Enumerable.Range(1, calls).Select(i => $"""
        <li class='call'><h3 class='title'><a href='/calls/c-{i}'>Grant for field {(char)('A' + i)}</a></h3><span class='flag'>{(i % 2 == 0 ? "Open" : "Upcoming")}</span>
        <dl><dt>Deadline</dt><dd>{i} May 2026</dd></dl></li>
        """))}</ul></body></html>";

    private static string Json(string rows, string id, string title, string deadline) =>
        $$"""{"{{rows}}":[{{string.Join(',', Enumerable.Range(1, 5).Select(i => $$"""{"{{id}}":"CALL-{{i}}00","{{title}}":"Grant for field {{(char)('A' + i)}}","dates":{"{{deadline}}":"2026-05-0{{i}}" } }"""))}}] }""";

    private static Drift Between(SourceDefinition source, string old, string now) => Drift.Between(source, PageOf(old), PageOf(now));

    private static Page PageOf(string text) => new(new("https://www.site.example/calls"), "", null, Encoding.UTF8.GetBytes(text));

    private static SourceDefinition Definition(string response, string rows, string fields)
    {
        var reading = DefinitionReader.Read($"""
            version: 1
            id: test
            name: Test
            home: https://www.site.example/calls
            country: NL
            language: en
            zone: Europe/Amsterdam
            evidence:
              level: recorded
              date: 2026-01-01
            request:
              url: https://www.site.example/calls
            response: {response}
            rows:
              {rows}
            fields:

            """ + fields);
        return reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }
}
