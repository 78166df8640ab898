using FundingAlerts.Delivery;

namespace FundingAlerts.Tests.Digests;

/// <summary>Collects what is sent on its way to a folder; may refuse, be in trouble, fail or die.</summary>
internal sealed class SentEmails(Func<IMailer> folder) : IMailer
{
    public List<Letter> Letters { get; } = [];

    /// <summary>Asked before each mail; throws what a transport never should.</summary>
    public Action<Letter> Before { get; set; } = _ => { };

    /// <summary>What becomes of a mail instead of being sent; null: it is sent.</summary>
    public Func<Letter, MailOutcome?> Answer { get; set; } = _ => null;

    public Crash? Crash { get; set; }

    /// <summary>How many letters came together, call by call.</summary>
    public List<int> Calls { get; } = [];

    public int MostAtOnce { get; set; } = 1;

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        Calls.Add(letters.Count);
        var outcomes = new List<MailOutcome>();
        foreach (var letter in letters)
            outcomes.Add(await SendAsync(letter, cancellationToken));
        return outcomes;
    }

    private async Task<MailOutcome> SendAsync(Letter letter, CancellationToken cancellationToken)
    {
        Before(letter);
        if (Answer(letter) is { } answer)
            return answer;
        return Crash is null
            ? await HandOverAsync(letter, cancellationToken)
            : await Crash.Step(() => HandOverAsync(letter, cancellationToken));
    }

    private async Task<MailOutcome> HandOverAsync(Letter letter, CancellationToken cancellationToken)
    {
        Letters.Add(letter);
        return (await folder().SendAsync([letter], cancellationToken))[0];
    }
}
