using FundingAlerts.Web.Wording;

namespace FundingAlerts.Web.Mails;

/// <summary>A mail that somebody asked for just now, in words: a link, and what it is for.</summary>
/// <param name="Said">What happened, a paragraph each.</param>
/// <param name="Wanted">What they asked for, a line each.</param>
/// <param name="Button">What the link does.</param>
/// <param name="Expires">Until when it works.</param>
/// <param name="NotYou">What to do when somebody else typed the address.</param>
public sealed record NoticeModel(
    Phrasebook Book, string Subject, string Heading, IReadOnlyList<string> Said, IReadOnlyList<string> Wanted, string Button, string Link, string? Expires, string NotYou, string FromName, SafeLink? Site);
