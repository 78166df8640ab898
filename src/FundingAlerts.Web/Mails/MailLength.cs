namespace FundingAlerts.Web.Mails;

/// <summary>How much a mail says of each call.</summary>
/// <param name="Snippets">How many places to show for each interest.</param>
/// <param name="Title">In UTF-16 units.</param>
/// <param name="Interests">How many of the interests that a call met.</param>
/// <param name="Later">How many deadlines after the next one.</param>
/// <param name="AlsoOn">How many other sites.</param>
/// <param name="Reasons">Whether to say why two countries can apply together.</param>
/// <param name="Disagreements">How many fields about which the sites of a call contradict each other; the deadline comes first.</param>
/// <param name="Statements">How many different statements of each.</param>
public sealed record MailLength(int Snippets, int Title, int Interests, int Later, int AlsoOn, bool Reasons, int Disagreements, int Statements)
{
    /// <summary>From full to terse; the first whose mail is small enough is sent.</summary>
    public static IReadOnlyList<MailLength> FromFull { get; } =
    [
        new(2, 200, 4, 3, 3, true, 6, 4),
        new(2, 200, 4, 3, 3, false, 6, 4),
        new(1, 200, 4, 3, 2, false, 6, 4),
        new(0, 160, 3, 2, 1, false, 3, 3),
        new(0, 100, 1, 0, 0, false, 1, 2),
    ];
}
