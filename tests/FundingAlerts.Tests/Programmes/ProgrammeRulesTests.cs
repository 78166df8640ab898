using FundingAlerts.Opportunities;
using FundingAlerts.Programmes;

namespace FundingAlerts.Tests.Programmes;

public class ProgrammeRulesTests
{
    private const string OneRule = """
        version: 1
        rules:
          - id: a-rule
            name: A rule
            applies:
              - references: ['^ABC-']
            countries: { NL: mayLead, GB: notEligible }
            together: cannot
            evidence: { text: It says so., source: a page, confidence: high, date: 2026-11-22 }
            reason: { en: Because., nl: Daarom. }
        """;

    [Fact]
    public void A_rule_file_is_read()
    {
        var rule = ProgrammeRules.Read(OneRule).Rules!.Rules.ShouldHaveSingleItem();

        rule.Id.ShouldBe("a-rule");
        rule.Countries["GB"].ShouldBe(Participation.NotEligible);
        rule.Together.ShouldBe(JointParticipation.Cannot);
        rule.Evidence.Confidence.ShouldBe(Confidence.High);
        rule.Reason.ShouldBe(new("Because.", "Daarom."));
    }

    [Theory]
    [Table("""
        version: 1                     ¦ version: 2                                     ¦ line 1, version: This program reads version 1.
        name: A rule                   ¦ nane: A rule                                   ¦ line 4, rules[0].nane: 'nane' is no key here. Did you mean 'name'?
        name: A rule                   ¦ nane: A rule                                   ¦ line 3, rules[0]: The key 'name' is missing.
        id: a-rule                     ¦ id: A Rule                                     ¦ line 3, rules[0].id: Write small letters, digits and hyphens
        - references: ['^ABC-']        ¦ - references: ['^AB(C-']                       ¦ line 6, rules[0].applies[0].references[0]: This is no pattern that can be used here
        - references: ['^ABC-']        ¦ - references: ['(?=ABC)']                      ¦ line 6, rules[0].applies[0].references[0]: This is no pattern that can be used here
        - references: ['^ABC-']        ¦ - references: '^ABC-'                          ¦ line 6, rules[0].applies[0].references: Expected a list
        - references: ['^ABC-']        ¦ - reference: ['^ABC-']                         ¦ line 6, rules[0].applies[0].reference: 'reference' is no key here. Did you mean 'references'?
        - references: ['^ABC-']        ¦ - {}                                           ¦ line 6, rules[0].applies[0]: Name at least one of
        - references: ['^ABC-']        ¦ - titles: ['&']                                ¦ line 6, rules[0].applies[0].titles[0]: '&' holds no word.
        - references: ['^ABC-']        ¦ - titles: [2026]                               ¦ line 6, rules[0].applies[0].titles[0]: Expected words; put numbers in quotes.
        GB: notEligible                ¦ UK: notEligible                                ¦ line 7, rules[0].countries.UK: 'UK' is no key here.
        GB: notEligible                ¦ UK: notEligible                                ¦ line 7, rules[0].countries: The key 'GB' is missing.
        GB: notEligible                ¦ GB: notElegible                                ¦ line 7, rules[0].countries.GB: 'notElegible' is not allowed. Did you mean 'notEligible'?
        GB: notEligible                ¦ GB: MayLead                                    ¦ line 7, rules[0].countries.GB: 'MayLead' is not allowed. Did you mean 'mayLead'?
        together: cannot               ¦ together: perhaps                              ¦ line 8, rules[0].together: 'perhaps' is not allowed. Known are: unknown, can, cannot.
        together: cannot               ¦ together:                                      ¦ line 8, rules[0].together: 'together' has no value.
        together: cannot               ¦ valid: { by: deadline, from: 2024-13-01 }      ¦ line 8, rules[0].valid.from: '2024-13-01' is no day; write YYYY-MM-DD.
        together: cannot               ¦ valid: { by: deadline, from: 2024-02-01, until: 2024-01-31 } ¦ line 8, rules[0].valid.until: The rule would end before it begins.
        together: cannot               ¦ valid: { by: opening }                         ¦ line 8, rules[0].valid: Write from, until or both
        together: cannot               ¦ valid: { by: workyear, from: 2024-01-01 }      ¦ line 8, rules[0].valid.by: 'workyear' is not allowed. Did you mean 'workYear'?
        date: 2026-11-22               ¦ date: yesterday                                ¦ line 9, rules[0].evidence.date: 'yesterday' is no day
        confidence: high               ¦ confidence: sure                               ¦ line 9, rules[0].evidence.confidence: 'sure' is not allowed.
        nl: Daarom.                    ¦ nl: ''                                         ¦ line 10, rules[0].reason.nl: Expected words.
        nl: Daarom.                    ¦ de: Darum.                                     ¦ line 10, rules[0].reason.de: 'de' is no key here.
        reason: { en:                  ¦ reason: &a { en:                               ¦
        version: 1                     ¦ version: [                                     ¦ line 1: This is no valid YAML
        version: 1                     ¦ [a, b]: 1                                      ¦ line 1: This is no valid YAML
        version: 1                     ¦ version: 1\nversion: 1                         ¦ This is no valid YAML
        version: 1                     ¦ - version                                      ¦ This is no valid YAML
        """)]
    public void A_mistake_is_told_with_its_line_and_key(string right, string wrong, string? fault)
    {
        var reading = ProgrammeRules.Read(OneRule.Replace(right, wrong, StringComparison.Ordinal));

        if (fault is null)
            reading.Faults.ShouldBeEmpty();
        else
            reading.Faults.Select(f => f.ToString()).ShouldContain(f => f.Contains(fault, StringComparison.Ordinal), string.Join('\n', reading.Faults));
        (reading.Rules is null).ShouldBe(fault is not null);
    }

    [Fact]
    public void Two_rules_of_one_id_are_a_mistake()
    {
        var twice = OneRule + "\n" + OneRule[OneRule.IndexOf("  - id:", StringComparison.Ordinal)..];

        ProgrammeRules.Read(twice).Faults.ShouldHaveSingleItem().Message.ShouldContain("already");
    }

    [Fact]
    public void The_rule_that_stands_first_answers()
    {
        var second = OneRule[OneRule.IndexOf("  - id:", StringComparison.Ordinal)..].Replace("a-rule", "b-rule", StringComparison.Ordinal).Replace("notEligible", "mayLead", StringComparison.Ordinal);
        var rules = ProgrammeRules.Read(OneRule + "\n" + second).Rules!;

        rules.Read(MadeUpCall.Of("ABC-1")).RuleId.ShouldBe("a-rule");
        rules.Read(MadeUpCall.Of("DEF-1")).RuleId.ShouldBeNull();
    }

    // What the source lists, what the rule says, what is told.
    [Theory]
    [Table("""
        Unknown     ¦ ABC-1 ¦ NotEligible ¦ Cannot
        MayTakePart ¦ ABC-1 ¦ MayTakePart ¦ Unknown
        NotEligible ¦ ABC-1 ¦ NotEligible ¦ Cannot
        MayLead     ¦ XYZ-1 ¦ MayLead     ¦ Unknown
        """)]
    public void The_source_counts_against_a_rule(Participation listed, string reference, Participation told, JointParticipation together)
    {
        var reading = ProgrammeRules.Read(OneRule).Rules!.Read(MadeUpCall.Of(reference, listed: new CountryEligibility("GB", listed, "listed")));

        reading.Of("GB").Participation.ShouldBe(told);
        reading.Of("GB").Listed.ShouldBe(new(listed, "listed"));
        reading.Together.ShouldBe(together);
    }

    [Fact]
    public void A_rule_that_knows_more_than_a_list_of_countries_counts()
    {
        var listed = new CountryEligibility("NL", Participation.MayTakePart, "The source lists this country for the call.");
        var reading = ProgrammeRules.Read(OneRule).Rules!.Read(MadeUpCall.Of("ABC-1", listed: listed));

        reading.Of("NL").Participation.ShouldBe(Participation.MayLead);
        reading.Of("NL").Evidence.ShouldBe("It says so. (a page)");
        reading.Of("NL").Listed.ShouldBe(new(Participation.MayTakePart, listed.Evidence));
    }

    [Fact]
    public void A_call_without_a_rule_is_unknown_and_says_why()
    {
        var reading = ProgrammeRules.Shipped.Read(MadeUpCall.Of());

        reading.Countries.ShouldAllBe(c => c.Participation == Participation.Unknown && c.Reason!.English.Contains("No rule says") && c.Reason.Dutch.Contains("Geen regel"));
        reading.RuleId.ShouldBeNull();
    }

    [Theory]
    [InlineData("HORIZON-CL4-2026-04-DATA-06")]
    [InlineData("EDF-2026-RA-SENS-MSDT")]
    [InlineData("no-rule")]
    public void Filling_in_twice_is_filling_in_once(string reference)
    {
        var call = MadeUpCall.Of(reference, listed: [new("GB", Participation.MayTakePart, "listed"), new("NO", Participation.MayTakePart, "listed")]);
        var once = ProgrammeRules.Shipped.With(call);
        var twice = ProgrammeRules.Shipped.With(once);

        once.Eligibility.Select(e => e.Country).ShouldBe(["GB", "NL", "NO"]);
        twice.Eligibility.ShouldBe(once.Eligibility);
    }

    [Fact]
    public void A_filled_in_call_keeps_its_reasons_in_storage()
    {
        var filled = ProgrammeRules.Shipped.With(MadeUpCall.Of("EDF-2026-RA-SENS-MSDT")).Eligibility[0];
        var json = System.Text.Json.JsonSerializer.Serialize(filled);

        System.Text.Json.JsonSerializer.Deserialize<CountryEligibility>(json).ShouldBe(filled);
    }
}
