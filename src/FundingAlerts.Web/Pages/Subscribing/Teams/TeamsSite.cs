using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>
/// The pages of teams. As with one's own pages, what a link does needs its seal and a GET changes nothing; each member's links are
/// their own, and what only an owner may do is refused to others whatever their form says.
/// </summary>
public static class TeamsSite
{
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder endpoints)
    {
        var own = endpoints.MapGroup("/team/{team}/{member}").AddEndpointFilter(SubscribingSite.KeepPrivateAsync);
        TeamEndpoints.Map(own);
        MembershipEndpoints.Map(own);
        TeamCallEndpoints.Map(own);
        return endpoints;
    }

    /// <summary>Says that only an owner may do this.</summary>
    internal static IResult Refuse(TeamVisitor visitor) =>
        visitor.Asked.Say(visitor.Asked.Book.OwnersOnlyTitle, visitor.Asked.Book.OwnersOnlySays, StatusCodes.Status403Forbidden, visitor.Home);
}
