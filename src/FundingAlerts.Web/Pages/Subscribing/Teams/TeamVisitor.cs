using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Wording;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>Somebody who came by a link that we signed for a team.</summary>
/// <param name="Team">As it is kept.</param>
/// <param name="Member">Null for a copy that the team reads together, and for somebody who is in the team no more.</param>
/// <param name="By">As a reader of the team's mails, with what they ask for.</param>
internal sealed record TeamVisitor(Subscriber Team, TeamMember? Member, Visitor By)
{
    public string Id => Team.SubscriberId;

    public Asked Asked => By.Asked;

    /// <summary>Came by a mail that all read together: may look, and decides nothing.</summary>
    public bool IsShared => By.Reader.MemberId == TeamReaders.Everybody;

    public bool IsOwner => Member is { Role: TeamRole.Owner, JoinedAt: not null };

    /// <summary>The team's name, fit to be shown.</summary>
    public string Name => PlainText.Line(Team.Name, 80) is { Length: > 0 } name ? name : Asked.Book.NamelessTeam;

    /// <summary>The team's page.</summary>
    public (string Words, string Path) Home => (Asked.Book.Words.TeamPage, PathOf(LinkPurpose.Preferences));

    public string PathOf(LinkPurpose purpose, string what = "") => By.Signer.PathOf(By.Reader, purpose, what);

    public CallWording Words(FrontDesk desk) => CallWording.For(Asked.Book.Language, Team.Zone, desk.Now);

    /// <returns>
    /// Null for whom we do not know and for links that are not ours: both are a page that does not exist. By links to join and to
    /// leave they are let in also who are no member any more, to be told so.
    /// </returns>
    public static async Task<TeamVisitor?> LetInAsync(HttpContext context, FrontDesk desk, string team, string member, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        if (!Visitor.IsId(team) || !Visitor.IsId(member) || await desk.Subscribers.FindAsync(team, cancellationToken) is not { IsTeam: true } known)
            return null;
        var who = await desk.Teams.FindMemberAsync(team, member, cancellationToken);
        var isPassing = purpose is LinkPurpose.Join or LinkPurpose.Stop;
        if (who is { JoinedAt: null } && !isPassing)
            return null;
        if (who is null && !isPassing && !(member == TeamReaders.Everybody && await IsSharedAsync(desk, team, cancellationToken)))
            return null;
        var reader = who is null ? known with { MemberId = member, LinkEpoch = member == TeamReaders.Everybody ? known.LinkEpoch : 0 } : TeamReaders.AsRead(known, who);
        var what = Visitor.WhatOf(context, purpose);
        var signer = await desk.Keys.SignerAsync(cancellationToken);
        return signer.IsGenuine(reader, purpose, what, context.Request.Query["k"])
            ? new(known, who, new(reader, signer, what, Asked.Address(context, reader)) { Kept = known })
            : null;
    }

    /// <returns>With what their form says; null for one that cannot be read.</returns>
    public async Task<TeamVisitor?> WithFormAsync(HttpContext context, CancellationToken cancellationToken) =>
        await By.WithFormAsync(context, cancellationToken) is { } form ? this with { By = form } : null;

    // A copy of long ago opens nothing once each gets their own.
    private static async Task<bool> IsSharedAsync(FrontDesk desk, string team, CancellationToken cancellationToken) =>
        (await desk.Teams.SettingsAsync(team, cancellationToken)).Destination != TeamDestination.Members;
}
