// Each of these breaks a rule on purpose: the architecture tests assert that it is caught.
#pragma warning disable IDE0130, CA1852 // one file for a whole small world, not all of it sealed
namespace FundingAlerts.Tests.Architecture.Planted.Storage
{
    internal sealed class TableThatKnowsCalls
    {
        public Opportunities.CallThatKnowsSources? Call { get; init; }

        public Microsoft.Data.Sqlite.SqliteConnection? Connection { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Opportunities
{
    internal sealed class CallThatKnowsSources
    {
        public Sources.SourceThatKnowsScraping? Source { get; init; }

        public Storage.TableThatKnowsCalls? Table { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Sources
{
    internal sealed class SourceThatKnowsScraping
    {
        public Scraping.ScrapeThatKnowsMatching? Scrape { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Scraping
{
    internal sealed class ScrapeThatKnowsMatching
    {
        public Matching.MatchManager? Matches { get; init; }

        public Microsoft.AspNetCore.Http.HttpContext? Context { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Interests
{
    internal sealed class InterestThatKnowsMatching
    {
        public Matching.MatchManager? Match { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Matching
{
    internal class MatchManager
    {
        public Digests.DigestThatKnowsSubscribing? Digest { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Delivery
{
    internal sealed class MailThatKnowsDigests
    {
        public Digests.DigestThatKnowsSubscribing? Digest { get; init; }

        public MimeKit.MimeMessage? Message { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Digests
{
    internal interface IDigestComposer;

    internal sealed class DigestThatKnowsSubscribing : IDigestComposer
    {
        public Subscribing.SignUpThatKnowsWork? SignUp { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Teams
{
    internal sealed class TeamThatKnowsDigests
    {
        public Digests.DigestThatKnowsSubscribing? Digest { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Subscribing
{
    internal sealed class SignUpThatKnowsWork
    {
        public Work.LedgerThatKnowsVerification? Work { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Programmes
{
    internal sealed class RuleThatKnowsScraping
    {
        public Scraping.ScrapeThatKnowsMatching? Scrape { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Work
{
    internal sealed class LedgerThatKnowsVerification
    {
        public Verification.CheckThatKnowsScraping? Check { get; init; }
    }
}

namespace FundingAlerts.Tests.Architecture.Planted.Verification
{
    internal sealed class CheckThatKnowsScraping
    {
        public Scraping.ScrapeThatKnowsMatching? Scrape { get; init; }
    }
}
