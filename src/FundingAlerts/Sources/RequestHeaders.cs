namespace FundingAlerts.Sources;

/// <summary>Which headers a definition may set: what it likes to read, not who we are, where to or how the bytes travel.</summary>
internal static class RequestHeaders
{
    public static readonly IReadOnlyList<string> Free = ["Accept", "Accept-Language", "Cache-Control", "Pragma", "Referer"];

    /// <summary>One of <see cref="Free"/>, or an interface's own, harmless to us: X-Requested-With, X-Api-Version.</summary>
    public static bool IsFree(string name) => IsCommon(name) || IsOwn(name);

    /// <summary>Meant for whoever answers; the others only for the host that the source names.</summary>
    public static bool IsCommon(string name) => Free.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsOwn(string name) =>
        name.StartsWith("X-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase);
}
