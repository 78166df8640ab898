using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>Writes the text part of a digest from the same model as the HTML.</summary>
internal static class DigestText
{
    private const string Indent = "   ";

    public static string Write(MailModel model)
    {
        var page = new TextPage();
        page.Line(model.Kicker).Line();
        page.Heading(model.Heading, '=');
        if (model.Interests.Count > 0)
            page.Words(string.Join(" · ", model.Interests));
        if (model.Greeting is { } greeting)
            page.Line().Words(greeting);
        foreach (var words in model.DeskWords)
            page.Line().Words(words);
        foreach (var notice in model.Notices)
            page.Line().Words(notice, "! ");
        if (model.Quiet.Count > 0)
            page.Line();
        foreach (var sentence in model.Quiet)
            page.Words(sentence);
        WriteTeamNews(page, model);
        var number = 0;
        foreach (var group in model.Groups)
        {
            page.Line().Line();
            page.Heading($"{group.Title} ({group.Calls.Count.ToString(model.Book.Culture)})", '-');
            foreach (var call in group.Calls)
                Write(page, call, ++number, model.Book);
        }
        WriteNear(page, model);
        if (model.Waiting is { } waiting)
            page.Line().Words(waiting);
        WriteFooter(page, model);
        return page.ToString();
    }

    private static void Write(TextPage page, MailCall call, int number, Phrasebook book)
    {
        page.Line();
        page.Words(call.Title, $"{number.ToString(book.Culture)}. ".PadRight(Indent.Length));
        page.Words(call.Status is null ? call.Origin : $"{call.Origin} · {call.Status}", Indent);
        page.Line();
        if (call.DeskNote is { } note)
            page.Words($"{book.FromTheDesk} {note}", Indent).Line();
        foreach (var change in call.Changes)
            page.Words(change.InFull, Indent + "* ");
        if (call.Changes.Count > 0)
            page.Line();
        WriteFacts(page, call, book);
        foreach (var why in call.Why)
            Write(page, why, book);
        if (call.Why.Count > 0)
            page.Line();
        if (call.Link is { } link)
            page.Line(Indent + link.Address);
        foreach (var also in call.AlsoOn)
            page.Line($"{Indent}{book.AlsoOn} {also.Host}:").Line(Indent + also.Address);
        if (call.OurPage is { } ours)
            page.Line($"{Indent}{book.OurPage}:").Line(Indent + ours);
        foreach (var action in call.Actions)
            page.Line($"{Indent}{action.Words}:").Line(Indent + action.Address);
    }

    private static void WriteTeamNews(TextPage page, MailModel model)
    {
        if (model.TeamNews.Count == 0)
            return;
        page.Line().Line();
        page.Heading(model.Book.TeamSaid, '-');
        foreach (var news in model.TeamNews)
        {
            page.Words(news.Title, "* ").Words(news.Said, "  ");
            if (news.Note is { } note)
                page.Words(note, "  > ");
        }
    }

    private static void WriteNear(TextPage page, MailModel model)
    {
        if (model.Near.Count == 0)
            return;
        page.Line().Line();
        page.Heading($"{model.Book.DeadlinesNear} ({model.Near.Count.ToString(model.Book.Culture)})", '-');
        foreach (var near in model.Near)
        {
            page.Words(near.Title, "* ").Words(near.Left is null ? near.Date : $"{near.Date}, {near.Left}", "  ");
            if (near.Link is { } link)
                page.Line("  " + link);
        }
    }

    private static void WriteFacts(TextPage page, MailCall call, Phrasebook book)
    {
        var facts = new List<(string Label, string Words)>();
        if (call.Opens is { } opens)
            facts.Add((book.Opens, opens));
        facts.Add((book.Deadline, call.Deadline.InFull));
        facts.AddRange(call.Later.Select(l => (book.Then, l.InFull)));
        if (call.MoreDates is { } more)
            facts.Add(("", more));
        if (call.Money is { } money)
            facts.Add((book.Funding, money));
        if (call.Eligibility is { } eligibility)
            facts.Add(("", eligibility));
        if (call.Together is { } together)
            facts.Add(("", together));
        var width = facts.Max(f => f.Label.Length) + 2;
        foreach (var (label, words) in facts)
            page.Words(words, Indent + label.PadRight(width));
        page.Line();
        foreach (var disagreement in call.Disagreements)
        {
            page.Words(disagreement.Title, Indent + "! ");
            foreach (var said in disagreement.Says)
                page.Words(said.InFull, Indent + "  - ");
            page.Line();
        }
        if (call.Caution is { } caution)
            page.Words(caution, Indent + "! ").Line();
    }

    private static void Write(TextPage page, MailReason why, Phrasebook book)
    {
        page.Words(
            $"{book.Matches} {why.Interest}" + (why.Terms.Count == 0 ? "" : $": {string.Join(", ", why.Terms)}"),
            Indent);
        foreach (var snippet in why.Snippets)
            page.Words($"{snippet.Before}*{snippet.Found}*{snippet.After} ({snippet.Field})".Trim(), Indent + "> ", Indent + "> ");
    }

    private static void WriteFooter(TextPage page, MailModel model)
    {
        page.Line().Line("-- ");
        page.Words(model.WhyYouReceive);
        if (model.Interests.Count > 0)
            page.Words($"{model.Book.YourAlerts} {string.Join(" · ", model.Interests)}.");
        page.Line();
        if (model.PreferencesLink is { } preferences)
        {
            page.Line($"{(model.IsForTeam ? model.Book.TeamPage : model.Book.ChangeAlerts)}:").Line(preferences);
            page.Line($"{(model.IsForTeam ? model.Book.LeaveTeam : model.Book.Stop)}:").Line(model.StopLink);
            page.Line($"{model.Book.ViewInBrowser}:").Line(model.ViewLink!).Line();
        }
        else
        {
            page.Words(model.Book.HowToStop).Line(model.StopLink).Line();
        }
        page.Words(model.ComposedAt);
        page.Line(model.Site is { } site ? $"{model.FromName}: {site.Address}" : model.FromName);
    }
}
