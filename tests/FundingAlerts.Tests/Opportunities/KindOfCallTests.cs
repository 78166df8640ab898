using System.Text.Json;
using FundingAlerts.Opportunities;
using FundingAlerts.Opportunities.Printed;
using FundingAlerts.Scraping;
using FundingAlerts.Sources;
using FundingAlerts.Storage;
using FundingAlerts.Tests.Scraping;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities;

/// <summary>Kind, applicants and applying together, as every call carries them.</summary>
public sealed class KindOfCallTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 8, 24, 7, 0);
    private readonly ScrapingWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [Table("""
        Fellowship     ¦ Photonic neurons               ¦                          ¦ Fellowship  ¦ Fellowship
        Grant          ¦ Photonic neurons fellowship    ¦                          ¦ Fellowship  ¦ Photonic neurons fellowship
        Grant          ¦ Photonic neurons               ¦ Pays a fellowship abroad ¦ Fellowship  ¦ Pays a fellowship abroad
        Grant          ¦ Photonic neurons               ¦                          ¦ Unknown     ¦ Grant
                       ¦ Photonic neurons               ¦                          ¦ Unknown     ¦ -
        """)]
    public void The_kind_stands_beside_the_words_that_say_it(string? type, string title, string? summary, OpportunityKind kind, string words) =>
        KindText.Understand(type, title, summary, null, "x-1").ShouldBe(new(kind, words.Replace("-", "", StringComparison.Ordinal)));

    [Fact]
    public void A_listing_becomes_a_call_with_kind_applicants_and_whether_two_countries_can_apply_together()
    {
        var call = Normalise(("programme", "Horizon Europe"), ("type", "HORIZON Research and Innovation Actions"), ("applicants", "Universities and SMEs"));
        call.Kind.ShouldBe(new(OpportunityKind.Research, "HORIZON Research and Innovation Actions"));
        call.Applicants.ShouldBe([ApplicantType.University, ApplicantType.SmallCompany]);
        call.ApplicantTypes.ShouldBe(["Universities and SMEs"]);
        call.Together!.Participation.ShouldBe(JointParticipation.Can);
        call.Together.RuleId.ShouldBe("horizon-associated");

        var unknown = Normalise();
        unknown.Kind!.Value.ShouldBe(OpportunityKind.Unknown);
        unknown.Applicants.ShouldBeEmpty();
        unknown.Together!.Participation.ShouldBe(JointParticipation.Unknown);
        unknown.Together.Reason.English.ShouldContain("No rule says");
    }

    [Fact]
    public void A_call_stored_before_these_were_read_gains_them_without_telling_anybody()
    {
        var now = Normalise(("programme", "Horizon Europe"), ("type", "HORIZON Research and Innovation Actions"), ("applicants", "Universities"));
        var before = JsonSerializer.SerializeToNode(now, StoredJson.Options)!.AsObject();
        foreach (var name in new[] { "kind", "applicants", "together" })
            before.Remove(name).ShouldBeTrue(name);
        var known = before.Deserialize<Opportunity>(StoredJson.Options)!;
        (known.Kind, known.Together, known.Applicants.Count).ShouldBe((null, null, 0));

        var gained = OpportunityDifference.Between(known, now, Now);
        gained.Changes.ShouldAllBe(c => !c.IsMaterial);
        gained.Changes.OfType<OpportunityChange.Amended>().Select(c => c.Field).ShouldBe(["applicants", "kind", "together"]);
        gained.Next.Together.ShouldBe(now.Together);
        OpportunityDifference.Between(gained.Next, now, Now).Changes.ShouldBeEmpty();
        OpportunityDifference.Between(now, now with { Kind = new(OpportunityKind.Prize, "A prize") }, Now).Changes.ShouldAllBe(c => !c.IsMaterial);
    }

    [Fact]
    public void Where_source_and_rule_contradict_each_other_together_is_unknown_and_says_why()
    {
        var call = Normalise(("title", "Innovation loans"), ("programme", "Horizon Europe"), ("type", "HORIZON Research and Innovation Actions"));
        var overruled = FundingAlerts.Programmes.ProgrammeRules.Shipped.With(call with
        {
            Eligibility = [new("GB", Participation.NotEligible, "Not open to the UK")],
        });
        overruled.Together!.Participation.ShouldBe(JointParticipation.Unknown);
        overruled.Together.Reason.English.ShouldContain("other countries than the programme's rule");
    }

    [Fact]
    public void A_status_that_was_mapped_stands_beside_the_sites_own_word()
    {
        var listing = new Listing(new Dictionary<string, IReadOnlyList<string>>
        {
            [FieldNames.Reference] = ["x-1"],
            [FieldNames.Title] = ["Photonic neurons"],
            [FieldNames.Address] = ["https://fund.example/1"],
            [FieldNames.Status] = ["open"],
        });
        var printed = listing with { Printed = new Dictionary<string, IReadOnlyList<string>> { [FieldNames.Status] = ["31094502"] } };
        Normaliser.Normalise(_world.Fund, printed).Opportunity!.StatusWord.ShouldBe(new(OpportunityStatus.Open, "31094502"));
        JsonSerializer.Deserialize<Listing>("""{"fields":{"status":["open"]}}""", StoredJson.Options)!.FirstPrinted("status").ShouldBe("open");
    }

    private Opportunity Normalise(params (string Name, string Text)[] fields)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [FieldNames.Reference] = ["HORIZON-CL4-2026-04-DATA-06"],
            [FieldNames.Title] = ["Photonic neurons"],
            [FieldNames.Address] = ["https://fund.example/1"],
        };
        foreach (var (name, text) in fields)
            all[name] = [text];
        if (fields.Length == 0)
            all[FieldNames.Reference] = ["x-1"];
        return Normaliser.Normalise(_world.Fund, new(all)).Opportunity.ShouldNotBeNull();
    }
}
