using System.Text.Json.Nodes;
using FundingAlerts.Sources;
using NodaTime;

namespace FundingAlerts.Tests.Sources;

public sealed class DefinitionTests
{
    private const string Good = """
        version: 1
        id: made-up
        name: Made-up Fund
        home: https://fund.example/calls
        country: NL
        language: en
        zone: Europe/Amsterdam
        evidence:
          level: recorded
          date: 2026-01-31
        cadence: 6h
        request:
          url: https://fund.example/api?page=${page}
        paging:
          max: 3
        response: json
        rows:
          path: $.calls[*]
        fields:
          reference:
            path: $.id
          title:
            - path: $.title
              filters:
                - squash
                - replace: { pattern: '^Call: ', with: '' }
            - path: $.name
          address:
            value: https://fund.example/calls/${reference}
          status:
            path: $.state
            map: { running: Open }
        follow:
          url: ${address}
          response: html
          fields:
            closes:
              label: [Deadline]
            type:
              select: .type
              filters: [squash, { limit: 80 }]
        contract:
          minRows: 2
          coverage:
            title: 1
            closes: 0.9
        """;

    [Fact]
    public void A_definition_may_say_that_its_site_lists_other_funders_calls()
    {
        DefinitionReader.Read(Good.Replace("country:", "aggregator: true\ncountry:", StringComparison.Ordinal)).Definition.ShouldNotBeNull().Aggregator.ShouldBeTrue();
        DefinitionReader.Read(Good.Replace("country:", "aggregator: sometimes\ncountry:", StringComparison.Ordinal)).Faults.ShouldHaveSingleItem().Key.ShouldBe("aggregator");
    }

    [Fact]
    public void A_good_definition_says_what_is_written()
    {
        var reading = DefinitionReader.Read(Good);

        reading.Faults.ShouldBeEmpty();
        var definition = reading.Definition.ShouldNotBeNull();
        definition.Id.ShouldBe("made-up");
        definition.Home.ShouldBe(new Uri("https://fund.example/calls"));
        definition.Cadence.ShouldBe(Duration.FromHours(6));
        definition.Delay.ShouldBeNull();
        definition.DefaultTime.ShouldBeNull();
        definition.Enabled.ShouldBeTrue();
        definition.Complete.ShouldBeFalse();
        definition.Aggregator.ShouldBeFalse();
        definition.Evidence.ShouldBe(new Evidence(EvidenceLevel.Recorded, new LocalDate(2026, 1, 31)));
        definition.Paging.ShouldBe(new PagingRule(1, 1, 3));
        definition.Rows.ShouldBe(new RowsRule(Path: "$.calls[*]"));
        definition.Fields.Keys.ShouldBe(["reference", "title", "address", "status"]);
        definition.Fields["title"].Select(r => r.Path).ShouldBe(["$.title", "$.name"]);
        definition.Fields["title"][0].Filters.Select(f => f.GetType()).ShouldBe([typeof(Filter.Squash), typeof(Filter.Replace)]);
        definition.Follow!.Refresh.ShouldBe(Duration.FromDays(1));
        definition.Contract.MinRows.ShouldBe(2);
        definition.Contract.MaxDrop.ShouldBe(0.5m);
        definition.Contract.Coverage.ShouldBe(new Dictionary<string, decimal> { ["title"] = 1m, ["closes"] = 0.9m });
    }

    [Theory]
#pragma warning disable format // a table
    //          written                             instead                             line  key                                        what is said
    [InlineData("country: NL",                      "contry: NL",                          5, "contry",                                  "'contry' is no key here. Did you mean 'country'?")]
    [InlineData("country: NL",                      "",                                    1, "country",                                 "The key 'country' is missing. ISO 3166-1")]
    [InlineData("version: 1",                       "version: 2",                          1, "version",                                 "'2' is not allowed.")]
    [InlineData("version: 1",                       "version: one",                        1, "version",                                 "Expected a number.")]
    [InlineData("name: Made-up Fund",               "name: 42",                            3, "name",                                    "Expected text. What people call the source. Put numbers")]
    [InlineData("name: Made-up Fund",               "name: ''",                            3, "name",                                    "This is empty. What people call")]
    [InlineData("home: https://fund",               "home: fund",                          4, "home",                                    "does not have the right form")]
    [InlineData("home: https://fund.example/calls", "home: https://",                      4, "home",                                    "'https://' is no web address")]
    [InlineData("country: NL",                      "country: Holland",                    5, "country",                                 "'Holland' does not have the right form. ISO 3166-1")]
    [InlineData("zone: Europe/Amsterdam",           "zone: Europe/Amsterdan",              7, "zone",                                    "Did you mean 'Europe/Amsterdam'?")]
    [InlineData("level: recorded",                  "level: recordet",                     9, "evidence.level",                          "'recordet' is not allowed. Did you mean 'recorded'?")]
    [InlineData("level: recorded",                  "level: unverified",                   1, "enabled",                                 "must be disabled (enabled: false)")]
    [InlineData("date: 2026-01-31",                 "date: 2026-02-31",                   10, "evidence.date",                           "This day does not exist")]
    [InlineData("cadence: 6h",                      "cadence: 6 hours",                   11, "cadence",                                 "Write 90s, 30m, 6h or 2d.")]
    [InlineData("cadence: 6h",                      "cadence: 99999999999999h",           11, "cadence",                                 "Write 90s, 30m, 6h or 2d.")]
    [InlineData("cadence: 6h",                      "cadence: 0h",                        11, "cadence",                                 "Write 90s, 30m, 6h or 2d.")]
    [InlineData("=${page}",                         "=1",                                 14, "paging",                                  "the request must hold ${page}")]
    [InlineData("=${page}",                         "=${pge}",                            13, "request.url",                             "'${pge}' names nothing that is read before this. Did you mean 'page'?")]
    [InlineData("paging:\n  max: 3\n",              "",                                   13, "request.url",                             "'${page}' names nothing that is read before this. To read several pages, add 'paging'.")]
    [InlineData("max: 3",                           "max: 99999999999",                   15, "paging.max",                              "Write at most 200.")]
    [InlineData("max: 3",                           "max: three",                         15, "paging.max",                              "Expected a number. The most pages")]
    [InlineData("response: json",                   "response: jsn",                      16, "response",                                "'jsn' is not allowed. Did you mean 'json'?")]
    [InlineData("response: json",                   "response: xml",                      17, "rows",                                    "needs rows.select, a CSS selector")]
    [InlineData("  path: $.calls[*]",               "  path: $.calls[*]\n  select: tr",   19, "rows.select",                             "only path counts here")]
    [InlineData("path: $.calls[*]",                 "path: $.calls[?(@.",                 18, "rows.path",                               "'$.calls[?(@.' cannot be read:")]
    [InlineData("path: $.calls[*]",                 "path: $[?(@.u =~ /(a/)]",            18, "rows.path",                               "cannot be read: Invalid pattern")]
    [InlineData("path: $.calls[*]",                 "path: calls",                        18, "rows.path",                               "'calls' does not have the right form. A JSON path")]
    [InlineData("  title:\n",                       "  titel:\n",                         22, "fields.titel",                            "'titel' is no key here. Did you mean 'title'?")]
    [InlineData("path: $.id",                       "paht: $.id",                         21, "fields.reference.paht",                   "'paht' is no key here. Did you mean 'path'?")]
    [InlineData("- path: $.name",                   "- pth: $.name",                      27, "fields.title[1].pth",                     "'pth' is no key here. Did you mean 'path'?")]
    [InlineData("- squash",                         "- sqash",                            25, "fields.title[0].filters[0]",              "'sqash' is not allowed. Did you mean 'squash'?")]
    [InlineData("- replace: {",                     "- relace: {",                        26, "fields.title[0].filters[1].relace",       "'relace' is no key here. Did you mean 'replace'?")]
    [InlineData("with: '' }",                       "wiht: '' }",                         26, "fields.title[0].filters[1].replace.wiht", "'wiht' is no key here. Did you mean 'with'?")]
    [InlineData(", with: '' }",                     " }",                                 26, "fields.title[0].filters[1].replace.with", "The key 'with' is missing.")]
    [InlineData("'^Call: '",                        "'^(Call: '",                         26, "fields.title[0].filters[1]",              "This is no regular expression: Invalid pattern")]
    [InlineData("{ limit: 80 }",                    "{ limit: 80, find: x }",             41, "follow.fields.type.filters[1]",           "Expected just one key here")]
    [InlineData("{ limit: 80 }",                    "{ limit: lots }",                    41, "follow.fields.type.filters[1].limit",     "Expected a number.")]
    [InlineData("{ limit: 80 }",                    "[limit]",                            41, "follow.fields.type.filters[1]",           "Write one of squash, text, absolute, canonicalUrl, base64, epoch, sum, or one of find, replace,")]
    [InlineData("    path: $.id",                   "    path: $.id\n    select: b",      20, "fields.reference",                        "Write exactly one of select, path, label and value.")]
    [InlineData("    path: $.id",                   "    select: b",                      20, "fields.reference",                        "In json write path")]
    [InlineData("  reference:\n    path: $.id",     "  reference: $.id",                  20, "fields.reference",                        "Write keys and values, indented below (select,")]
    [InlineData("  reference:\n    path: $.id\n",   "",                                   19, "fields",                                  "The field 'reference' is missing")]
    [InlineData("calls/${reference}",               "calls/${refrence}",                  28, "fields.address",                          "'${refrence}' names nothing that is read before this. Did you mean 'reference'?")]
    [InlineData("calls/${reference}",               "calls/${status}",                    28, "fields.address",                          "'${status}' names nothing that is read before this.")]
    [InlineData("calls/${reference}",               "calls/${reference",                  28, "fields.address",                          "is not closed")]
    [InlineData("{ running: Open }",                "{ running: Open, Running: Shut }",   32, "fields.status.map.Running",               "stands here twice")]
    [InlineData("{ running: Open }",                "{ running: yes, x: true }",          32, "fields.status.map.x",                     "Expected text.")]
    [InlineData("url: ${address}",                  "url: https://fund.example/",         34, "follow.url",                              "must name a field of the row")]
    [InlineData("url: ${address}",                  "url: ${nmae}",                       34, "follow.url",                              "'${nmae}' names nothing")]
    [InlineData("label: [Deadline]",                "label: Deadline",                    38, "follow.fields.closes.label",              "Expected a list")]
    [InlineData("label: [Deadline]",                "path: $.x",                          37, "follow.fields.closes",                    "In html and xml write select")]
    [InlineData("select: .type",                    "select: '.type['",                   40, "follow.fields.type.select",               "this is no CSS selector")]
    [InlineData("select: .type",                    "value: x\n      attr: y",            39, "follow.fields.type",                      "attr and remove go with select or label")]
    [InlineData("closes: 0.9",                      "close: 0.9",                         46, "contract.coverage.close",                 "'close' is no key here. Did you mean 'closes'?")]
    [InlineData("closes: 0.9",                      "closes: 90",                         46, "contract.coverage.closes",                "Write at most 1.")]
    [InlineData("minRows: 2",                       "minRows: 2.5",                       43, "contract.minRows",                        "Expected a number.")]
    [InlineData("id: made-up",                      "id: *made",                           2, "",                                        "Aliases (*name) are not allowed")]
    [InlineData("id: made-up",                      "id: made-up\nid: again",              3, "",                                        "Duplicate key")]
    [InlineData("  level: recorded",                "\tlevel: recorded",                   9, "",                                        "This is no valid YAML")]
    [InlineData("name: Made-up Fund",               "? [name]\n: Made-up Fund",            3, "",                                        "A key must be a word.")]
    [InlineData("name: Made-up Fund",               "name: \"Made-up Fund",                3, "",                                        "This is no valid YAML")]
    [InlineData("contract:\n",                      "---\nversion: 1\ncontract:\n",       43, "",                                        "A second YAML document begins here")]
#pragma warning restore format
    public void A_mistake_is_named_with_its_line_and_key(string written, string instead, int line, string key, string says)
    {
        Good.ShouldContain(written);

        var reading = DefinitionReader.Read(Good.Replace(written, instead, StringComparison.Ordinal));

        reading.Definition.ShouldBeNull();
        var fault = reading.Faults.FirstOrDefault(f => f.Key == key).ShouldNotBeNull(string.Join('\n', reading.Faults));
        fault.Message.ShouldContain(says);
        fault.Line.ShouldBe(line);
        reading.Faults.ShouldNotContain(f => f.Message.Contains("OneOf", StringComparison.Ordinal) || f.Message.Contains("AllOf", StringComparison.Ordinal));
    }

    [Theory]
#pragma warning disable format // a table
    [InlineData("",                    "Expected one YAML document")]
    [InlineData("# only a remark\n",   "Expected one YAML document")]
    [InlineData("- a\n- list\n",       "Expected one YAML document")]
    [InlineData("just words",          "Expected one YAML document")]
#pragma warning restore format
    public void What_is_no_definition_at_all_is_told(string text, string says)
    {
        var reading = DefinitionReader.Read(text);

        reading.Definition.ShouldBeNull();
        reading.Faults.ShouldHaveSingleItem().Message.ShouldContain(says);
    }

    [Fact]
    public void A_huge_file_is_refused() =>
        DefinitionReader.Read(Good + new string('#', 300_000)).Faults.ShouldHaveSingleItem().Message.ShouldContain("larger than 256 KiB");

    [Fact]
    public void A_deeply_nested_file_is_refused() =>
        DefinitionReader.Read("a: " + new string('[', 100_000)).Faults.ShouldHaveSingleItem().Message.ShouldContain("nested too deeply");

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_their_lines()
    {
        var reading = DefinitionReader.Read(Good
            .Replace("closes: 0.9", "closes: 90", StringComparison.Ordinal)
            .Replace("country: NL", "contry: NL", StringComparison.Ordinal)
            .Replace("- squash", "- sqash", StringComparison.Ordinal));

        reading.Faults.Select(f => f.Key).ShouldBe(["country", "contry", "fields.title[0].filters[0]", "contract.coverage.closes"]);
    }

    [Fact]
    public void Every_shipped_definition_is_good()
    {
        SourceCatalogue.Shipped.Select(d => d.Id).ShouldBe(SourceCatalogue.Shipped.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal));
        SourceCatalogue.Shipped.ShouldAllBe(d => d.TextHash.Length == 64);
    }

    [Fact]
    public void The_schema_knows_the_fields_that_the_code_knows()
    {
        using var stream = typeof(DefinitionReader).Assembly.GetManifestResourceStream("source.schema.json")!;
        var definitions = JsonNode.Parse(stream)!["definitions"]!;

        definitions["fields"]!["properties"]!.AsObject().Select(p => p.Key).ShouldBe(FieldNames.All);
        definitions["contract"]!["properties"]!["coverage"]!["properties"]!.AsObject().Select(p => p.Key).ShouldBe(FieldNames.All);
    }
}
