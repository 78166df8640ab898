using FundingAlerts.Delivery;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>Words the mails that people ask for: to confirm, and to find their settings again; <c>WriteAsync</c> is a <see cref="NoticeWriter"/>.</summary>
public sealed class NoticeLetter(LetterRenderer renderer)
{
    private const int MostInterests = 10;

    public async Task<Letter> WriteAsync(Notice notice, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var model = Model(notice);
        var html = await renderer.RenderAsync<NoticeMail>(nameof(NoticeMail.Model), model);
        return new(notice.DeliveryId, DigestLetter.RecipientOf(notice.To), model.Subject, html, Text(model))
        {
            // Nothing to leave: this is no list, but an answer.
            Headers = LetterRenderer.AnswerHeaders(model.Book),
        };
    }

    private NoticeModel Model(Notice notice)
    {
        var words = CallWording.For(notice.To.Language, notice.To.Zone, notice.ComposedAt);
        var book = words.Book;
        if (notice.Invitation is { } invitation)
            return Model(notice, invitation, words);
        var isLink = notice.Request is null;
        var expires = notice.ExpiresAt.InZone(words.Zone);
        return new(
            book,
            isLink ? book.YourLinkSubject : book.ConfirmSubject,
            isLink ? book.YourLinkSubject : book.ConfirmHeading,
            [isLink ? book.YourLinkSaid : notice.IsKnown ? book.ConfirmMoreSaid : book.ConfirmSaid],
            [.. (notice.Request?.Interests ?? []).Take(MostInterests).Select(i => PlainText.Line(Wishes.NameOf(i), 100))],
            isLink ? book.YourLinkButton : book.ConfirmButton,
            AddressOf(notice),
            isLink ? null : book.LinkWorksUntil(book.LongDate.Format(expires.Date), book.Time.Format(expires.TimeOfDay)),
            book.NotYou,
            PlainText.Line(renderer.Identity.FromName, 60),
            SafeLink.Of(renderer.Identity.Site));
    }

    private NoticeModel Model(Notice notice, TeamInvitation invitation, CallWording words)
    {
        var book = words.Book;
        var (team, inviter) = (PlainText.Line(invitation.Team, 80), PlainText.Line(invitation.Inviter, 60));
        var expires = notice.ExpiresAt.InZone(words.Zone);
        return new(
            book,
            book.InvitationSubject(team),
            book.InvitationSubject(team),
            [book.InvitationSaid(team, inviter)],
            [],
            book.InvitationButton,
            AddressOf(notice),
            book.LinkWorksUntil(book.LongDate.Format(expires.Date), book.Time.Format(expires.TimeOfDay)),
            book.NotYou,
            PlainText.Line(renderer.Identity.FromName, 60),
            SafeLink.Of(renderer.Identity.Site));
    }

    private string AddressOf(Notice notice) => new Uri(renderer.Identity.Site ?? new Uri("http://127.0.0.1/"), notice.Path).AbsoluteUri;

    private static string Text(NoticeModel model)
    {
        var page = new TextPage();
        page.Heading(model.Heading, '=');
        foreach (var said in model.Said)
            page.Line().Words(said);
        if (model.Wanted.Count > 0)
            page.Line();
        foreach (var wanted in model.Wanted)
            page.Words(wanted, "* ");
        page.Line().Line($"{model.Button}:").Line(model.Link);
        if (model.Expires is { } expires)
            page.Line().Words(expires);
        page.Line().Line("-- ").Words(model.NotYou);
        page.Line(model.Site is { } site ? $"{model.FromName}: {site.Address}" : model.FromName);
        return page.ToString();
    }
}
