using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace FundingAlerts.Delivery.SendGrid;

/// <summary>
/// SendGrid's signature under what it says of our mails: ECDSA over P-256 with SHA-256, of the timestamp and the body just as it
/// came, in DER and base64.
/// </summary>
/// <remarks>https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features</remarks>
public sealed class EventSignature
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>So old what is said may be, and so far ahead of us SendGrid's clock.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(10);

    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LongestSignature = 200;
    private readonly ECParameters _key;

    private EventSignature(ECParameters key) => _key = key;

    /// <param name="key">The public key as SendGrid shows it: SubjectPublicKeyInfo in base64.</param>
    /// <returns>Null when it is no such key.</returns>
    public static EventSignature? Read(string key)
    {
        try
        {
            using var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            var parameters = read.ExportParameters(includePrivateParameters: false);
            return parameters.Curve.Oid.Value == P256 ? new(parameters) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <param name="timestamp">Seconds since 1970, as the header has it.</param>
    public EventSignatureVerdict Check(string? signature, string? timestamp, ReadOnlySpan<byte> body, Instant now)
    {
        if (signature is not { Length: > 0 and <= LongestSignature } || timestamp is not { Length: > 0 and <= 20 })
            return EventSignatureVerdict.Missing;
        Span<byte> der = stackalloc byte[Base64.GetMaxDecodedFromUtf8Length(LongestSignature)];
        if (!Convert.TryFromBase64String(signature, der, out var length)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > Instant.MaxValue.ToUnixTimeSeconds())
            return EventSignatureVerdict.Wrong;
        // The signature before the age: who does not hold the key learns nothing of our clock.
        using var key = ECDsa.Create(_key);
        if (!key.VerifyHash(HashOf(timestamp, body), der[..length], DSASignatureFormat.Rfc3279DerSequence))
            return EventSignatureVerdict.Wrong;
        var said = Instant.FromUnixTimeSeconds(seconds);
        return said < now - Tolerance || said > now + Tolerance ? EventSignatureVerdict.Stale : EventSignatureVerdict.Good;
    }

    private static byte[] HashOf(string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}

public enum EventSignatureVerdict
{
    Good,

    /// <summary>There is none, or not what one looks like.</summary>
    Missing,

    /// <summary>Not signed with the key, or changed since.</summary>
    Wrong,

    /// <summary>Signed with the key, but too long ago or in the future: perhaps sent again by somebody who listened.</summary>
    Stale,
}
