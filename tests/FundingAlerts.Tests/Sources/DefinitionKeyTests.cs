using FundingAlerts.Sources;

namespace FundingAlerts.Tests.Sources;

/// <summary>The keys beyond a plain list: a mistake in each is named with its line, its key, what was expected and the nearest valid word.</summary>
public sealed class DefinitionKeyTests
{
    private const string Good = """
        version: 1
        id: made-up
        name: Made-up Fund
        home: https://fund.example/calls
        country: NL
        language: en
        languages: [en, nl]
        zone: Europe/Amsterdam
        evidence: { level: recorded, date: 2026-01-31 }
        quiet: 30d
        request:
          url: https://fund.example/calls
          form: { sort: newest }
        paging:
          next: { select: a.next }
        probe:
          request: { url: 'https://fund.example/old' }
          reference: old-call
        response: html
        emptyWhen: { text: No calls now }
        brokenWhen:
          - { select: .login, message: Somebody has to log in. }
        rows:
          select: li
        fields:
          reference: { select: a, attr: href, required: true, filters: [canonicalUrl] }
          title: { select: a, filters: [{ stripPrefix: 'Call: ' }] }
          address: { select: a, attr: href, filters: [absolute] }
          opens: { select: .opens, filters: [{ date: d MMMM yyyy }] }
          status: { select: .state, map: { running: Open }, otherwise: Unknown, default: Unknown }
          total: { select: .total, filters: [{ money: EUR }] }
        follow:
          url: https://fund.example/api
          response: json
          json: { id: '${reference}' }
          fields:
            closes: { path: $.closes, filters: [epoch] }
        contract:
          minRows: 2
          maxRows: 90
          maxTime: 10m
          statuses: [404]
        fixtures:
          - { page: list.html, is: good, url: https://fund.example/calls }
        """;

    [Fact]
    public void The_whole_language_is_understood()
    {
        var reading = DefinitionReader.Read(Good);

        reading.Faults.ShouldBeEmpty();
        reading.Definition!.Paging!.Next.ShouldBe(new NextRule("a.next", null, null));
    }

    [Theory]
    // written                       ¦ instead                              ¦ line ¦ key                            ¦ what is said
    [Table("""
        languages: [en, nl]          ¦ languages: [en, dutch]               ¦ 7    ¦ languages[1]                   ¦ 'dutch' does not have the right form
        languages: [en, nl]          ¦ languages: en                        ¦ 7    ¦ languages                      ¦ Expected a list
        quiet: 30d                   ¦ quiet: a month                       ¦ 10   ¦ quiet                          ¦ Write 30d for a funder
        quiet: 30d                   ¦ quite: 30d                           ¦ 10   ¦ quite                          ¦ Did you mean 'quiet'?
        form: { sort: newest }       ¦ from: { sort: newest }               ¦ 13   ¦ request.from                   ¦ Did you mean 'form'?
        form: { sort: newest }       ¦ form: { sort: [newest] }             ¦ 13   ¦ request.form.sort              ¦ Expected text
        form: { sort: newest }       ¦ form: { sort: '${pge}' }             ¦ 13   ¦ request.form                   ¦ '${pge}' names nothing
        form: { sort: newest }       ¦ json: { a: 1 }\n  form: { b: c }     ¦ 11   ¦ request                        ¦ Write at most one of form, json and parts
        form: { sort: newest }       ¦ json: newest                         ¦ 13   ¦ request.json                   ¦ Expected keys and values
        form: { sort: newest }       ¦ headers: { Accept: 1 }               ¦ 13   ¦ request.headers.Accept         ¦ Expected text
        { select: a.next }           ¦ { selct: a.next }                    ¦ 15   ¦ paging.next.selct              ¦ Did you mean 'select'?
        { select: a.next }           ¦ { select: 'a[' }                     ¦ 15   ¦ paging.next.select             ¦ this is no CSS selector
        { select: a.next }           ¦ { path: $.next }                     ¦ 15   ¦ paging.next                    ¦ In html and xml the next page is found by select
        next: { select: a.next }     ¦ next: { select: a }\n  each: [a, b]  ¦ 14   ¦ paging                         ¦ Write either each or next
        next: { select: a.next }     ¦ each: [only]                         ¦ 15   ¦ paging.each                    ¦ Words that ${page} stands for
        next: { select: a.next }     ¦ each: [a, b]                         ¦ 14   ¦ paging                         ¦ the request must hold ${page}
        reference: old-call          ¦ refrence: old-call                   ¦ 18   ¦ probe.refrence                 ¦ Did you mean 'reference'?
        reference: old-call          ¦ reference: ''                        ¦ 18   ¦ probe.reference                ¦ This is empty
        fund.example/old             ¦ fund.example/${page}                 ¦ 17   ¦ probe.request                  ¦ A probe is one question
        'https://fund.example/old'   ¦ fund.example/old                     ¦ 17   ¦ probe.request.url              ¦ does not have the right form
        { text: No calls now }       ¦ { txt: No calls now }                ¦ 20   ¦ emptyWhen.txt                  ¦ Did you mean 'text'?
        { text: No calls now }       ¦ { text: 'No' }                       ¦ 20   ¦ emptyWhen.text                 ¦ So short a text stands on every page
        { text: No calls now }       ¦ { path: $.none }                     ¦ 20   ¦ emptyWhen                      ¦ In html and xml write select, text or both
        { text: No calls now }       ¦ { select: '>' }                      ¦ 20   ¦ emptyWhen.select               ¦ this is no CSS selector
        { text: No calls now }       ¦ No calls now                         ¦ 20   ¦ emptyWhen                      ¦ Expected keys and values
        { select: .login, message: Somebody has to log in. } ¦ { select: .login } ¦ 22 ¦ brokenWhen[0]              ¦
        message: Somebody has to log in. ¦ mesage: Somebody has to log in.  ¦ 22   ¦ brokenWhen[0].mesage           ¦ Did you mean 'message'?
        select: .login               ¦ path: $.login                        ¦ 22   ¦ brokenWhen[0]                  ¦ In html and xml write select, text or both
        select: li                   ¦ select: li\n  embedded: { path: $ }  ¦ 25   ¦ rows.embedded.select           ¦ The key 'select' is missing
        select: li                   ¦ path: $[*]\n  embedded: { select: script, pth: $ } ¦ 25 ¦ rows.embedded.pth  ¦ Did you mean 'path'?
        required: true               ¦ required: yes                        ¦ 26   ¦ fields.reference.required      ¦ Expected true or false
        required: true               ¦ requird: true                        ¦ 26   ¦ fields.reference.requird       ¦ Did you mean 'required'?
        [canonicalUrl]               ¦ [canonicalUri]                       ¦ 26   ¦ fields.reference.filters[0]    ¦ Did you mean 'canonicalUrl'?
        stripPrefix: 'Call: '        ¦ stripPrefx: 'Call: '                 ¦ 27   ¦ fields.title.filters[0].stripPrefx ¦ Did you mean 'stripPrefix'?
        stripPrefix: 'Call: '        ¦ stripPrefix: ''                      ¦ 27   ¦ fields.title.filters[0].stripPrefix ¦ This is empty
        date: d MMMM yyyy            ¦ date: d QQQ yyyy%                    ¦ 29   ¦ fields.opens.filters[0]        ¦ is no date pattern
        map: { running: Open }, oth  ¦ oth                                  ¦ 30   ¦ fields.status                  ¦ otherwise goes with map
        otherwise: Unknown           ¦ otherwize: Unknown                   ¦ 30   ¦ fields.status.otherwize        ¦ Did you mean 'otherwise'?
        default: Unknown             ¦ defualt: Unknown                     ¦ 30   ¦ fields.status.defualt          ¦ Did you mean 'default'?
        money: EUR                   ¦ money: euro                          ¦ 31   ¦ fields.total.filters[0].money  ¦ 'euro' does not have the right form
        money: EUR                   ¦ mony: EUR                            ¦ 31   ¦ fields.total.filters[0].mony   ¦ Did you mean 'money'?
        id: '${reference}'           ¦ id: '${refrence}'                    ¦ 35   ¦ follow.json                    ¦ Did you mean 'reference'?
        json: { id:                  ¦ form: { a: b }\n  json: { id:        ¦ 32   ¦ follow                         ¦ Write at most one of form and json
        filters: [epoch]             ¦ filters: [epoh]                      ¦ 37   ¦ follow.fields.closes.filters[0] ¦ Did you mean 'epoch'?
        maxRows: 90                  ¦ maxRows: 0                           ¦ 40   ¦ contract.maxRows               ¦ Write at least 1
        maxRows: 90                  ¦ maxRow: 90                           ¦ 40   ¦ contract.maxRow                ¦ Did you mean
        maxTime: 10m                 ¦ maxTime: 10 minutes                  ¦ 41   ¦ contract.maxTime               ¦ does not have the right form
        statuses: [404]              ¦ statuses: [4040]                     ¦ 42   ¦ contract.statuses[0]           ¦ Write at most 599
        statuses: [404]              ¦ statuses: 404                        ¦ 42   ¦ contract.statuses              ¦ Expected a list
        is: good                     ¦ is: god                              ¦ 44   ¦ fixtures[0].is                 ¦ Did you mean 'good'?
        page: list.html              ¦ page: ../list.html                   ¦ 44   ¦ fixtures[0].page               ¦ does not have the right form
        page: list.html, is          ¦ pge: list.html, is                   ¦ 44   ¦ fixtures[0].pge                ¦ Did you mean 'page'?
        """)]
    public void A_mistake_is_named_with_its_line_and_key(string written, string instead, int line, string key, string? says)
    {
        Good.ShouldContain(written);

        var reading = DefinitionReader.Read(Good.Replace(written, instead, StringComparison.Ordinal));

        reading.Definition.ShouldBeNull();
        var fault = reading.Faults.FirstOrDefault(f => f.Key == key && f.Message.Contains(says ?? "", StringComparison.Ordinal))
            .ShouldNotBeNull($"{key}: {says}\n{string.Join('\n', reading.Faults)}");
        fault.Line.ShouldBe(line, fault.ToString());
        reading.Faults.ShouldNotContain(f => f.Message.Contains("does not fit the format", StringComparison.Ordinal), string.Join('\n', reading.Faults));
    }
}
