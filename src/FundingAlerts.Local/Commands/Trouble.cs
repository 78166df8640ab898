using FundingAlerts.Mail;
using FundingAlerts.Storage;
using FundingAlerts.Storage.Backups;
using Microsoft.AspNetCore.Connections;

namespace FundingAlerts.Local.Commands;

/// <summary>What may go wrong on a machine through no fault of ours, as a sentence that says what to do.</summary>
internal static class Trouble
{
    /// <summary>Null when it is a fault of ours, which should be seen whole.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        StorageBrokenException broken => broken.Message,
        BackupException unusable => unusable.Message,
        MailSettingsException wrong => wrong.Message,
        IOException { InnerException: AddressInUseException } taken => $"{taken.Message.TrimEnd('.')}. Take another --port, or 0 for a free one.",
        IOException or UnauthorizedAccessException => $"{fault.Message.TrimEnd('.')}. Check the path, and that you may read and write there.",
        InvalidDataException unreadable => $"The stored data cannot be read: {unreadable.Message}",
        OperationCanceledException => "Stopped before it was done; run the command again to go on.",
        _ => null,
    };
}
