using System.CommandLine;

namespace FundingAlerts.Local.Commands;

/// <summary>What concerns mails on their way and back.</summary>
internal static class MailCommand
{
    public static Command Create() => new("mail", "Reads what comes back of the mails.")
    {
        MailBouncesCommand.Create(),
    };
}
