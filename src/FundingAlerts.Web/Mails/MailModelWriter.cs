using System.Globalization;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Matching;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Web.Pages;
using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>Puts digests and reminders into words. Pure: the same digest gives the same model.</summary>
/// <param name="signer">Signs the reader's links; null where mails lead to no pages of ours.</param>
public sealed class MailModelWriter(MailIdentity identity, LinkSigner? signer = null)
{
    private const int MaxTerms = 8;

    public MailModel Write(Digest digest, MailLength length)
    {
        var words = CallWording.For(digest.Reader.Language, digest.Reader.Zone, digest.ComposedAt);
        var book = words.Book;
        var links = new MailLinks(identity, signer, digest.Reader, digest.Id.ToString());
        return Frame(digest.Entries, words, links) with
        {
            Subject = MailSubject.Of(digest, book),
            Kicker = digest.Heartbeat is null ? book.DigestOf(book.LongDate.Format(digest.Id.Period)) : book.SignOfLifeOf(book.LongDate.Format(digest.Id.Period)),
            Heading = MailSubject.Counts(digest, book),
            Greeting = digest.Occasion == Occasion.Welcome ? digest.Entries.Count > 0 ? book.Welcome : book.WelcomeToNothing : null,
            DeskWords = [.. digest.Notes.Where(n => n.Opportunity is null).Select(n => PlainText.Line(n.In(words.Book.Language), DeskNote.LongestText))],
            Notices = [.. digest.Notices.Select(n => QuietWording.Of(n, words))],
            Quiet = digest.Heartbeat is { } sources ? QuietWording.Of(sources, words) : [],
            TeamNews = [.. digest.TeamNews.Select(n => Write(n, book, links))],
            Near = [.. digest.Near.Select(n => Write(n, words, links))],
            Groups = [.. new[] { (DigestGroup.New, digest.Occasion == Occasion.Welcome ? book.OpenNow : book.New), (DigestGroup.Opened, book.NowOpen), (DigestGroup.Changed, book.Changed), (DigestGroup.Withdrawn, book.WithdrawnHeading) }
                .Select(g => new MailGroup(g.Item2, [.. digest.In(g.Item1).Select(e => Write(e, words.Deadlines.Of(e.Opportunity), words, length, links) with { DeskNote = NoteTo(e, digest, book) })]))
                .Where(g => g.Calls.Count > 0)],
            Waiting = digest.Waiting > 0 ? book.Waiting(digest.Waiting) : null,
            WhyYouReceive = book.WhyYouReceive(PlainText.Line(digest.Reader.Name, 60)),
        };
    }

    public MailModel Write(Reminder reminder, MailLength length)
    {
        var words = CallWording.For(reminder.Reader.Language, reminder.Reader.Zone, reminder.ComposedAt);
        var book = words.Book;
        var links = new MailLinks(identity, signer, reminder.Reader, reminder.DeliveryId);
        var entries = reminder.Entries.ToLookup(e => e.Kind);
        MailCall Worded(ReminderEntry e) => Write(
            new DigestEntry(DigestGroup.New, e.Opportunity, e.Why, []) { Twins = e.Twins },
            e.Deadline is { } deadline ? words.Deadlines.Of(e.Opportunity, deadline) : words.Deadlines.Of(e.Opportunity),
            words,
            length,
            links);
        return Frame(reminder.Entries.Select(e => new DigestEntry(DigestGroup.New, e.Opportunity, e.Why, [])), words, links) with
        {
            Subject = MailSubject.Of(reminder, words),
            Kicker = book.ReminderOf(book.LongDate.Format(reminder.Day)),
            Heading = MailSubject.Heading(reminder, words),
            Groups = [.. new[] { (book.ComingUp, UpcomingKind.Deadline), (book.OpeningSoon, UpcomingKind.Opening) }
                .Select(g => new MailGroup(g.Item1, [.. entries[g.Item2].Select(Worded)]))
                .Where(g => g.Calls.Count > 0)],
            WhyYouReceive = book.WhyReminded(PlainText.Line(reminder.Reader.Name, 60)),
        };
    }

    // What all mails have in common.
    private MailModel Frame(IEnumerable<DigestEntry> entries, CallWording words, MailLinks links) => new()
    {
        Book = words.Book,
        Subject = "",
        Preheader = PlainText.Line(string.Join(" · ", entries.Select(e => CallWording.Title(e.Opportunity))), 140),
        FromName = PlainText.Line(identity.FromName, 60),
        Kicker = "",
        Heading = "",
        Interests = [.. entries
            .SelectMany(e => e.Why)
            .Select(w => PlainText.Line(w.InterestName, 80))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Create(words.Book.Culture, CompareOptions.IgnoreCase))],
        Groups = [],
        Waiting = null,
        WhyYouReceive = "",
        StopAddress = identity.ContactAddress,
        StopLink = links.StopPage ?? links.StopByMail,
        OneClickLink = links.StopPage is { } page && page.StartsWith("https://", StringComparison.Ordinal) ? page : null,
        PreferencesLink = links.Preferences,
        IsForTeam = links.IsForTeam,
        ViewLink = links.View,
        ComposedAt = ComposedAt(words),
        Site = SafeLink.Of(identity.Site),
    };

    private static MailNear Write(NearDeadline near, CallWording words, MailLinks links)
    {
        var (next, _) = words.Deadlines.Of(near.Opportunity, near.Deadline);
        return new(CallWording.Title(near.Opportunity, 120), links.At(CallLink.To(near.Opportunity.Id)) ?? SafeLink.Of(near.Opportunity.Address)?.Address, next.Main, next.Left);
    }

    private static string? NoteTo(DigestEntry entry, Digest digest, Phrasebook book) =>
        digest.Notes.FirstOrDefault(n => n.Opportunity is { } pinned && (entry.Opportunity.Id == pinned || entry.Twins?.Members.Any(m => m.Id == pinned) == true)) is { } note
            ? PlainText.Line(note.In(book.Language), DeskNote.LongestText)
            : null;

    private static MailTeamNews Write(TeamNews news, Phrasebook book, MailLinks links)
    {
        string[] said = [book.Mark(news.Mark), news.Assignee is { } to ? book.AssignedTo(PlainText.Line(to, 60)) : ""];
        var what = string.Join(", ", said.Where(s => s.Length > 0));
        var by = PlainText.Line(news.By, 60);
        return new(
            CallWording.Title(news.Opportunity, 120),
            links.At(CallLink.To(news.Opportunity.Id)) ?? SafeLink.Of(news.Opportunity.Address)?.Address,
            what.Length == 0 ? by : $"{by}: {what}",
            PlainText.Line(news.Note, 300) is { Length: > 0 } note ? note : null);
    }

    private static IReadOnlyList<MailAction> Actions(Opportunity call, CallWording words, MailLinks links)
    {
        var actions = new List<MailAction>();
        if (call.WithdrawnAt is null && call.NextDeadline(words.Now) is { } next && next.ClosedFrom > words.Now)
        {
            if (!links.IsForTeam && links.Remind(call.Id) is { } remind)
                actions.Add(new(words.Book.RemindMe, remind));
            if (links.Calendar(call.Id) is { } calendar)
                actions.Add(new(words.Book.AddToCalendar, calendar));
        }
        if (links.Hide(call.Id) is { } hide)
            actions.Add(new(links.IsForTeam ? words.Book.ForTheTeam : words.Book.NotForMe, hide));
        return actions;
    }

    private MailCall Write(DigestEntry entry, (WordedDeadline Next, IReadOnlyList<WordedDeadline> Later) deadlines, CallWording words, MailLength length, MailLinks links)
    {
        var call = entry.Opportunity;
        var link = SafeLink.Of(call.Address);
        var status = call.StatusAt(words.Now);
        var isWithdrawn = call.WithdrawnAt is not null;
        var (next, later) = deadlines;
        if (isWithdrawn)
            (next, later) = (next with { Left = null, Note = null, IsPast = true }, []);
        return new(
            CallWording.Title(call, length.Title),
            link,
            CallWording.Origin(call),
            !isWithdrawn && status is (OpportunityStatus.Forthcoming or OpportunityStatus.Closed) ? words.Book.Status(status) : null,
            status == OpportunityStatus.Forthcoming && call.Opens is { } opens ? words.Deadlines.Of(opens) : null,
            next,
            [.. later.Take(length.Later)],
            later.Count > length.Later ? words.Book.MoreDates(later.Count - length.Later) : null,
            words.Money.Line(call.Funding),
            NullIfEmpty(string.Join(" · ", words.Eligibility(call))),
            words.Together(call, length.Reasons),
            entry.Twins is { } twins ? [.. new DisagreementWording(words).Of(twins, length.Statements).Take(length.Disagreements)] : [],
            entry.Twins is { IsOnlyAggregated: true } ? words.Book.OnlyAggregated(PlainText.Line(call.Id.Source, 40)) : null,
            [.. entry.Changes.Where(c => c is not OpportunityChange.Published).SelectMany(c => Write(c, entry, words))],
            [.. entry.Why.Take(length.Interests).Select(w => Write(w, words.Book, length))],
            [.. (entry.Twins?.Sightings ?? call.Sightings)
                .Select(s => SafeLink.Of(s.Address))
                .OfType<SafeLink>()
                .Where(s => s.Host != link?.Host)
                .DistinctBy(s => s.Host)
                .Take(length.AlsoOn)],
            identity.Site is { } site && SafeLink.Of(site) is not null ? new Uri(site, CallLink.To(call.Id)).AbsoluteUri : null)
        {
            Actions = Actions(call, words, links),
        };
    }

    // Of a call on several sites, a change that the leading page does not show is said to be another's.
    private static IEnumerable<WordedChange> Write(OpportunityChange change, DigestEntry entry, CallWording words) =>
        entry.Twins?.Members.FirstOrDefault(m => m.Id == change.Opportunity && m.Id != entry.Opportunity.Id) is { } other
            ? words.Changes.Of(change).Select(c => c with { Label = words.Book.AtSite(c.Label, DisagreementWording.SiteOf(entry.Twins, other)) })
            : words.Changes.Of(change);

    private static MailReason Write(InterestMatch why, Phrasebook book, MailLength length) => new(
        PlainText.Line(why.InterestName, 80),
        [.. why.Reasons.Select(r => PlainText.Line(r.Term, 60)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxTerms)],
        [.. why.Reasons
            .DistinctBy(r => (r.Field, r.Snippet.Before, r.Snippet.Found))
            .Take(length.Snippets)
            .Select(r => new MailSnippet(
                book.InField(r),
                PlainText.Part(r.Snippet.Before),
                PlainText.Line(r.Snippet.Found, 120),
                PlainText.Part(r.Snippet.After)))]);

    private static string ComposedAt(CallWording words)
    {
        var local = words.Now.InZone(words.Zone);
        return words.Book.ComposedAt(
            words.Book.LongDate.Format(local.Date),
            words.Book.Time.Format(local.TimeOfDay),
            words.Book.InPlace(words.Zone.Id));
    }

    private static string? NullIfEmpty(string words) => words.Length == 0 ? null : words;
}
