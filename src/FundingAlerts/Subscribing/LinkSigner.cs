using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundingAlerts.Interests;

namespace FundingAlerts.Subscribing;

/// <summary>
/// Signs the links in our mails, so that they need neither an account nor a row: an HMAC over who, what for and which call. They
/// hold until the subscriber asks for new ones.
/// </summary>
/// <param name="key">32 random bytes of this installation.</param>
public sealed class LinkSigner(byte[] key)
{
    // 128 bits: nobody guesses one.
    private const int SealBytes = 16;

    /// <summary>The path and query of a link: "/me/s1/hide?call=ukri:future-computing&amp;k=…".</summary>
    /// <param name="what">The call or the mail that is meant; empty where the purpose says it all.</param>
    public string PathOf(Subscriber reader, LinkPurpose purpose, string what = "")
    {
        var query = what.Length == 0 ? "" : $"{NameOf(purpose)}={Uri.EscapeDataString(what)}&";
        var who = reader.MemberId is { } member
            ? $"/team/{Uri.EscapeDataString(reader.SubscriberId)}/{Uri.EscapeDataString(member)}"
            : $"/me/{Uri.EscapeDataString(reader.SubscriberId)}";
        return $"{who}/{purpose.ToString().ToLowerInvariant()}?{query}k={SealOf(reader, purpose, what)}";
    }

    /// <summary>What proves that a link is ours.</summary>
    public string SealOf(Subscriber reader, LinkPurpose purpose, string what) =>
        Seal(purpose.ToString(), reader.LinkEpoch.ToString(CultureInfo.InvariantCulture), reader.SubscriberId, reader.MemberId ?? "", what);

    /// <summary>Whether a link for this was made by us; takes the same time whatever it holds.</summary>
    public bool IsGenuine(Subscriber reader, LinkPurpose purpose, string what, string? seal) => AreSame(SealOf(reader, purpose, what), seal);

    /// <summary>A token that names a sign-up and proves that it was mailed by us; the secret itself is stored nowhere.</summary>
    public string TokenOf(string signUpId) => $"{signUpId}.{Seal("sign-up", signUpId)}";

    /// <returns>The sign-up that a token names; null for one that is not ours.</returns>
    public string? ReadToken(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && AreSame(TokenOf(token[..dot]), token) ? token[..dot] : null;
    }

    /// <summary>The name of the query's parameter that says what is meant.</summary>
    public static string NameOf(LinkPurpose purpose) => purpose == LinkPurpose.View ? "mail" : "call";

    private string Seal(params ReadOnlySpan<string> parts)
    {
        // Lengths before the parts: no two lists of parts are written alike.
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, SealBytes));
    }

    private static bool AreSame(string ours, string? theirs) =>
        theirs is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ours), Encoding.UTF8.GetBytes(theirs));
}
