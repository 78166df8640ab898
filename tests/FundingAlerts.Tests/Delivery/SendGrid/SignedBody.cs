using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Delivery.SendGrid;
using NodaTime;

namespace FundingAlerts.Tests.Delivery.SendGrid;

/// <summary>Signs as SendGrid does, with a key made here.</summary>
internal sealed class SignedBody : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public EventSignature Signature => EventSignature.Read(PublicKey)!;

    public static string TimestampOf(Instant at) => at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string Sign(string timestamp, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(_key.SignData([.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();
}
