using FundingAlerts.Delivery;

namespace FundingAlerts.Tests.Digests;

/// <summary>Collects what is sent on its way to a folder; may refuse, fail or die.</summary>
internal sealed class SentEmails(Func<IMailer> folder) : IMailer
{
    public List<Letter> Letters { get; } = [];

    /// <summary>Asked before each mail; throws what the transport would.</summary>
    public Action<Letter> Before { get; set; } = _ => { };

    public Crash? Crash { get; set; }

    public async Task SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        Before(letter);
        if (Crash is null)
            await HandOverAsync(letter, cancellationToken);
        else
            await Crash.Step(() => HandOverAsync(letter, cancellationToken));
    }

    private async Task HandOverAsync(Letter letter, CancellationToken cancellationToken)
    {
        Letters.Add(letter);
        await folder().SendAsync(letter, cancellationToken);
    }
}
