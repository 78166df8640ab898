using FundingAlerts.Delivery;
using FundingAlerts.Digests;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Storage;
using FundingAlerts.Subscribing;
using FundingAlerts.Tests.Digests;
using NodaTime;

namespace FundingAlerts.Tests.Subscribing;

/// <summary>Somebody at ann@example.org who signs up, in the world of digests.</summary>
internal sealed class SignUpWorld : IDisposable
{
    public const string Address = "ann@example.org";

    public DigestWorld Digests { get; } = new();

    public SignUps SignUps => Digests.Get<SignUps>();

    public SubscriberStore Subscribers => Digests.Get<SubscriberStore>();

    public Instant Now => Digests.Clock.GetCurrentInstant();

    public IReadOnlyList<Letter> Letters => Digests.Mails.Letters;

    public static SignUpRequest Request(string query = "neuromorph*", string address = Address) =>
        new(address, "en", Zones.London, Cadence.DailyAt(8), [new(null, "", query)], "Yes, mail me.", "site");

    /// <summary>Signs up and has it answered.</summary>
    public async Task<Reception> AskAsync(SignUpRequest? request = null, string network = "192.0.2.0/24")
    {
        var (reception, _) = await SignUps.AskAsync(request ?? Request(), network, "t", Now, default);
        (await Digests.DrainAsync()).Failures.ShouldBe(0);
        return reception;
    }

    /// <summary>Uses the link of the last mail.</summary>
    public async Task<Subscriber?> ConfirmAsync()
    {
        var subscriber = await SignUps.ConfirmAsync(Token(Letters[^1]), "t", Now, default);
        (await Digests.DrainAsync()).Failures.ShouldBe(0);
        return subscriber;
    }

    public async Task<Subscriber?> FindAsync(string address = Address) =>
        await Digests.Get<SignUpStore>().OwnerAsync(EmailAddress.Read(address)!, default) is { } id ? await Subscribers.FindAsync(id, default) : null;

    /// <summary>The token that a letter holds.</summary>
    public static string Token(Letter letter)
    {
        const string start = "/confirm?token=";
        var at = letter.Text.IndexOf(start, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, letter.Text);
        return letter.Text[(at + start.Length)..].Split('\n')[0].Trim();
    }

    /// <summary>Everything that is stored, to see whether anything changed.</summary>
    public async Task<IReadOnlyList<string>> DumpAsync()
    {
        var all = new List<string>();
        foreach (var table in StorageContents.Tables)
        {
            await foreach (var row in Digests.Get<StorageAccount>().Table(table).ScanAllAsync(default))
                all.Add($"{table} {row.Partition} {row.Key} {string.Join(' ', row.Values)}");
        }
        return all;
    }

    public void Dispose() => Digests.Dispose();
}
