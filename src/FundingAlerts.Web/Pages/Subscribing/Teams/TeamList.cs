using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;
using FundingAlerts.Teams;
using FundingAlerts.Web.Wording;
using NodaTime;

namespace FundingAlerts.Web.Pages.Subscribing.Teams;

/// <summary>What one member said of a call, in words.</summary>
/// <param name="Says">"interested, for Bob to look at"; empty where they only left a note.</param>
/// <param name="Note">Its lines.</param>
public sealed record TeamSaying(string By, string Says, IReadOnlyList<string> Note);

/// <summary>A call on the team's list.</summary>
/// <param name="Deadline">The next, in words; empty for a call that is forgotten.</param>
/// <param name="MarkPath">To the page on which the visitor says what they think of it; null for who may not.</param>
public sealed record TeamCall(OpportunityId Id, string Title, string Deadline, IReadOnlyList<TeamSaying> Said, string? MarkPath);

/// <summary>All calls of which somebody in the team said something.</summary>
/// <param name="Wanted">Those with the nearest deadline first, what is past at the end.</param>
/// <param name="NotForUs">Of which the team hears no more.</param>
public sealed record TeamList(IReadOnlyList<TeamCall> Wanted, IReadOnlyList<TeamCall> NotForUs)
{
    // More are not read by anybody, and each is looked up.
    private const int Most = 200;

    internal static async Task<TeamList> OfAsync(FrontDesk desk, TeamVisitor visitor, IReadOnlyList<TeamMember> members, CancellationToken cancellationToken)
    {
        var verdicts = await desk.Teams.VerdictsAsync(visitor.Id, cancellationToken);
        var notForUs = TeamStore.NotForUs(verdicts).ToHashSet();
        var calls = new List<(TeamCall Call, Instant Next)>();
        foreach (var said in verdicts.Where(SaysSomething).GroupBy(v => v.Opportunity).OrderByDescending(g => g.Max(v => v.At)).Take(Most))
            calls.Add(await OfAsync(desk, visitor, said.Key, said, members, cancellationToken));
        var sorted = calls.OrderBy(c => c.Next).Select(c => c.Call).ToList();
        return new([.. sorted.Where(c => !notForUs.Contains(c.Id))], [.. sorted.Where(c => notForUs.Contains(c.Id))]);
    }

    /// <summary>What is said of a call, the latest first.</summary>
    internal static IReadOnlyList<TeamSaying> Say(IEnumerable<TeamVerdict> verdicts, IReadOnlyList<TeamMember> members, PageBook book) =>
        [.. verdicts.Where(SaysSomething).OrderByDescending(v => v.At).Select(v => Say(v, members, book))];

    /// <summary>What the others call a member.</summary>
    internal static string NameOf(TeamMember? member, PageBook book) =>
        member is null ? book.FormerMember : PlainText.Line(member.Name, 60) is { Length: > 0 } name ? name : book.NoName;

    private static TeamSaying Say(TeamVerdict verdict, IReadOnlyList<TeamMember> members, PageBook book)
    {
        TeamMember? Find(string id) => members.FirstOrDefault(m => m.MemberId == id);
        string[] says = [book.Words.Mark(verdict.Mark), verdict.AssignedTo is { } to ? book.Words.AssignedTo(NameOf(Find(to), book)) : ""];
        return new(NameOf(Find(verdict.MemberId), book), string.Join(", ", says.Where(s => s.Length > 0)), PlainText.Paragraphs(verdict.Note));
    }

    private static bool SaysSomething(TeamVerdict verdict) => verdict.Mark != TeamMark.None || verdict.Note.Length > 0 || verdict.AssignedTo is not null;

    private static async Task<(TeamCall Call, Instant Next)> OfAsync(FrontDesk desk, TeamVisitor visitor, OpportunityId id, IEnumerable<TeamVerdict> said, IReadOnlyList<TeamMember> members, CancellationToken cancellationToken)
    {
        var known = await desk.Opportunities.FindAsync(id, cancellationToken);
        var next = known?.NextDeadline(desk.Now)?.ClosedFrom is { } at && at > desk.Now ? at : Instant.MaxValue;
        return (new(
            id,
            known is null ? PlainText.Line(id.ToString(), 120) : CallWording.Title(known, 200),
            known is null ? "" : visitor.Words(desk).Deadlines.Of(known).Next.InFull,
            Say(said, members, visitor.Asked.Book),
            visitor.IsShared ? null : visitor.PathOf(LinkPurpose.Hide, id.ToString())), next);
    }
}
