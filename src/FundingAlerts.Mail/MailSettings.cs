using System.Globalization;
using System.Net;
using FundingAlerts.Delivery.SendGrid;
using MimeKit;

namespace FundingAlerts.Mail;

/// <summary>Reads <see cref="MailOptions"/> from settings named FUNDINGALERTS_MAIL__….</summary>
public static class MailSettings
{
    public const string Prefix = "FUNDINGALERTS_MAIL__";

    /// <param name="setting">A setting's value by its whole name; null or empty when it is not set.</param>
    /// <returns>The options, or the sentences that say what is wrong and what to do.</returns>
    public static (MailOptions? Options, IReadOnlyList<string> Faults) Read(Func<string, string?> setting)
    {
        var reading = new Reading(setting);
        var transport = reading.OneOf("TRANSPORT", MailTransport.Eml);
        var options = new MailOptions
        {
            Transport = transport,
            From = reading.Address("FROM", isNeeded: transport != MailTransport.Eml),
            FromName = reading.Text("FROMNAME") ?? MailOptions.Eml.FromName,
            ReturnPath = reading.Address("RETURNPATH", isNeeded: false),
            Smtp = transport == MailTransport.Smtp ? reading.Smtp() : new(""),
            SendGrid = transport == MailTransport.SendGrid ? reading.SendGrid() : new(""),
            PerSecond = reading.Number("PERSECOND", 1, 10_000),
            PerMinute = reading.Number("PERMINUTE", 1, 600_000),
            PerDay = reading.Number("PERDAY", 1, 100_000_000),
            Webhook = reading.Webhook(),
            Bounces = reading.Text("BOUNCES"),
        };
        return reading.Faults.Count > 0 ? (null, reading.Faults) : (options, []);
    }

    private sealed class Reading(Func<string, string?> setting)
    {
        public List<string> Faults { get; } = [];

        public string? Text(string name) => setting(Prefix + name)?.Trim() is { Length: > 0 } text ? text : null;

        public T OneOf<T>(string name, T otherwise)
            where T : struct, Enum
        {
            if (Text(name) is not { } text)
                return otherwise;
            if (Enum.GetNames<T>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
                return Enum.Parse<T>(known);
            Faults.Add($"{Prefix}{name} is '{text}'; take one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}.");
            return otherwise;
        }

        public bool Flag(string name, bool otherwise)
        {
            if (Text(name) is not { } text)
                return otherwise;
            if (bool.TryParse(text, out var flag))
                return flag;
            Faults.Add($"{Prefix}{name} is '{text}'; write true or false.");
            return otherwise;
        }

        public int? Number(string name, int least, int most)
        {
            if (Text(name) is not { } text)
                return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            Faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{name} is '{text}'; write a whole number from {least} to {most}, or leave it out for no limit."));
            return null;
        }

        public string? Address(string name, bool isNeeded)
        {
            if (Text(name) is not { } text)
            {
                if (isNeeded)
                    Faults.Add($"{Prefix}{name} is missing; set it to the address that mails come from, of a domain that you may send for.");
                return null;
            }
            if (MailboxAddress.TryParse(text, out var address) && address.Address == text && address.Domain is { Length: > 0 })
                return text;
            Faults.Add($"{Prefix}{name} is no mail address; write it alone, as alerts@example.org.");
            return null;
        }

        public SmtpOptions Smtp()
        {
            var security = OneOf("SECURITY", SmtpSecurity.StartTls);
            var smtp = new SmtpOptions(Text("HOST") ?? "")
            {
                Security = security,
                Port = Number("PORT", 1, ushort.MaxValue) ?? (security == SmtpSecurity.Tls ? 465 : 587),
                User = Text("USER"),
                // Blanks may belong to it.
                Password = setting(Prefix + "PASSWORD") is { Length: > 0 } password ? password : null,
                Revocation = Flag("REVOCATION", otherwise: true),
            };
            if (smtp.Host.Length == 0)
                Faults.Add($"{Prefix}HOST is missing; set it to your mail server, as smtp.example.org.");
            else if (Uri.CheckHostName(smtp.Host) == UriHostNameType.Unknown)
                Faults.Add($"{Prefix}HOST is '{smtp.Host}'; write the server's name alone, without a port or smtp://.");
            else if (security == SmtpSecurity.None && !IsThisMachine(smtp.Host))
                Faults.Add($"{Prefix}SECURITY is none, which is for a server on this machine; take starttls or tls for {smtp.Host}.");
            if (smtp.User is null != smtp.Password is null)
                Faults.Add($"{Prefix}USER and {Prefix}PASSWORD go together; set both, or neither.");
            return smtp;
        }

        public SendGridOptions SendGrid()
        {
            var key = Text("KEY");
            if (key is null)
                Faults.Add($"{Prefix}KEY is missing; make an API key at SendGrid that may send mail and nothing else, and set it.");
            var region = Text("REGION")?.ToLowerInvariant() ?? "global";
            if (region is not ("global" or "eu"))
                Faults.Add($"{Prefix}REGION is '{region}'; take global or eu.");
            return new(key ?? "") { Host = region == "eu" ? SendGridOptions.EuHost : SendGridOptions.GlobalHost, Sandbox = Flag("SANDBOX", otherwise: false) };
        }

        public EventSignature? Webhook()
        {
            if (Text("WEBHOOKKEY") is not { } key)
                return null;
            if (EventSignature.Read(key) is { } signature)
                return signature;
            Faults.Add($"{Prefix}WEBHOOKKEY is no key; copy the verification key that SendGrid shows under Mail Settings, Event Webhook.");
            return null;
        }

        private static bool IsThisMachine(string host) =>
            host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}

/// <summary>The settings of mails are wrong; the message has a sentence a line that says what to do.</summary>
public sealed class MailSettingsException(IReadOnlyList<string> faults) : Exception(string.Join('\n', faults));
