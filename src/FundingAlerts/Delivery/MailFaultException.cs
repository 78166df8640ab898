namespace FundingAlerts.Delivery;

/// <summary>
/// Sending failed in a way that nobody foresaw. Says where, and what was thrown, but nothing of its words: they may name an
/// address, and this is logged.
/// </summary>
public sealed class MailFaultException(Exception fault) : Exception(Words(fault))
{
    private readonly string? _trace = fault.StackTrace;

    public override string ToString() => $"{nameof(MailFaultException)}: {Message}{Environment.NewLine}{_trace}";

    private static string Words(Exception fault)
    {
        var kinds = new List<string>();
        for (var inner = fault; inner is not null && kinds.Count < 10; inner = inner.InnerException)
            kinds.Add(inner.GetType().Name);
        return $"The transport failed: {string.Join(" by ", kinds)}.";
    }
}
