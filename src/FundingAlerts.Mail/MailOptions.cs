using FundingAlerts.Delivery;
using FundingAlerts.Delivery.SendGrid;

namespace FundingAlerts.Mail;

/// <summary>How mails leave and what comes back. Made by <see cref="MailSettings.Read"/>, which checks it.</summary>
public sealed record MailOptions
{
    /// <summary>The .eml folder, without limits.</summary>
    public static MailOptions Eml { get; } = new();

    public MailTransport Transport { get; init; }

    /// <summary>The sender's address; null: the contact's.</summary>
    public string? From { get; init; }

    public string FromName { get; init; } = "FundingAlerts";

    /// <summary>Where mails come back to, when it is not the sender's address: the SMTP envelope's.</summary>
    public string? ReturnPath { get; init; }

    public SmtpOptions Smtp { get; init; } = new("");

    public SendGridOptions SendGrid { get; init; } = new("");

    public int? PerSecond { get; init; }

    public int? PerMinute { get; init; }

    public int? PerDay { get; init; }

    /// <summary>Checks what SendGrid says of our mails; null when it is not asked to.</summary>
    public EventSignature? Webhook { get; init; }

    /// <summary>The mailbox folder that bounces come into; null when nobody watches one.</summary>
    public string? Bounces { get; init; }

    public MailLimits Limits => new(Transport.ToString().ToLowerInvariant()) { PerSecond = PerSecond, PerMinute = PerMinute, PerDay = PerDay };
}

public enum MailTransport
{
    /// <summary>Files on this machine.</summary>
    Eml,
    Smtp,
    SendGrid,
}

public enum SmtpSecurity
{
    /// <summary>Begins in clear and goes over to TLS, or does not go on: port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte: port 465.</summary>
    Tls,

    /// <summary>In clear; to this machine only.</summary>
    None,
}

public sealed record SmtpOptions(string Host)
{
    public int Port { get; init; } = 587;

    public SmtpSecurity Security { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether it is asked if the server's certificate was revoked; some networks let nobody ask.</summary>
    public bool Revocation { get; init; } = true;

    // Records print what they hold.
    public override string ToString() => $"{Host}:{Port}";
}

public sealed record SendGridOptions(string Key)
{
    public const string GlobalHost = "https://api.sendgrid.com";
    public const string EuHost = "https://api.eu.sendgrid.com";

    public string Host { get; init; } = GlobalHost;

    /// <summary>SendGrid checks each mail and sends none.</summary>
    public bool Sandbox { get; init; }

    public override string ToString() => Host;
}
