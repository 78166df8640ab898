using System.Text.RegularExpressions;

namespace FundingAlerts.Storage;

/// <summary>Several worlds in one account, told apart by what their names begin with.</summary>
public static partial class StoragePrefix
{
    /// <summary>The account's tables PREFIXname, queues PREFIX-name and containers PREFIX-name, by their names.</summary>
    /// <param name="prefix">Small letters and digits, a letter first, at most 20.</param>
    /// <exception cref="StorageLimitException">The prefix cannot begin a name.</exception>
    public static StorageAccount Under(this StorageAccount account, string prefix)
    {
        if (!Prefix().IsMatch(prefix))
            throw new StorageLimitException($"No name may begin with '{prefix}'; use up to 20 small letters and digits, a letter first.");
        return new(name => account.Table(prefix + name), name => account.Queue($"{prefix}-{name}"), name => account.Blobs($"{prefix}-{name}"));
    }

    // demo0a1b2c3d
    [GeneratedRegex(@"\A[a-z][a-z0-9]{0,19}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();
}
