using FundingAlerts.Opportunities;
using FundingAlerts.Programmes;
using FundingAlerts.Tests.Opportunities.Twins;
using NodaTime;

namespace FundingAlerts.Tests.Opportunities;

/// <summary>Only what a source says of countries is news; what our rules conclude is not.</summary>
public sealed class EligibilityChangeTests
{
    private static readonly Instant Now = Calls.Seen;

    private static readonly Opportunity Call = Calls.Of("eu", "Photonic neurons", "European Commission", "1 May 2027", "HORIZON-CL4-2027-04-DATA-06") with
    {
        Programme = "Horizon Europe",
        Type = "HORIZON Research and Innovation Actions",
    };

    [Fact]
    public void A_call_stored_without_answers_gains_them_without_telling_anybody()
    {
        var read = ProgrammeRules.Shipped.With(Call);
        read.Eligibility.ShouldContain(e => e.Country == "NL" && e.Participation == Participation.MayLead);
        var difference = Between(Call, read);
        difference.Changes.ShouldAllBe(c => !c.IsMaterial);
        var kept = difference.Changes.OfType<OpportunityChange.Amended>().Single(c => c.Field == "eligibility");
        (kept.Old, kept.New.Contains("NL MayLead", StringComparison.Ordinal)).ShouldBe(("", true));
        difference.Next.Eligibility.ShouldBe(read.Eligibility);
        Between(difference.Next, read).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Another_answer_of_our_rules_is_kept_and_told_to_nobody()
    {
        var before = Listing(("GB", Participation.MayTakePart));
        var after = before with { Eligibility = [.. before.Eligibility.Select(e => e with { Participation = Participation.OwnFundingNeeded, Evidence = "Another rule" })] };
        Between(before, after).Changes.ShouldHaveSingleItem().ShouldBeOfType<OpportunityChange.Amended>().Field.ShouldBe("eligibility");

        // The answer alone, of one country.
        var answer = before with { Eligibility = [before.Eligibility[0] with { Participation = Participation.Unknown }, before.Eligibility[1]] };
        var changed = Between(before, answer);
        changed.Changes.ShouldHaveSingleItem().IsMaterial.ShouldBeFalse();
        changed.Next.Eligibility.ShouldBe(answer.Eligibility);
    }

    [Fact]
    public void What_the_source_says_of_a_country_is_told()
    {
        var (without, with) = (ProgrammeRules.Shipped.With(Call), Listing(("GB", Participation.NotEligible)));
        Between(without, with).Changes.OfType<OpportunityChange.EligibilityChanged>().ShouldHaveSingleItem().New.ShouldBe(with.Eligibility);
        Between(with, without).Changes.OfType<OpportunityChange.EligibilityChanged>().ShouldHaveSingleItem();

        // Also where no rule was ever asked.
        Between(Call, Call with { Eligibility = [new("NO", Participation.MayTakePart, "Listed")] }).Changes.ShouldHaveSingleItem().IsMaterial.ShouldBeTrue();
    }

    [Fact]
    public void What_the_source_says_too_is_kept_and_told_to_nobody()
    {
        var (without, with) = (ProgrammeRules.Shipped.With(Call), Listing(("NL", Participation.MayTakePart)));
        var difference = Between(without, with);
        difference.Changes.ShouldHaveSingleItem().IsMaterial.ShouldBeFalse();
        difference.Next.Eligibility.Single(e => e.Country == "NL").Listed.ShouldNotBeNull();
    }

    private static Opportunity Listing(params (string Country, Participation Participation)[] listed) => ProgrammeRules.Shipped.With(Call with
    {
        Eligibility = [.. listed.Select(l => new CountryEligibility(l.Country, l.Participation, "The source lists this country for the call."))],
    });

    private static OpportunityDifference Between(Opportunity known, Opportunity read) => OpportunityDifference.Between(known, read, Now);
}
