using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using FundingAlerts.Delivery;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace FundingAlerts.Mail;

/// <summary>What MailKit throws, as an outcome. A server's words may name an address: only its codes are repeated.</summary>
internal static partial class SmtpAnswer
{
    private const int Closing = 421;

    // 530, 534, 535, 538: who is not let in is no letter's fault.
    private static readonly int[] NotLetIn = [530, 534, 535, 538];

    /// <returns>Null for a fault of ours.</returns>
    public static MailOutcome.Trouble? OfConnecting(Exception fault) => fault switch
    {
        MailKit.Security.AuthenticationException or SaslException => new("The mail server does not take the user and password. Check FUNDINGALERTS_MAIL__USER and __PASSWORD."),
        SslHandshakeException or System.Security.Authentication.AuthenticationException => new("The mail server's certificate is not trusted, or TLS failed. Check FUNDINGALERTS_MAIL__HOST, __PORT and __SECURITY."),
        NotSupportedException => new("The mail server does not offer what is asked for (STARTTLS, or a way to sign in). Check FUNDINGALERTS_MAIL__PORT and __SECURITY."),
        SocketException => new("The mail server cannot be reached. Check FUNDINGALERTS_MAIL__HOST and __PORT."),
        SmtpCommandException command => new($"The mail server said {Codes(command)} before it was given a mail."),
        _ => OfLine(fault),
    };

    /// <returns>Null for a fault of ours.</returns>
    public static MailOutcome? OfSending(Exception fault) => fault switch
    {
        SmtpCommandException command => OfCommand(command),
        // An address in other letters than ASCII, which the server does not know.
        NotSupportedException => new MailOutcome.Refused("The mail server cannot send to an address of that kind."),
        ServiceNotAuthenticatedException => new MailOutcome.Trouble("The mail server wants a user and password. Set FUNDINGALERTS_MAIL__USER and __PASSWORD."),
        _ => OfLine(fault),
    };

    private static MailOutcome OfCommand(SmtpCommandException command)
    {
        var code = (int)command.StatusCode;
        if (code == Closing || NotLetIn.Contains(code))
            return new MailOutcome.Trouble($"The mail server said {Codes(command)} and takes no mails now.");
        var isPassing = code is >= 400 and < 500;
        return command.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted when isPassing => new MailOutcome.Passing($"The mail server will not take it for its recipient now ({Codes(command)})."),
            SmtpErrorCode.RecipientNotAccepted => new MailOutcome.Refused($"The mail server will not take it for its recipient ({Codes(command)})."),
            SmtpErrorCode.MessageNotAccepted when isPassing => new MailOutcome.Passing($"The mail server will not take its content now ({Codes(command)})."),
            SmtpErrorCode.MessageNotAccepted => new MailOutcome.Refused($"The mail server will not take its content ({Codes(command)})."),
            SmtpErrorCode.SenderNotAccepted => new MailOutcome.Trouble($"The mail server will not take mails from our sender ({Codes(command)}). Check FUNDINGALERTS_MAIL__FROM and __RETURNPATH."),
            _ => new MailOutcome.Trouble($"The mail server said {Codes(command)}."),
        };
    }

    private static MailOutcome.Trouble? OfLine(Exception fault) => fault switch
    {
        IOException or SocketException or TimeoutException or ServiceNotConnectedException => new("The connection to the mail server broke."),
        ProtocolException => new("The mail server broke the rules of SMTP, or the connection was cut."),
        _ => null,
    };

    // "550 5.1.1"
    private static string Codes(SmtpCommandException command)
    {
        var code = ((int)command.StatusCode).ToString(CultureInfo.InvariantCulture);
        return Enhanced.Match(command.Message) is { Success: true, Value: var enhanced } ? $"{code} {enhanced}" : code;
    }

    // "5.1.1 <bob@example.org>: Recipient address rejected"
    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}", RegexOptions.NonBacktracking)]
    private static partial Regex Enhanced { get; }
}
