using FundingAlerts.Mail;

namespace FundingAlerts.Local.Hosting;

/// <summary>How this machine's mails leave, as its environment says.</summary>
internal static class LocalMail
{
    /// <exception cref="MailSettingsException">The settings are wrong; says which, and what to do.</exception>
    public static MailOptions FromEnvironment()
    {
        var (options, faults) = MailSettings.Read(Environment.GetEnvironmentVariable);
        return options ?? throw new MailSettingsException(faults);
    }
}
