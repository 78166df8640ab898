using System.Security.Cryptography;
using FundingAlerts.Delivery.SendGrid;
using NodaTime;

namespace FundingAlerts.Tests.Delivery.SendGrid;

public sealed class EventSignatureTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 8, 24, 7, 0);
    private static readonly byte[] Body = [.. "[{\"event\":\"delivered\"}]\r\n"u8];
    private readonly SignedBody _sendGrid = new();

    public void Dispose() => _sendGrid.Dispose();

    [Fact]
    public void What_is_signed_just_now_is_good() => Check().ShouldBe(EventSignatureVerdict.Good);

    // The form of a real one: https://socket.dev/npm/package/@sendgrid/eventwebhook
    [Fact]
    public void A_key_as_SendGrid_shows_it_is_read() =>
        EventSignature.Read("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyOArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q==").ShouldNotBeNull();

    [Fact]
    public void A_body_that_was_changed_is_wrong()
    {
        for (var i = 0; i < Body.Length; i++)
        {
            var tampered = Body.ToArray();
            tampered[i] ^= 1;
            Check(body: tampered).ShouldBe(EventSignatureVerdict.Wrong);
        }
        Check(body: Body[..^1]).ShouldBe(EventSignatureVerdict.Wrong);
        Check(body: [.. Body, (byte)' ']).ShouldBe(EventSignatureVerdict.Wrong);
        Check(body: []).ShouldBe(EventSignatureVerdict.Wrong);
    }

    [Fact]
    public void A_timestamp_that_was_changed_is_wrong() =>
        _sendGrid.Signature.Check(_sendGrid.Sign(SignedBody.TimestampOf(Now), Body), SignedBody.TimestampOf(Now + Duration.FromSeconds(1)), Body, Now).ShouldBe(EventSignatureVerdict.Wrong);

    [Theory]
    [Table("""
        -601 ¦ Stale
        -600 ¦ Good
        0    ¦ Good
        600  ¦ Good
        601  ¦ Stale
        """)]
    public void What_was_signed_long_ago_or_in_the_future_is_stale(int seconds, EventSignatureVerdict verdict) =>
        Check(at: Now + Duration.FromSeconds(seconds)).ShouldBe(verdict);

    [Fact]
    public void Another_key_is_wrong()
    {
        using var other = new SignedBody();
        other.Signature.Check(_sendGrid.Sign(SignedBody.TimestampOf(Now), Body), SignedBody.TimestampOf(Now), Body, Now).ShouldBe(EventSignatureVerdict.Wrong);
    }

    [Theory]
    [InlineData(null, "1", EventSignatureVerdict.Missing)]
    [InlineData("", "1", EventSignatureVerdict.Missing)]
    [InlineData("AAAA", null, EventSignatureVerdict.Missing)]
    [InlineData("AAAA", "", EventSignatureVerdict.Missing)]
    [InlineData("AAAA", "1787554800", EventSignatureVerdict.Wrong)]
    [InlineData("not base64!", "1787554800", EventSignatureVerdict.Wrong)]
    [InlineData("MEUCIQ==", "1787554800", EventSignatureVerdict.Wrong)]
    [InlineData("AAAA", "-1", EventSignatureVerdict.Wrong)]
    [InlineData("AAAA", " 1", EventSignatureVerdict.Wrong)]
    [InlineData("AAAA", "99999999999999999999", EventSignatureVerdict.Wrong)]
    [InlineData("AAAA", "9223372036854775807", EventSignatureVerdict.Wrong)]
    public void Garbage_is_no_signature(string? signature, string? timestamp, EventSignatureVerdict verdict) =>
        _sendGrid.Signature.Check(signature, timestamp, Body, Now).ShouldBe(verdict);

    [Fact]
    public void A_long_signature_is_not_even_looked_at() =>
        _sendGrid.Signature.Check(new string('A', 100_000), "1787554800", Body, Now).ShouldBe(EventSignatureVerdict.Missing);

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64")]
    public void What_is_no_key_is_not_taken(string key) => EventSignature.Read(key).ShouldBeNull();

    [Fact]
    public void A_key_of_another_curve_or_kind_is_not_taken()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        EventSignature.Read(Convert.ToBase64String(curve.ExportSubjectPublicKeyInfo())).ShouldBeNull();
        using var rsa = RSA.Create(2048);
        EventSignature.Read(Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo())).ShouldBeNull();
    }

    private EventSignatureVerdict Check(byte[]? body = null, Instant? at = null)
    {
        var timestamp = SignedBody.TimestampOf(at ?? Now);
        return _sendGrid.Signature.Check(_sendGrid.Sign(timestamp, Body), timestamp, body ?? Body, Now);
    }
}
