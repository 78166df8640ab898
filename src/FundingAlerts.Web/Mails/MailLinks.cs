using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>The links by which a reader acts on a mail. Where our pages cannot be reached from a mail there are none, but that to stop, by mail.</summary>
/// <param name="signer">Null where links cannot be signed.</param>
public sealed class MailLinks(MailIdentity identity, LinkSigner? signer, Subscriber reader, string deliveryId)
{
    private readonly Uri? _site = signer is null || SafeLink.Of(identity.Site) is null ? null : identity.Site;

    public bool IsForTeam => reader.MemberId is not null;

    public string? Preferences => To(LinkPurpose.Preferences);

    /// <summary>The mail as a page.</summary>
    public string? View => To(LinkPurpose.View, deliveryId);

    /// <summary>A page with a button, which also takes a mailbox's own one-click request (RFC 8058); null without a site.</summary>
    public string? StopPage => To(LinkPurpose.Stop);

    /// <summary>mailto:…?subject=unsubscribe%20s1, with our name for the subscriber and nothing of theirs.</summary>
    public string StopByMail => $"mailto:{identity.ContactAddress}?subject={Uri.EscapeDataString(IsForTeam ? $"unsubscribe {reader.SubscriberId}.{reader.MemberId}" : $"unsubscribe {reader.SubscriberId}")}";

    public string? Hide(OpportunityId call) => To(LinkPurpose.Hide, call.ToString());

    public string? Remind(OpportunityId call) => To(LinkPurpose.Remind, call.ToString());

    /// <summary>The call's calendar file.</summary>
    public string? Calendar(OpportunityId call) => At(CallLink.ToCalendar(call));

    /// <summary>A path on our site as an address.</summary>
    public string? At(string path) => _site is null ? null : new Uri(_site, path).AbsoluteUri;

    private string? To(LinkPurpose purpose, string what = "") => signer is null ? null : At(signer.PathOf(reader, purpose, what));
}
