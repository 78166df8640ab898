using System.Text;
using FundingAlerts.Sources;
using FundingAlerts.Sources.Curation;

namespace FundingAlerts.Tests.Sources.Curation;

public sealed class FieldTrialTests
{
    [Fact]
    public void Each_rule_is_tried_by_itself_and_one_that_is_not_needed_is_told_from_one_that_is_blind()
    {
        var source = ReadingWorld.Define(
            ResponseFormat.Html,
            """
              funder: [{ select: .funder }, { label: [Funder, Geldgever] }]
              closes: [{ label: [Closes] }, { select: time, attr: datetime }]
              total: { select: .gone }
            """,
            rows: "{ select: article }");
        var page = new Page(ReadingWorld.Address, "", "utf-8", Encoding.UTF8.GetBytes(
            """
            <article><b class="funder">NWO</b><dl><dt>Closes</dt><dd>3 May 2027</dd></dl></article>
            <article><b class="funder">UKRI</b><time datetime="2027-06-01">June</time></article>
            """));

        var trials = FieldTrial.Of(source, page, isDetail: false).Where(t => t.Field is "funder" or "closes" or "total");

        trials.ShouldBe(
            [
                new("funder", "select: .funder", true, 2, 2, "NWO"),
                new("funder", "label: Funder, Geldgever", false, 0, 2, null),
                new("closes", "label: Closes", true, 1, 2, "3 May 2027"),
                new("closes", "select: time @datetime", true, 1, 2, "2027-06-01"),
                new("total", "select: .gone", true, 0, 2, null),
            ]);
    }
}
