namespace FundingAlerts.Local.Hosting;

/// <summary>Who runs this: shown to every site that is read (in the user agent) and to everyone who is mailed.</summary>
/// <param name="Page">A web page that says what this is.</param>
/// <param name="Mail">An address that somebody reads.</param>
internal sealed record Contact(string Page, string Mail)
{
    public const string PageVariable = "FUNDINGALERTS_CONTACT_PAGE";
    public const string MailVariable = "FUNDINGALERTS_CONTACT_MAIL";

    private static readonly Contact Nobody = new("https://github.com/fundingalerts/fundingalerts", "fundingalerts@example.org");

    /// <summary>Whether the person who runs this has said who they are.</summary>
    public bool IsKnown => this != Nobody;

    /// <summary>What the environment says; a placeholder for what it does not.</summary>
    public static Contact FromEnvironment() => new(
        Environment.GetEnvironmentVariable(PageVariable) is { Length: > 0 } page ? page : Nobody.Page,
        Environment.GetEnvironmentVariable(MailVariable) is { Length: > 0 } mail ? mail : Nobody.Mail);

    /// <summary>What to tell a person who reads real sites without saying who they are; null when all is well.</summary>
    public string? Hint => IsKnown
        ? null
        : $"Sites are told a placeholder for who reads them. Set {PageVariable} and {MailVariable} to your own page and mail address.";
}
