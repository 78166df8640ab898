using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using Microsoft.AspNetCore.Http;

namespace FundingAlerts.Web.Pages.Subscribing;

/// <summary>Somebody who came by a link that we signed, and what the link is about.</summary>
/// <param name="What">The call or the mail; empty where the purpose says it all.</param>
internal sealed record Visitor(Subscriber Reader, LinkSigner Signer, string What, Asked Asked)
{
    private const int LongestId = 100;

    public string Id => Reader.SubscriberId;

    /// <summary>Whose settings these are: of a team's member the team as it is kept, else the reader.</summary>
    public Subscriber Kept { get; init; } = Reader;

    /// <summary>The call that the link names; null where it names none.</summary>
    public OpportunityId? Call => What.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < What.Length - 1 ? OpportunityId.Parse(What) : null;

    /// <returns>Null for whom we do not know and for links that are not ours: both are a page that does not exist.</returns>
    public static async Task<Visitor?> LetInAsync(HttpContext context, FrontDesk desk, string id, LinkPurpose purpose, CancellationToken cancellationToken)
    {
        if (!IsId(id))
            return null;
        var query = context.Request.Query;
        var what = WhatOf(context, purpose);
        var signer = await desk.Keys.SignerAsync(cancellationToken);
        return await desk.Subscribers.FindAsync(id, cancellationToken) is { } reader && signer.IsGenuine(reader, purpose, what, query["k"])
            ? new(reader, signer, what, Asked.Address(context, reader))
            : null;
    }

    /// <summary>Whether this can be an id of ours at all.</summary>
    public static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The call or the mail that a link names; empty where the purpose says it all.</summary>
    public static string WhatOf(HttpContext context, LinkPurpose purpose) =>
        purpose is LinkPurpose.Preferences or LinkPurpose.Stop or LinkPurpose.Join ? "" : context.Request.Query[LinkSigner.NameOf(purpose)].ToString();

    /// <returns>With what their form says; null for one that cannot be read.</returns>
    public async Task<Visitor?> WithFormAsync(HttpContext context, CancellationToken cancellationToken) =>
        await Asked.FormAsync(context, Reader, cancellationToken) is { } form ? this with { Asked = form } : null;
}
