using System.Net;
using System.Text;
using FundingAlerts.Delivery;
using NodaTime;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace FundingAlerts.Mail;

/// <summary>
/// SendGrid's API, version 3. Letters that say the same go in one request. It knows no idempotency key: a request whose answer
/// was lost may be sent twice.
/// </summary>
/// <param name="http">A new client for each request, whose connections are kept.</param>
internal sealed class SendGridMailer(SendGridOptions options, EmailAddress from, Func<HttpClient> http, IClock clock) : IMailer
{
    public int MostAtOnce => SendGridRequest.MostPeople;

    public async Task<IReadOnlyList<MailOutcome>> SendAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<int, MailOutcome>();
        var good = new List<(int Place, Letter Letter)>();
        foreach (var (place, letter) in letters.Index())
        {
            if (LetterMime.AddressOf(letter) is null)
                outcomes[place] = new MailOutcome.Refused(LetterMime.NoAddress(letter));
            else
                good.Add((place, letter));
        }
        MailOutcome.Trouble? trouble = null;
        foreach (var same in good.GroupBy(g => (g.Letter.Subject, g.Letter.Html, g.Letter.Text)))
        {
            foreach (var some in same.Chunk(SendGridRequest.MostPeople))
            {
                // What troubles one request troubles the next: they need not all find out.
                foreach (var (place, outcome) in trouble is null ? await SendTogetherAsync(some, cancellationToken) : some.Select(s => (s.Place, (MailOutcome)trouble)))
                {
                    outcomes[place] = outcome;
                    trouble ??= outcome as MailOutcome.Trouble;
                }
            }
        }
        return [.. outcomes.OrderBy(o => o.Key).Select(o => o.Value)];
    }

    private async Task<IReadOnlyList<(int Place, MailOutcome Outcome)>> SendTogetherAsync((int Place, Letter Letter)[] letters, CancellationToken cancellationToken)
    {
        var outcome = await PostAsync([.. letters.Select(l => l.Letter)], cancellationToken);
        if (outcome is not MailOutcome.Refused || letters.Length == 1)
            return [.. letters.Select(l => (l.Place, outcome))];
        // A refused request sent nothing, and which letter is at fault comes out in halves.
        var half = letters.Length / 2;
        return [.. await SendTogetherAsync(letters[..half], cancellationToken), .. await SendTogetherAsync(letters[half..], cancellationToken)];
    }

    private async Task<MailOutcome> PostAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http();
            var response = await new SendGridClient(client, new SendGridClientOptions { ApiKey = options.Key, Host = options.Host })
                .SendEmailAsync(SendGridRequest.Of(letters, from, options.Sandbox), cancellationToken);
            return await SendGridAnswer.OfAsync(response.StatusCode, response.Headers, response.Body, clock.GetCurrentInstant(), cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or TimeoutException)
        {
            return new MailOutcome.Trouble("SendGrid cannot be reached.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MailOutcome.Trouble("SendGrid took too long.");
        }
    }
}
