namespace FundingAlerts.Web.Mails;

/// <summary>Who our mails come from.</summary>
/// <param name="ContactAddress">Read by a person; requests to stop go there.</param>
/// <param name="Site">Where our own pages are; null when they cannot be reached from a mail.</param>
public sealed record MailIdentity(string FromName, string ContactAddress, Uri? Site);
