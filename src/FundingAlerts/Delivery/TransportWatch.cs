using NodaTime;

namespace FundingAlerts.Delivery;

/// <summary>Notes for the operator when a transport falls into trouble and when it works again, without a write for every mail.</summary>
public sealed class TransportWatch(MailLimits limits, MailBook book)
{
    private static readonly Duration Between = Duration.FromMinutes(1);
    private readonly Lock _turn = new();

    // Unknown at first: the trouble may have been noted by a process that is gone.
    private bool? _isTroubled;
    private Instant _notedAt = Instant.MinValue;

    public async Task SeeAsync(IReadOnlyList<MailOutcome> outcomes, Instant now, CancellationToken cancellationToken)
    {
        if (outcomes.OfType<MailOutcome.Trouble>().FirstOrDefault() is { } trouble)
        {
            if (Turns(isTroubled: true, now))
                await book.NoteTroubleAsync(limits.Transport, trouble.Why, now, cancellationToken);
        }
        else if (outcomes.Count > 0 && Turns(isTroubled: false, now))
        {
            await book.NoteWellAsync(limits.Transport, cancellationToken);
        }
    }

    private bool Turns(bool isTroubled, Instant now)
    {
        lock (_turn)
        {
            if (_isTroubled == isTroubled && (!isTroubled || (now >= _notedAt && now < _notedAt + Between)))
                return false;
            (_isTroubled, _notedAt) = (isTroubled, now);
            return true;
        }
    }
}
