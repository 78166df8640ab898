using CsCheck;
using FundingAlerts.Interests;
using FundingAlerts.Opportunities;
using FundingAlerts.Subscribing;

namespace FundingAlerts.Tests.Subscribing;

public sealed class LinkSignerTests
{
    private static readonly LinkSigner Signer = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    [Fact]
    public void A_seal_fits_one_person_one_purpose_and_one_call()
    {
        var seal = Signer.SealOf(Reader("ann"), LinkPurpose.Hide, "ukri:a");

        Signer.IsGenuine(Reader("ann"), LinkPurpose.Hide, "ukri:a", seal).ShouldBeTrue();
        Signer.IsGenuine(Reader("bob"), LinkPurpose.Hide, "ukri:a", seal).ShouldBeFalse();
        Signer.IsGenuine(Reader("ann"), LinkPurpose.Remind, "ukri:a", seal).ShouldBeFalse();
        Signer.IsGenuine(Reader("ann"), LinkPurpose.Hide, "ukri:b", seal).ShouldBeFalse();
        Signer.IsGenuine(Reader("ann") with { LinkEpoch = 1 }, LinkPurpose.Hide, "ukri:a", seal).ShouldBeFalse();
        new LinkSigner(new byte[32]).IsGenuine(Reader("ann"), LinkPurpose.Hide, "ukri:a", seal).ShouldBeFalse();
        foreach (var wrong in new[] { null, "", seal[..^1], seal + "A", seal.ToLowerInvariant() })
            Signer.IsGenuine(Reader("ann"), LinkPurpose.Hide, "ukri:a", wrong).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_can_be_moved_from_one_part_to_the_next() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((id, what, otherId, otherWhat) =>
            (Signer.SealOf(Reader(id), LinkPurpose.Hide, what) == Signer.SealOf(Reader(otherId), LinkPurpose.Hide, otherWhat)) == ((id, what) == (otherId, otherWhat)));

    [Fact]
    public void Nobody_guesses_a_token()
    {
        var id = new string('a', 32);
        var token = Signer.TokenOf(id);
        Signer.ReadToken(token).ShouldBe(id);
        (token.Length - id.Length - 1).ShouldBe(22);
        Gen.String.Sample(guess => Signer.ReadToken($"{id}.{guess}") is null, iter: 10_000);
    }

    private static Subscriber Reader(string id) => new(id, "a@example.org", "", "en", Zones.London, Cadence.DailyAt(8));
}
