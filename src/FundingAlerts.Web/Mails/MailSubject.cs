using FundingAlerts.Digests;
using FundingAlerts.Opportunities;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Mails;

/// <summary>Says what is inside: "2 new calls, 1 deadline moved: Future computing paradigms Network Plus and more".</summary>
public static class MailSubject
{
    /// <summary>In UTF-16 units; longer ones are cut in most mailboxes.</summary>
    public const int MaxLength = 110;

    private const int ShortestTitle = 20;

    public static string Of(Digest digest, Phrasebook book)
    {
        var counts = Counts(digest, book);
        if (digest.Entries.Count == 0)
            return PlainText.Line(counts, MaxLength);
        var more = digest.Entries.Count > 1 ? " " + book.AndMore : "";
        var room = MaxLength - counts.Length - 2 - more.Length;
        return room < ShortestTitle
            ? PlainText.Line(counts, MaxLength)
            : $"{counts}: {CallWording.Title(digest.Entries[0].Opportunity, room)}{more}";
    }

    /// <summary>Closes in 7 days: Future computing paradigms Network Plus (13 Oct 2026), and 2 more.</summary>
    public static string Of(Reminder reminder, CallWording words)
    {
        var first = reminder.Entries[0];
        var closes = Heading(first, words).Replace('\u00A0', ' ');
        var more = reminder.Entries.Count > 1 ? ", " + words.Book.AndMoreDeadlines(reminder.Entries.Count - 1) : "";
        var date = $" ({words.Book.ShortDate.Format(first.Day)})";
        var room = MaxLength - closes.Length - 2 - date.Length - more.Length;
        return $"{closes}: {CallWording.Title(first.Opportunity, room)}{date}{more}";
    }

    /// <summary>Closes in 7 days; 3 deadlines ahead.</summary>
    public static string Heading(Reminder reminder, CallWording words) =>
        reminder.Entries.Count == 1 ? Heading(reminder.Entries[0], words) : words.Book.DeadlinesAhead(reminder.Entries.Count);

    private static string Heading(ReminderEntry entry, CallWording words) =>
        entry.Deadline is { } deadline
            ? words.Book.Closes(words.Deadlines.Of(entry.Opportunity, deadline).Next.Left!)
            : words.Book.OpensIn(words.Book.DaysLeft(Period.DaysBetween(words.Now.InZone(words.Zone).Date, entry.Day)));

    /// <summary>2 new calls, 1 deadline moved, 3 changed, 1 withdrawn.</summary>
    public static string Counts(Digest digest, Phrasebook book)
    {
        var @new = digest.In(DigestGroup.New).Count();
        var moved = digest.In(DigestGroup.Changed).Count(e => e.Changes.Any(c => c is OpportunityChange.DeadlineMoved));
        var changed = digest.In(DigestGroup.Changed).Count() - moved;
        var withdrawn = digest.In(DigestGroup.Withdrawn).Count();
        var opened = digest.In(DigestGroup.Opened).Count();
        var parts = new List<string>();
        if (@new > 0)
            parts.Add(digest.Occasion == Occasion.Welcome ? book.CallsOpenNow(@new) : book.NewCalls(@new));
        if (opened > 0)
            parts.Add(book.CallsOpened(opened));
        if (moved > 0)
            parts.Add(book.DeadlinesMoved(moved));
        if (changed > 0)
            parts.Add(book.ChangedCalls(changed));
        if (withdrawn > 0)
            parts.Add(book.WithdrawnCalls(withdrawn));
        if (parts.Count > 0)
            return string.Join(", ", parts);
        return digest switch
        {
            { Occasion: Occasion.Welcome } => book.WelcomeHeading,
            { Notices: [var notice] } => notice.IsBack ? book.SourceIsBackInShort(PlainText.Line(notice.Source.Name, 60)) : book.SourceIsDownInShort(PlainText.Line(notice.Source.Name, 60)),
            { Notices.Count: > 0 } => book.NewsOfSources,
            _ => book.NothingNew,
        };
    }
}
